"""The chain of states and factors."""
