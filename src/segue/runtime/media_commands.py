"""`segue media …`: work on the music files of an installation."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from segue.runtime.manage_command import become, environment_beside, run_command, running_state
from segue.runtime.plan import read_plan

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Add: TypeAlias = Callable[[str, Callable[[argparse.Namespace], int], str, Commands], argparse.ArgumentParser]


def add_media_commands(commands: Commands, add: Add) -> None:
    """`add(name, run, text, to)` makes one command."""
    media = commands.add_parser("media", help="music files").add_subparsers(required=True, metavar="COMMAND")
    move = add("move", _move, "copy all media from STORAGE_OLD_URL to STORAGE_URL, while it plays", media)
    move.add_argument(
        "--delete-old", action="store_true", help="then delete what has been copied and checked"
    )
    collect = add("collect", _collect, "delete stored files that nothing refers to", media)
    collect.add_argument("--dry-run", action="store_true", help="only say what would go")
    collect.add_argument(
        "--grace-hours",
        metavar="N",
        default="24",
        help="keep what was stored in the last N hours (default: 24)",
    )
    add(
        "prepare-bucket",
        _prepare_bucket,
        "let browsers upload to the S3 bucket, and expire what they leave",
        media,
    )
    again = add("reencode", _reencode, "encode again what isn't what SEGUE_LADDER asks for", media)
    again.add_argument("--dry-run", action="store_true", help="only say what it would take")
    again.add_argument("--wait", action="store_true", help="show the progress until all is done")
    inspect = add(
        "inspect", _inspect, "print the verdict on each file as a line of JSON; stores nothing", media
    )
    inspect.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a folder, or - for a list on stdin"
    )
    inspect.add_argument(
        "--jobs", type=_positive, metavar="N", help="files at a time (default: one per core)"
    )


def _move(arguments: argparse.Namespace) -> int:
    run_command("move_media", *["--delete-old"] * arguments.delete_old)


def _collect(arguments: argparse.Namespace) -> int:
    run_command("collect_garbage", "--grace-hours", arguments.grace_hours, *["--dry-run"] * arguments.dry_run)


def _prepare_bucket(arguments: argparse.Namespace) -> int:
    run_command("prepare_bucket")


def _reencode(arguments: argparse.Namespace) -> int:
    run_command("reencode", *["--dry-run"] * arguments.dry_run, *["--wait"] * arguments.wait)


def _inspect(arguments: argparse.Namespace) -> int:
    """With the settings of the Segue that runs on the data folder, if one does."""
    plan = read_plan()
    environment = environment_beside(plan, running_state(plan))
    jobs = ["--jobs", str(arguments.jobs)] if arguments.jobs else []
    become(
        "segue.media.processing.inspection",
        *jobs,
        "--",
        *arguments.paths,
        environment=environment,
    )


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number
