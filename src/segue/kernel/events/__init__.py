"""Typed facts, written beside the change they describe and delivered after commit."""
