"""Files are named after one idea, stay short, and say in one sentence what they are for."""

import ast
import re
from pathlib import Path

from tests.architecture.source_tree import Source, app_folders, sources

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}
NAMED_BY_DJANGO = {"src/segue/kernel/db/postgresql/base.py"}
FUNCTION_LINES = 60
FILE_LINES = 350
ALL = ("src/segue", "tests", "tools")


def test_no_file_has_a_name_that_says_nothing() -> None:
    named = {
        source.path for source in sources(*ALL) if FORBIDDEN_NAMES & set(Path(source.path.lower()).parts[:-1])
    }
    named |= {source.path for source in sources(*ALL) if Path(source.path).stem.lower() in FORBIDDEN_NAMES}
    assert sorted(named - NAMED_BY_DJANGO) == []


def test_functions_are_at_most_sixty_lines() -> None:
    assert [
        line for source in sources(*ALL) if not source.is_migration for line in long_functions(source)
    ] == []


def test_files_are_at_most_three_hundred_and_fifty_lines() -> None:
    lengths = {source.path: source.text.count("\n") for source in sources(*ALL) if not source.is_migration}
    assert {path: count for path, count in lengths.items() if count > FILE_LINES} == {}


def test_each_module_opens_with_a_sentence() -> None:
    spoken = [source for source in sources(*ALL) if source.text.strip() and not source.is_migration]
    assert [source.path for source in spoken if not opens_well(source)] == []


def test_each_app_has_a_readme_of_some_lines() -> None:
    pages = {folder.name: folder / "README.md" for folder in app_folders()}
    assert [
        name for name, page in pages.items() if not page.is_file() or page.read_text().count("\n") < 5
    ] == []


def long_functions(source: Source) -> list[str]:
    functions = (
        node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"{source.path}:{node.lineno} {node.name} has {length} lines"
        for node in functions
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def opens_well(source: Source) -> bool:
    opening = (ast.get_docstring(source.tree) or "").split("\n\n")[0]
    return bool(re.search(r"[.:`)]$", opening.strip()))
