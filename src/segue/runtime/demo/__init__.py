"""A small catalog of music that the project synthesizes itself: something to hear on any machine."""

from segue.runtime.demo.synthesis import synthesize_catalog

__all__ = ["synthesize_catalog"]
