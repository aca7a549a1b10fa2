"""Folders of music on this machine: what is in them, what has changed since, and reading it."""
