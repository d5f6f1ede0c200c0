"""What is studied: the activation, the network, the experiment and its forward pass."""
