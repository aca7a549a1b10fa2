"""Releases and tracks: what artists put out and listeners hear."""
