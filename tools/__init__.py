"""Lint rules and generators of the project; never part of the package."""
