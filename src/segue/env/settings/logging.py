"""Settings of the log."""

from typing import Literal

from pydantic import Field

from segue.env.settings.topic import Topic


class LoggingSettings(Topic):
    """What is logged, and in which form."""

    title = "Log"
    table = "logging"

    log_format: Literal["console", "json"] = Field(
        default="console", description="Log lines for people or for machines."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe level that is logged."
    )
