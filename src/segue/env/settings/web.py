"""Settings of the web server."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from segue.env.settings.networks import known_networks
from segue.env.settings.places import absolute, default_web_dist
from segue.env.settings.topic import Topic

ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[^\s/?#@:]+)(:\d{1,5})?")


class WebSettings(Topic):
    """The address that people open, and the one that the server listens on."""

    title = "Web server"
    table = "web"

    port: int = Field(default=8000, ge=1, le=65535, description="Port that the web server listens on.")
    host: str = Field(default="127.0.0.1", description="Address that the web server listens on.")
    origin: str = Field(
        default="",
        description="Public address, as listeners type it. Default: `http://localhost:<port>`.",
        examples=["https://music.example.org"],
    )
    environment: Literal["development", "production"] = Field(
        default="development",
        description="`production` demands an https origin and secure cookies.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.0/8,::1",
        description="Networks of the proxies in front of Segue, separated by commas: only these are believed when they "
        "say whose request it is (X-Forwarded-For). The default is this machine. `none` where there is no proxy, or "
        "where something on this machine hands on foreign requests as they are (an onion service, a TCP tunnel).",
        examples=["127.0.0.0/8,10.0.0.0/8"],
    )
    api_requests_per_minute: int = Field(
        default=3000,
        ge=0,
        description="How often one account may read from the API in a minute, and so may all visitors of one address "
        "together; it may write half as often. 0: no limit.",
    )
    web_dist: Path = Field(default_factory=default_web_dist, description="Folder with the built web app.")

    _known_proxies = field_validator("trusted_proxies")(known_networks)
    _absolute_dist = field_validator("web_dist")(absolute)

    @field_validator("origin")
    @classmethod
    def _bare_origin(cls, value: str) -> str:
        """Scheme, host and port alone, as browsers spell an origin."""
        value = value.rstrip("/")
        if value and not ORIGIN.fullmatch(value):
            raise ValueError("must look like https://music.example.org, with nothing after the host and port")
        return value
