"""Settings, the stores of secrets that they come from, keys, and who may read them."""

import time
from collections.abc import Iterator

from segue.config.checks.finding import Finding
from segue.env import MissingSecret, Settings
from segue.env.key_checks import key_problems
from segue.env.live_source import LiveSource, SourceUnavailable
from segue.env.loading import Outcome
from segue.env.permissions import open_files
from segue.env.purposes import PURPOSES, Purpose
from segue.env.rings import store_of

DAY_S = 86400.0
OLD_DAYS = 400


def check_configuration(outcome: Outcome) -> Iterator[Finding]:
    yield from _settings(outcome)
    if outcome.settings is None:
        return
    for store in outcome.settings.stores:
        yield _store(store)
    yield from _keys(outcome.settings)
    exposed = open_files(outcome.settings, outcome.given)
    yield from (Finding("permissions", "fail", text) for text in exposed)
    if not exposed:
        yield Finding("permissions", "ok", "keys are for their owner alone")


def _settings(outcome: Outcome) -> Iterator[Finding]:
    yield from (Finding("settings", "fail", text) for text in outcome.problems)
    yield from (Finding("settings", "warn", text) for text in outcome.warnings)
    if not outcome.problems + outcome.warnings:
        sources = sorted({given.provenance.label for given in outcome.given.values()})
        yield Finding("settings", "ok", f"{len(outcome.given)} given, from {', '.join(sources) or 'nowhere'}")


def _store(store: LiveSource) -> Finding:
    try:
        return Finding("secret store", "ok", f"{store.label}: {len(store.read())} values")
    except SourceUnavailable as error:
        return Finding("secret store", "fail", f"{error} Mend that, or remove its settings.")


def _keys(settings: Settings) -> Iterator[Finding]:
    problems = key_problems(settings)
    yield from (Finding("keys", "fail", text) for text in problems)
    if not problems:
        yield from (_ring(settings, purpose) for purpose in PURPOSES.values())


def _ring(settings: Settings, purpose: Purpose) -> Finding:
    name = f"{purpose.name} keys"
    store = store_of(settings, purpose)
    try:
        reading = store.read()
    except MissingSecret as error:
        if (settings.data_dir / "secrets").exists():
            return Finding(name, "warn", str(error))
        return Finding(name, "ok", "made on the first start")
    count = len(reading.text.split())
    text = f"{count} {'key' if count == 1 else 'keys'} in {store.label}"
    if not reading.changed_at_s:
        return Finding(name, "ok", text)
    days = int((time.time() - reading.changed_at_s) / DAY_S)
    if days > OLD_DAYS:
        advice = f"the newest is {days} days old: run `segue secrets rotate {purpose.name}`"
        return Finding(name, "warn", f"{text}; {advice}.")
    return Finding(name, "ok", f"{text}, changed {days} days ago" if days else f"{text}, changed today")
