"""Names of artists and labels: one line, and never empty."""

from segue.kernel.errors import DomainError
from segue.kernel.text import one_line


def clean_name(text: str, empty: type[DomainError]) -> str:
    """Raises `empty`."""
    name = one_line(text)
    if not name:
        raise empty
    return name
