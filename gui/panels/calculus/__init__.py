"""The Calculus tab: stationary points and the slope of the activation."""
