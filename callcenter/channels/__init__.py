"""Edges to the outside: what leaves the house and what comes in from other systems."""
