"""What keeps unsaved work when the program or the machine dies, and offers it again."""
