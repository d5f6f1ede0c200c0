"""The Spectrum tab: eigenvalues, powers of W, surviving directions, Lyapunov exponents."""
