"""`segue config …`: the settings, where they come from, and what is wrong with them."""

import argparse
import sys
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Add: TypeAlias = Callable[[str, Callable[[argparse.Namespace], int], str, Commands], argparse.ArgumentParser]


def add_config_commands(commands: Commands, add: Add) -> None:
    """`add(name, run, text, to)` makes one command."""
    config = commands.add_parser("config", help="settings").add_subparsers(required=True, metavar="COMMAND")
    show = add("show", _show, "print every setting with its source, without secrets", config)
    show.add_argument("--json", action="store_true", help="as JSON, for programs")
    add("check", _check, "say everything that is wrong with the settings and keys", config)


def _show(arguments: argparse.Namespace) -> int:
    """Imports here and below: what they need is too large for the supervisor, which shares this module."""
    from segue.env.inventory import as_json, as_text, inventory
    from segue.env.loading import examine, leave

    outcome = examine(is_waiting=False)
    leave(outcome.stores)
    entries = inventory(outcome)
    print(as_json(entries) if arguments.json else as_text(entries))
    return _tell(outcome.problems)


def _check(arguments: argparse.Namespace) -> int:
    from segue.env.key_checks import key_problems
    from segue.env.loading import examine, leave
    from segue.env.permissions import open_files

    outcome = examine(is_waiting=False)
    leave(outcome.stores)
    keys, exposed = (
        (key_problems(outcome.settings), open_files(outcome.settings, outcome.given))
        if outcome.settings
        else ([], [])
    )
    for warning in [*outcome.warnings, *exposed]:
        print(f"warning: {warning}", file=sys.stderr)
    code = _tell([*outcome.problems, *keys])
    if code == 0:
        print(f"Nothing is wrong with the configuration: {len(outcome.given)} settings are given.")
    return code


def _tell(problems: list[str]) -> int:
    for problem in problems:
        print(f"segue: {problem}", file=sys.stderr)
    return int(bool(problems))
