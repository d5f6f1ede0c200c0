"""The product of Jacobian factors: factors, scaled products, norms and the rungs of the bound."""
