"""Where a request comes from: the peer of its connection, or what a trusted proxy says about its own peer.

Only a peer in SEGUE_TRUSTED_PROXIES is believed, and only X-Forwarded-For: each proxy writes the address it was
reached from at the right end of it, so from the right the first address that is no trusted proxy is the client.
What stands further left came from that client, who may write anything there.

The setting's default is this machine (127.0.0.0/8 and ::1), because both shipped proxies stand there and replace
what clients send; without it, all listeners behind them would share one address and its limits. Whoever reaches
Segue from this machine could claim any address, which nobody from outside can; where something on this machine hands
on foreign requests as they are (an onion service, a TCP tunnel), the setting must be `none`.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from segue.env.settings.networks import Network, parse_networks
from segue.kernel.http.asgi import Scope

HEADER = b"x-forwarded-for"
MOST_HOPS = 16
IPV6_SITE_BITS = 64
"""What one customer is given at least (RFC 6177), so a single host can use all of it."""

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str:
    """Canonical text of an IPv4 or IPv6 address; empty when the connection has none (a unix socket)."""
    scope: Scope | None = getattr(request, "scope", None)
    if scope is not None:
        return scope_address(scope)
    return stated_address(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def scope_address(scope: Scope) -> str:
    """The same for a raw ASGI scope of a request or a socket. Other spellings of the header's name don't count."""
    peer = scope.get("client") or ("", 0)
    lists = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == HEADER]
    return stated_address(str(peer[0]), ",".join(lists))


def stated_address(peer: str, forwarded: str) -> str:
    """`forwarded`: all values of X-Forwarded-For, in order, joined by commas."""
    found = parse_address(peer)
    proxies = parse_networks(settings.SEGUE.trusted_proxies)
    for text in reversed(forwarded.split(",")[-MOST_HOPS:] if forwarded else []):
        if found is None or not _is_in(found, proxies):
            break
        stated = parse_address(text)
        if stated is None:
            break  # no proxy writes this; who handed it on is the last that is known
        found = stated
    return str(found) if found else ""


def network_of(address: str) -> str:
    """Whom limits count together: one IPv4 address, or one site's IPv6 addresses."""
    found = parse_address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, IPV6_SITE_BITS), strict=False))
    return str(found or "")


def parse_address(text: str) -> Address | None:
    """An address as proxies write it: maybe with a port, brackets, quotes, a zone; None for anything else."""
    plain = text.strip().strip('"')
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        found = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
