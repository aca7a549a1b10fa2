"""The permission matrix: every operation of every door, tried by every kind of actor in every state of a release."""
