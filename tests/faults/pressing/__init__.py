"""A pipeline of three steps with gates: places where it waits until a test lets it pass."""
