"""Prints how the storage fares, as JSON; a process of its own, so that the supervisor loads none of it."""

import json
import sys
from dataclasses import asdict

import structlog

from segue.env import load_settings
from segue.kernel.storage.state import storage_state


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    json.dump(asdict(storage_state(load_settings(), with_rules=True)), sys.stdout)


if __name__ == "__main__":
    main()
