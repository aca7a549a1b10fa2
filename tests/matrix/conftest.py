"""Counts the matrix's cells, over all processes of a run, and prints their sum."""

from typing import Any

import pytest

from tests.contracts.conftest import own_folders
from tests.matrix.counting import Cells, summary

__all__ = ["own_folders"]


@pytest.fixture
def cells(record_property: Any) -> Cells:
    return Cells(record_property)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for found in terminalreporter.stats.values() for report in found]
    figures = [
        value
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == "matrix" and report.when == "call"
    ]
    if figures:
        terminalreporter.write_line(summary(figures))
