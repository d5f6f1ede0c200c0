"""What is studied: the network, its inputs, its loss, and edits of them."""
