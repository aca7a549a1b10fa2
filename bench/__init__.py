"""Benchmarks, each with a command and a committed result table."""
