"""Secrets in a running Segue: they leak nowhere, and change while people listen."""
