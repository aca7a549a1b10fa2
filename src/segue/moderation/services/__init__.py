"""Writes of moderation, a module for each subject."""

from segue.moderation.services.appeals import appeal
from segue.moderation.services.assignments import assign, unassign
from segue.moderation.services.decisions import decide
from segue.moderation.services.reports import open_case, report

__all__ = ["appeal", "assign", "decide", "open_case", "report", "unassign"]
