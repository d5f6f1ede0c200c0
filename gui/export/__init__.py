"""Pictures of what is shown."""
