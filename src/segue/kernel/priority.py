"""Priorities of jobs and of hints: what has begun first, then new files, then what nobody waits for."""

# Valkey's lists are emptied lowest first.
GO_ON, BEGIN, LATER = 0, 5, 9
