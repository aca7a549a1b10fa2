"""What goes wrong with settings."""

from collections.abc import Sequence


class SettingsError(Exception):
    """A source holds a setting that Segue doesn't know or can't use; the text is one line, `problems` its parts."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)
