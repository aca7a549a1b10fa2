"""Imports a folder of music and waits until it can be heard."""

import threading
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from segue.accounts import queries as account_queries
from segue.accounts import services as account_services
from segue.accounts.types import Viewer
from segue.catalog.importing import import_folder
from segue.catalog.models import Track
from segue.media import queries as media_queries

POLL_S = 0.5


class Command(BaseCommand):
    help = "Import a folder tree of tagged audio files: one release for each album."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--user", default="", help="user name of the owner; default: the first operator")
        parser.add_argument(
            "--publish", action="store_true", help="make each release public once it is ready"
        )
        parser.add_argument(
            "--demo", action="store_true", help="let a user named demo own what no operator can yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder. Name one that holds music.")
        owner = _owner(options["user"], is_demo=options["demo"])
        tracks = import_folder(owner, folder, publish=options["publish"], on_progress=self.stdout.write)
        if not tracks:
            self.stdout.write("There is nothing new to import.")
            return
        ready, failed = self._wait(tracks)
        noun = "track" if ready == 1 else "tracks"
        self.stdout.write(f"Imported {ready} {noun}" + (f", {failed} failed." if failed else "."))
        if failed:
            raise CommandError("Some files could not be used; the studio page of their release says why.")

    def _wait(self, tracks: list[Track]) -> tuple[int, int]:
        """Until every pipeline has ended; how many tracks are ready, and how many failed."""
        asset_ids = [track.asset_id for track in tracks]
        pause, told = threading.Event(), -1
        while True:
            ready, failed, unfinished = media_queries.count_progress(asset_ids)
            if ready + failed != told:
                told = ready + failed
                self.stdout.write(f"Prepared {told} of {len(tracks)}")
            if unfinished == 0:
                return ready, failed
            pause.wait(POLL_S)


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
