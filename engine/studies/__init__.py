"""What is asked of a trace: constants of W, verdict, spectrum, gradient, descent, calculus."""
