"""Runs Django's management commands: `python -m segue.config.manage COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segue.config.settings")
    execute_from_command_line(["segue.config.manage", *sys.argv[1:]])


if __name__ == "__main__":
    main()
