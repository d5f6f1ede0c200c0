"""The norm plot: the product against its bound, and the readout."""
