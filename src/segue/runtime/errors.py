"""The one error that the command line shows: a line that says what is wrong and what to do."""


class StartError(Exception):
    """Segue can't start or run; `str(error)` is one line for the person at the terminal."""
