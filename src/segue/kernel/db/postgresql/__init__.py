"""Django's PostgreSQL backend, with a user and password that may change while it runs."""
