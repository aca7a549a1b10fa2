"""No signals; one reader of the environment; child processes only where they are confined."""

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from tests.architecture.source_tree import Source, imported_modules, sources

ENVIRONMENT_READERS = re.compile(r"src/segue/(env/.*|config/testing|.*/tests/.*)\.py")
ENVIRONMENT_BEARERS = re.compile(r"src/segue/runtime/.*\.py")
TERMINAL_FACTS = {"NO_COLOR", "TERM"}
PROCESS_STARTERS = re.compile(
    r"src/segue/(runtime/.*|media/processing/((\w+_)?child|confine)|.*/tests/.*|config/testing)\.py"
)
SIGNAL_MODULES = re.compile(r"(django|allauth)(\.\w+)*\.(signals|dispatch)(\.\w+)*")
PROCESS_MODULES = {"subprocess", "multiprocessing", "pty"}
PROCESS_CALLS = {
    "system",
    "popen",
    "fork",
    "forkpty",
    "execv",
    "execve",
    "execvp",
    "posix_spawn",
    "startfile",
}


PLANTED = """import os, subprocess
from os import getenv
from django.db.models.signals import post_save
os.environ['A']
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'x')
os.system('ls')
child = {'B': '2'} | os.environ | {'A': '1'}
os.environ.get('TERM')
"""


def test_no_django_signals() -> None:
    assert [
        f"{source.path}:{line} imports {name}"
        for source in sources()
        for name, line in imported_modules(source.tree)
        if SIGNAL_MODULES.fullmatch(name)
    ] == []


def test_only_env_reads_the_environment() -> None:
    found = [place for source in sources() for place in environment_reads(source)]
    assert [place for place in found if not ENVIRONMENT_READERS.fullmatch(place.split(":")[0])] == []


def test_only_confined_places_start_processes() -> None:
    found = [place for source in sources() for place in process_starts(source)]
    assert [place for place in found if not PROCESS_STARTERS.fullmatch(place.split(":")[0])] == []


def test_the_scans_see_what_they_look_for() -> None:
    planted = Source("src/segue/catalog/bad.py", PLANTED, ast.parse(PLANTED))
    bearer = Source("src/segue/runtime/launch.py", PLANTED, ast.parse(PLANTED))
    assert lines(environment_reads(planted)) == [2, 4, 7, 8]
    assert lines(environment_reads(bearer)) == [2, 4]
    assert lines(process_starts(planted)) == [1, 6]
    assert any(SIGNAL_MODULES.fullmatch(name) for name, _ in imported_modules(planted.tree))


def lines(places: Iterator[str]) -> list[int]:
    return [int(place.split(":")[1]) for place in places]


def environment_reads(source: Source) -> Iterator[str]:
    """Uses of `os.environ` and `os.getenv` that learn something from them.

    Naming Django's settings module to Django isn't a read. The supervisor may also hand its environment on
    (`os.environ | {...}`), set variables for its children, and ask what the terminal can show.
    """
    is_bearer = bool(ENVIRONMENT_BEARERS.fullmatch(source.path))
    harmless = [found for node in ast.walk(source.tree) if (found := _harmless_use(node, is_bearer))]
    for name, line in imported_modules(source.tree):
        if name in {"os.environ", "os.getenv", "os.environb"}:
            yield f"{source.path}:{line}"
    for node in ast.walk(source.tree):
        if _is_of_os(node, {"environ", "getenv", "environb"}) and node not in harmless:
            yield f"{source.path}:{node.lineno}"


def process_starts(source: Source) -> Iterator[str]:
    for name, line in imported_modules(source.tree):
        if name.split(".")[0] in PROCESS_MODULES:
            yield f"{source.path}:{line}"
    for node in ast.walk(source.tree):
        if _is_of_os(node, PROCESS_CALLS):
            yield f"{source.path}:{node.lineno}"


def _is_of_os(node: ast.AST, names: set[str]) -> TypeGuard[ast.Attribute]:
    is_attribute = isinstance(node, ast.Attribute) and node.attr in names
    return is_attribute and isinstance(node.value, ast.Name) and node.value.id == "os"  # type: ignore[attr-defined]


def _harmless_use(node: ast.AST, is_bearer: bool) -> ast.AST | None:
    """The `os.environ` inside an expression that doesn't read a setting from it."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=used, attr="setdefault"),
            args=[ast.Constant("DJANGO_SETTINGS_MODULE"), *_],
        ):
            return used
        case ast.Call(func=ast.Attribute(value=used, attr="get"), args=[ast.Constant(value=str(name))]):
            return used if is_bearer and name in TERMINAL_FACTS else None
        case (
            ast.Subscript(value=used, ctx=ast.Store())
            | ast.BinOp(left=ast.Attribute() as used, op=ast.BitOr())
            | ast.BinOp(right=ast.Attribute() as used, op=ast.BitOr())
        ):
            return used if is_bearer else None
    return None
