"""Prints what the checks find, as JSON; a process of its own, so that the supervisor loads none of it."""

import json
import sys
from dataclasses import asdict

import structlog

from segue.config.checks.configuration import check_configuration
from segue.config.checks.postgres import check_database
from segue.config.checks.storage import check_storage
from segue.config.checks.valkey import check_valkey
from segue.env.loading import examine, leave


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    outcome = examine(is_waiting=False)
    found = list(check_configuration(outcome))
    if outcome.settings:
        found += [*check_storage(outcome.settings), *check_database(outcome.settings)]
        found += check_valkey(outcome.settings)
    leave(outcome.stores)
    json.dump([asdict(finding) for finding in found], sys.stdout)


if __name__ == "__main__":
    main()
