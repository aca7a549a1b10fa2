"""Local supervisor and command line: knows processes and paths, never Django."""
