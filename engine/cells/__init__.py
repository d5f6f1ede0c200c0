"""What a recurrent cell is made of: its activation functions."""
