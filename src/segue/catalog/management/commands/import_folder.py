"""Imports a folder of music; again, it imports what changed."""

import gc
import threading
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from segue.accounts import queries as account_queries
from segue.accounts import services as account_services
from segue.accounts.types import Viewer
from segue.catalog.importing import import_library
from segue.catalog.importing.progress import ProgressLine, summary
from segue.catalog.importing.watching import watch_library
from segue.kernel.errors import DomainError
from segue.media import queries as media_queries
from segue.media import services as media_services
from segue.media.services import LibraryFolder

POLL_S = 0.5
STOPPED = "Stopped. Run the same command again, and it goes on from here."


class Command(BaseCommand):
    help = "Import a folder tree of music: one release for each album, from the files' own tags."
    requires_system_checks = ()  # they load the whole web API, which takes longer than a look at a known library

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--user", default="", help="user name of the owner; default: the first operator")
        parser.add_argument("--publish", action="store_true", help="make each new release public at once")
        parser.add_argument("--copy", action=BooleanOptionalAction, help="copy the files into the storage")
        parser.add_argument("--ahead", action=BooleanOptionalAction, help="make all sound now")
        parser.add_argument("--watch", action="store_true", help="go on, and import what changes")
        parser.add_argument(
            "--demo", action="store_true", help="let a user named demo own what no operator can yet, and wait"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["folder"]
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder. Name one that holds music.")
        owner = _owner(options["user"], is_demo=options["demo"])
        _look_for_garbage_rarely()
        try:
            library = media_services.open_library(
                owner, path, is_copied=options["copy"], is_ahead=options["ahead"]
            )
            self._import(owner, library, publish=options["publish"])
            if options["demo"]:
                self._wait(library)
            if options["watch"]:
                self._watch(owner, library, publish=options["publish"])
        except (DomainError, media_services.ProcessingError) as error:
            raise CommandError(getattr(error, "message", str(error))) from error
        except KeyboardInterrupt:
            self.stdout.write("")
            raise CommandError(STOPPED, returncode=130) from None

    def _import(self, owner: Viewer, library: LibraryFolder, *, publish: bool, below: bytes = b"") -> None:
        line = ProgressLine(self._say, is_terminal=self.stdout.isatty())
        report = import_library(owner, library, publish=publish, below=below, on_progress=line)
        line.close()
        for text in summary(report, media_queries.count_same_files(library)):
            self.stdout.write(text)

    def _say(self, text: str) -> None:
        self.stdout.write(text, ending="")
        self.stdout.flush()

    def _watch(self, owner: Viewer, library: LibraryFolder, *, publish: bool) -> None:
        self.stdout.write(f"Watching {media_services.shown_name(str(library))}. Ctrl-C ends it.")
        watch_library(library, lambda below: self._import(owner, library, publish=publish, below=below))

    def _wait(self, library: LibraryFolder) -> None:
        """Until all of it can be heard, or failed."""
        pause, total = threading.Event(), len(media_queries.silent_assets(library))
        while waiting := media_queries.silent_assets(library):
            self.stdout.write(f"Prepared {total - len(waiting)} of {total}")
            pause.wait(POLL_S)


def _look_for_garbage_rarely() -> None:
    """What is loaded stays, and of what is read next to nothing refers to itself."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _owner(username: str, *, is_demo: bool) -> Viewer:
    if username:
        owner = account_queries.find_user(username)
        if owner is None:
            raise CommandError(f"There is no user named {username}.")
        return owner
    owner = account_queries.find_first_operator()
    if owner is None and is_demo:
        return account_services.demo_user()
    if owner is None:
        raise CommandError("There is no operator yet. Make one with `segue user create --operator`.")
    return owner
