"""Moderation as the API shows it, a module for each subject."""

from segue.moderation.schemas.blocks import BlockOut, blocks, show_block
from segue.moderation.schemas.cases import (
    CaseDetailOut,
    CaseOut,
    CaseQuery,
    DecisionOut,
    NewAssignment,
    NewCase,
    NewDecision,
    Why,
    show_case,
    show_case_detail,
)
from segue.moderation.schemas.notices import NewAppeal, NoticeOut, show_notice
from segue.moderation.schemas.reports import NewReport, OwnReportOut, show_own_report

__all__ = [
    "BlockOut",
    "CaseDetailOut",
    "CaseOut",
    "CaseQuery",
    "DecisionOut",
    "NewAppeal",
    "NewAssignment",
    "NewCase",
    "NewDecision",
    "NewReport",
    "NoticeOut",
    "OwnReportOut",
    "Why",
    "blocks",
    "show_block",
    "show_case",
    "show_case_detail",
    "show_notice",
    "show_own_report",
]
