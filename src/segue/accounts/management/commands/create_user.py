"""Create an account from the terminal."""

import getpass
import sys
import warnings
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from segue.accounts import services
from segue.accounts.errors import FieldsRefused


class Command(BaseCommand):
    help = "Create an account whose e-mail address counts as verified."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--username", required=True)
        parser.add_argument("--operator", action="store_true", help="may run this server")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = _read_line() if options["password_stdin"] else _ask()
        try:
            user = services.create_user(
                email=options["email"],
                username=options["username"],
                password=password,
                is_operator=options["operator"],
            )
        except FieldsRefused as refused:
            raise CommandError(refused.detail) from None
        kind = "operator" if user.is_staff else "user"
        self.stdout.write(f"Created {kind} {user.username} <{user.email}>.")


def _read_line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _ask() -> str:
    try:
        with warnings.catch_warnings():
            # Without a terminal getpass would show what is typed, and only warn.
            warnings.simplefilter("error", getpass.GetPassWarning)
            password = getpass.getpass("Password: ")
            repeated = getpass.getpass("Password again: ")
    except (EOFError, KeyboardInterrupt, getpass.GetPassWarning):
        raise CommandError("No password was typed. Without a terminal, use --password-stdin.") from None
    if password != repeated:
        raise CommandError("The two passwords differ. Nothing was created.")
    return password
