"""Whatever is said of a file has a code that the page of verdicts knows, and a sentence for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.kernel.errors import DomainError
from segue.kernel.storage import NoSpace, StorageUnavailable
from segue.media import errors
from segue.media.processing import errors as processing_errors
from segue.media.processing.errors import ProcessingError

MEDIA = Path(errors.__file__).parent
JOBS = MEDIA.parent / "kernel" / "jobs"
PAGE = (MEDIA / "verdicts.md").read_text(encoding="utf-8")
SPOKEN = {"ProcessingError", "StepFailed", "Note"}
CODE = re.compile(r"`([a-z]+\.[a-z_]+)`")
COMMAND_LINE = "inspection"  # speaks of paths, not of uploads


def modules() -> Iterator[ast.Module]:
    for path in [*MEDIA.rglob("*.py"), *JOBS.rglob("*.py")]:
        if "tests" not in path.parts and not path.name.startswith(COMMAND_LINE):
            yield ast.parse(path.read_text(encoding="utf-8"))


def verdicts() -> Iterator[tuple[str, ast.expr, ast.Module]]:
    """Code and sentence of each verdict that is spelled out, with its module."""
    for module in modules():
        for node in ast.walk(module):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), sentence, *_]):
                    if name in SPOKEN:
                        yield code, sentence, module


def ends(sentence: ast.expr, module: ast.Module) -> list[str]:
    """The last words, wherever a name is given them in the module."""
    match sentence:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=[*_, last]):
            return ends(last, module)
        case ast.Name(id=name):
            return [end for value in _assigned(name, module) for end in ends(value, module)]
        case ast.Call(func=ast.Name(id=name)):
            return [end for value in _returned(name, module) for end in ends(value, module)]
    return []


def _assigned(name: str, module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == [name]:
            yield node.value


def _returned(name: str, module: ast.Module) -> Iterator[ast.expr]:
    """By a function of the module."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value)


def refusals() -> list[type[DomainError]]:
    found = [value for value in vars(errors).values() if isinstance(value, type)]
    return [
        value for value in found if issubclass(value, DomainError) and value.__module__ == errors.__name__
    ]


def test_the_page_knows_every_code_and_no_other() -> None:
    spoken = {code for code, _, _ in verdicts()} | {NoSpace.code, StorageUnavailable.code}
    assert set(CODE.findall(PAGE)) == spoken


def test_each_verdict_is_a_sentence() -> None:
    found = {code: ends(sentence, module) for code, sentence, module in verdicts()}
    assert [code for code, texts in found.items() if not texts] == []
    assert [text for texts in found.values() for text in texts if not text.endswith(".")] == []


def test_each_reason_against_a_cover_is_a_sentence() -> None:
    from segue.media.processing import covers

    reasons = [value for name, value in vars(covers).items() if name in ("_TOO_LARGE", "_UNREADABLE")]
    assert len(reasons) == 2
    assert [reason for reason in reasons if not reason.endswith(".")] == []


@pytest.mark.parametrize(
    "name", ["damaged", "not_audio", "too_short", "timed_out", "tool_failed", "too_large"]
)
def test_what_a_file_is_refused_for_says_what_to_do(name: str) -> None:
    error: ProcessingError = getattr(processing_errors, name)()
    assert re.search(r"\. (Export|Upload|Try) .*\.$", error.message)


def test_each_refusal_of_a_request_has_its_own_code_and_title() -> None:
    found = refusals()
    assert len({refusal.code for refusal in found}) == len(found) > 10
    assert [refusal.code for refusal in found if not refusal.code.startswith("media.")] == []
    titles = [refusal.title for refusal in found]
    assert [title for title in titles if title.endswith(".") or not title[0].isupper()] == []
