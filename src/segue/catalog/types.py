"""Values of the catalog that go between apps."""

from enum import StrEnum


class ReleaseState(StrEnum):
    """DRAFT until it has a moment, SCHEDULED until that comes, then PUBLISHED; WITHDRAWN by its team, TAKEN_DOWN by
    moderators."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    TAKEN_DOWN = "taken_down"
