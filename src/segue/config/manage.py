"""Runs Django's management commands: `python -m segue.config.manage COMMAND`."""

import os
import sys

from segue.env import settings_or_exit


def main() -> None:
    settings_or_exit()  # before Django is loaded, so that what is wrong is told at once
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segue.config.settings")
    execute_from_command_line(["segue.config.manage", *sys.argv[1:]])


if __name__ == "__main__":
    main()
