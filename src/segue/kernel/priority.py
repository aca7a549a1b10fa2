"""Priorities of hints: what has begun is finished before the next file is begun."""

# Valkey's lists are emptied lowest first.
GO_ON, BEGIN = 0, 9
