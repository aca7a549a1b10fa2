"""People: users, sign-in, sessions, operators."""
