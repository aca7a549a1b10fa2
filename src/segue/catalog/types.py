"""Values of the catalog that go between apps."""

from enum import StrEnum

UNTITLED = "Untitled release"
"""Until somebody names it, or its files do."""
PUBLICATION = "publication"
"""The kind of edits (see `kernel.history`) of moment and visibility, and of what moderators take down and put back;
they aren't undone from the history."""


class ReleaseState(StrEnum):
    """DRAFT until it has a moment, SCHEDULED until that comes, then PUBLISHED; WITHDRAWN by its team, TAKEN_DOWN by
    moderators."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"
