"""The `segue` command."""

import argparse
import errno
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from segue.runtime.config_commands import add_config_commands
from segue.runtime.data_folder import DataFolder, disk_full
from segue.runtime.doctor import doctor
from segue.runtime.environment import carry
from segue.runtime.errors import StartError
from segue.runtime.logs import logs
from segue.runtime.manage_command import run_command
from segue.runtime.media_commands import add_media_commands
from segue.runtime.plan import read_plan
from segue.runtime.reset import reset
from segue.runtime.secret_commands import add_secret_commands
from segue.runtime.up import up

DEFAULT_LOG_LINES = 200
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. What goes wrong is told in one line."""
    arguments = _parser().parse_args(argv)
    try:
        _apply_options(arguments)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except StartError as error:
        return _fail(str(error))
    except OSError as error:
        place = Path(error.filename or ".")
        return _fail(str(disk_full(place)) if error.errno == errno.ENOSPC else f"{place}: {error.strerror}.")
    except KeyboardInterrupt:
        return 130
    finally:
        carry({})


def _fail(text: str) -> int:
    print(f"segue: {text}", file=sys.stderr)
    return 1


def _apply_options(arguments: argparse.Namespace) -> None:
    """Options stand for their variables, so that settings are checked in one place."""
    values = dict(map(_assignment, arguments.set))
    if arguments.data is not None:
        values["SEGUE_DATA"] = arguments.data
    if getattr(arguments, "port", None) is not None:
        values["SEGUE_PORT"] = arguments.port
    carry(values)


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise StartError(
            f"--set {text}: write the name of a setting and its value, as --set SEGUE_PORT=9000."
        )
    return name, value


def _up(arguments: argparse.Namespace) -> int:
    return up(with_demo=arguments.demo)


def _doctor(arguments: argparse.Namespace) -> int:
    return doctor()


def _create_user(arguments: argparse.Namespace) -> int:
    flags = ["--operator"] * arguments.operator + ["--password-stdin"] * arguments.password_stdin
    run_command("create_user", "--email", arguments.email, "--username", arguments.username, *flags)


def _import(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder).resolve()
    if not folder.is_dir():
        raise StartError(f"{folder} is not a folder.")
    flags = [] if arguments.drafts else ["--publish"]
    flags += [flag for flag in ("--copy", "--no-copy", "--ahead", "--no-ahead") if flag in arguments.keeping]
    flags += ["--watch"] * arguments.watch + (["--user", arguments.user] if arguments.user else [])
    run_command("import_folder", str(folder), *flags)


def add_import_arguments(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("folder", metavar="DIR")
    bring.add_argument("--user", metavar="NAME", help="who owns the music (default: the first operator)")
    bring.add_argument(
        "--publish", action="store_true", help="make each new release public (what it does anyway)"
    )
    bring.add_argument("--drafts", "--draft", action="store_true", help="publish nothing yet")
    keep: dict[str, Any] = {"action": "append_const", "dest": "keeping", "default": []}
    bring.add_argument("--copy", const="--copy", **keep, help="copy the files into the storage")
    bring.add_argument(
        "--in-place", const="--no-copy", **keep, help="leave the files where they are (default)"
    )
    bring.add_argument("--ahead", const="--ahead", **keep, help="make all sound now, in the background")
    bring.add_argument(
        "--on-demand", const="--no-ahead", **keep, help="make sound when it is heard (default)"
    )
    bring.add_argument("--watch", action="store_true", help="go on, and import what changes in the folder")


def _logs(arguments: argparse.Namespace) -> int:
    return logs(_folder(), line_count=arguments.lines, is_following=arguments.follow)


def _reset(arguments: argparse.Namespace) -> int:
    return reset(_folder(), is_confirmed=arguments.yes)


def _folder() -> DataFolder:
    return DataFolder(read_plan().folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="segue", description="Run Segue, a music streaming server of your own."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="data folder (or SEGUE_DATA)")
    shared.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="any setting; can be repeated"
    )

    def add(
        name: str, run: Callable[[argparse.Namespace], int], text: str, to: Commands = commands
    ) -> argparse.ArgumentParser:
        command = to.add_parser(name, help=text, description=text, parents=[shared])
        command.set_defaults(run=run)
        return command

    start = add("up", _up, "start Segue and everything it needs; Ctrl-C stops it")
    start.add_argument("--port", metavar="N", help="port of the web server (or SEGUE_PORT; default 8000)")
    start.add_argument("--demo", action="store_true", help="fill it with a small catalog of music to try")
    add("doctor", _doctor, "check this machine and say what to do")
    add_config_commands(commands, add)
    user = commands.add_parser("user", help="accounts").add_subparsers(required=True, metavar="COMMAND")
    create = add("create", _create_user, "make an account; the password is asked for", user)
    create.add_argument("--email", required=True)
    create.add_argument("--username", required=True)
    create.add_argument("--operator", action="store_true", help="may run this Segue")
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add_import_arguments(
        add("import", _import, "add a folder of music files, by their tags; again, what changed")
    )
    add_media_commands(commands, add)
    show = add("logs", _logs, "show the log of all parts")
    show.add_argument("-f", "--follow", action="store_true", help="go on with new lines")
    show.add_argument("-n", "--lines", type=int, default=DEFAULT_LOG_LINES, metavar="N")
    add_secret_commands(commands, add)
    wipe = add("reset", _reset, "remove the data folder with everything in it")
    wipe.add_argument("--yes", action="store_true", help="don't ask")
    return parser


if __name__ == "__main__":
    sys.exit(main())
