"""Structured logs: every line carries the request, job and event ids that are bound at the moment."""

import logging
import logging.config
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

NOISY = ("celery.app.trace", "celery.beat", "celery.worker.strategy")
TELLTALES = ("boto3", "botocore", "s3transfer", "urllib3")
"""At DEBUG these log all that they send and receive, secrets too."""
SECRET_WORDS = (
    "authorization",
    "capability",
    "cookie",
    "credential",
    "csrf",
    "passphrase",
    "passwd",
    "password",
    "private_key",
    "secret",
    "sessionid",
    "session_key",
    "signature",
    "token",
    "api_key",
    "apikey",
    "django_key",
)
HIDDEN = "…"
PROCESSORS: list[Any] = []
"""One list for the whole process: a logger keeps the one that it found at its first line, and follows it only if a
later `configure` changes that same list."""


def configure(log_format: str, level: str) -> None:
    """`log_format`: console or json. Python's own logging goes the same way."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    PROCESSORS[:] = [*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(_logging(shared, log_format, level))


def hide_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Blank the value of any field whose name says that it is secret, in nested fields too."""
    return {name: HIDDEN if _is_secret(name) else _hidden_within(value) for name, value in event.items()}


def _hidden_within(value: object) -> object:
    if isinstance(value, Mapping):
        return {
            name: HIDDEN if _is_secret(str(name)) else _hidden_within(inner) for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_hidden_within(inner) for inner in value]
    return value


def _is_secret(name: str) -> bool:
    plain = name.lower().replace("-", "_")
    return any(word in plain for word in SECRET_WORDS)


def _logging(shared: list[Any], log_format: str, level: str) -> dict[str, Any]:
    renderers: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if log_format == "json"
        # Plain tracebacks: richer ones print local variables, and with them secrets.
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
    }
    quiet = {name: {"level": "WARNING"} for name in NOISY} | {"django.request": {"level": "ERROR"}}
    quiet |= {name: {"level": "INFO"} for name in TELLTALES}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": formatter},
        # Standard error: standard output is for what a command answers.
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": quiet,
    }
