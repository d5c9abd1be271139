"""Documents that are drawn from the code; a test of each keeps it true. `make docs` writes them."""
