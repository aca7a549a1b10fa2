"""`segue secrets …`: replace keys while Segue runs."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from segue.runtime.data_folder import DataFolder, read_state
from segue.runtime.environment import inherited, overlay
from segue.runtime.errors import StartError
from segue.runtime.manage_command import finish_command, run_command, settings_beside
from segue.runtime.plan import in_child, read_plan

if TYPE_CHECKING:
    from segue.env.rotation import Rotation

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Add: TypeAlias = Callable[[str, Callable[[argparse.Namespace], int], str, Commands], argparse.ArgumentParser]
ALL = "all"
USES = {
    "media": ("Media addresses are signed", "What older keys signed"),
    "django": ("Sessions and one-time links are signed", "What older keys signed"),
    "encryption": ("Values at rest are encrypted", "What older keys encrypted"),
}


def add_secret_commands(commands: Commands, add: Add) -> None:
    """`add(name, run, text, to)` makes one command."""
    group = commands.add_parser("secrets", help="keys").add_subparsers(required=True, metavar="COMMAND")
    turn = add("rotate", _rotate, "use a new key, while Segue runs; nobody is signed out", group)
    turn.add_argument(
        "purpose",
        nargs="?",
        choices=[*USES, ALL],
        default="media",
        help="media addresses (the default), django (sessions and links), encryption (values at rest), or all",
    )
    turn.add_argument(
        "--drop-old",
        action="store_true",
        help="end what older keys signed: media addresses, sessions; values at rest are encrypted anew first",
    )


def _rotate(arguments: argparse.Namespace) -> int:
    names = list(USES) if arguments.purpose == ALL else [arguments.purpose]
    is_renewing = arguments.drop_old and "encryption" in names
    changes = _changes(needs_database=is_renewing)
    answer = json.loads(in_child(lambda: _rotate_all(names, changes, is_dropping=arguments.drop_old)))
    print(*answer["lines"], sep="\n")
    if answer["rotated"]:
        _note(answer["rotated"], is_dropping=arguments.drop_old)
    if answer["error"]:
        raise StartError(answer["error"])
    if is_renewing:
        _renew(answer["grace_s"])
    return 0


def _note(names: Sequence[str], *, is_dropping: bool) -> None:
    """In the audit log. The keys have changed all the same when it can't be reached, so that is only told."""
    try:
        done = finish_command("note_rotation", *names, *(["--drop-old"] if is_dropping else []))
    except StartError as error:
        problem = str(error)
    else:
        problem = (done.stderr.strip().splitlines() or ["it failed"])[-1] if done.returncode else ""
    if problem:
        print(f"segue: warning: the audit log has no entry of this: {problem}", file=sys.stderr)


def _changes(*, needs_database: bool) -> dict[str, str]:
    """The settings of the Segue that runs on the data folder, if one does. Raises StartError."""
    plan = read_plan()
    state = read_state(DataFolder(plan.folder))
    if needs_database and not (state or plan.database_url):
        raise StartError(
            "What older keys encrypted is in the database: start Segue with `segue up`, then run this again."
        )
    return settings_beside(plan, state)


def _rotate_all(names: Sequence[str], changes: Mapping[str, str], *, is_dropping: bool) -> str:
    """What was done and what went wrong, as JSON. In a process of its own: what it imports is large."""
    from segue.env import MissingSecret, SettingsError, SourceUnavailable, load_settings
    from segue.env.handover import adopt
    from segue.env.key_ring import SIGN_AFTER_S
    from segue.env.purposes import PURPOSES
    from segue.env.rotation import CannotRotate, rotate_ring

    adopt(overlay(inherited(), changes))
    lines, rotated, error = [], [], ""
    try:
        settings = load_settings()
        for name in names:
            is_last = is_dropping and name != "encryption"
            rotation = rotate_ring(settings, PURPOSES[name], is_dropping_old=is_last)
            rotated.append(name)
            lines += _told(name, rotation, SIGN_AFTER_S)
    except (SettingsError, MissingSecret, SourceUnavailable, CannotRotate) as problem:
        error = str(problem)
    return json.dumps({"lines": lines, "rotated": rotated, "error": error, "grace_s": SIGN_AFTER_S})


def _told(name: str, rotation: "Rotation", grace_s: float) -> list[str]:
    does, older = USES[name]
    place = f"The keys are in {rotation.place}."
    if not rotation.others:
        return [f"{does} with key {rotation.new} alone. {older} is no longer valid.", place]
    end = f"{older} stays valid ({', '.join(rotation.others)})."
    return [f"{does} with key {rotation.new} from {grace_s:.0f} seconds from now on. {end}", place]


def _renew(grace_s: float) -> None:
    """When no process uses the old key any more. Becomes the command."""
    print(f"Waiting {grace_s:.0f} seconds, until every process encrypts with the new key.", flush=True)
    time.sleep(grace_s + 1)
    run_command("renew_encryption", "--drop-old")
