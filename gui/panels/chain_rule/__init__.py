"""The Chain rule tab: the product, its bound and what the bound loses."""
