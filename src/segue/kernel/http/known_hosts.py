"""Refuses requests for hosts that aren't this server: a page whose name was bound to our address anew would read what
its own site may read (CWE-350)."""

import re
from ipaddress import ip_address

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from segue.kernel.http.asgi import App, Receive, Scope, Send, header
from segue.kernel.http.problems import problem, send_problem

NEARBY = re.compile(r"[a-z0-9-]+(\.local)?")
"""This machine, and names that the own network alone gives out: without a dot, and multicast DNS (RFC 6762, 3)."""
DETAIL = "If people open it at this address, set SEGUE_ORIGIN to it."


class KnownHosts:
    """An ASGI app around one. Addresses in numbers and names of the own network always pass: no other site has them; so
    do requests without a host, which browsers don't send."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_known_host(header(scope, b"host").decode("latin-1")):
            await self.app(scope, receive, send)
        else:
            title = "This server has another address"
            await send_problem(send, problem(400, code="http.unknown_host", title=title, detail=DETAIL))


def is_known_host(host: str) -> bool:
    """`host`: the request's header, with or without a port."""
    name = split_domain_port(host)[0]
    is_near = bool(NEARBY.fullmatch(name)) or _is_address(name)
    return not host or is_near or validate_host(name, settings.KNOWN_HOSTS)


def _is_address(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
