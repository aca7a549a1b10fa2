"""Lists of networks, as settings hold them."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network
NOBODY = "none"


@cache
def parse_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks, separated by commas; `none` for no network at all. Raises ValueError."""
    if text.strip() == NOBODY:
        return ()
    return tuple(ip_network(part.strip()) for part in text.split(","))


def known_networks(text: str) -> str:
    """For a setting's validator. Raises ValueError."""
    try:
        parse_networks(text)
    except ValueError as error:
        raise ValueError(
            f"must be `none`, or networks such as 10.0.0.0/8, separated by commas: {error}"
        ) from None
    return text
