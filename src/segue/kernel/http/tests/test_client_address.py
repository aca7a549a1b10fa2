"""Nobody chooses the address that limits count them under."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.handlers.asgi import ASGIRequest
from django.test import RequestFactory
from pytest_django import Settings

from segue.env.settings.networks import parse_networks
from segue.kernel.http.client_address import (
    client_address,
    network_of,
    scope_address,
    stated_address,
)

STRANGER = "203.0.113.7"
CLIENT = "198.51.100.9"


def raw_scope(peer: str, *headers: tuple[str, str]) -> dict[str, Any]:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    return {"type": "http", "client": (peer, 5000), "headers": raw}


@pytest.mark.parametrize(
    ("forwarded", "seen"),
    [
        ("", "127.0.0.1"),
        (CLIENT, CLIENT),
        (f"  {CLIENT}  ", CLIENT),
        (f"{CLIENT}:4711", CLIENT),
        (f'"{CLIENT}"', CLIENT),
        (f"1.2.3.4, {CLIENT}", CLIENT),  # the client's own claim stands further left
        (f"{CLIENT}, 127.0.0.1", CLIENT),  # two proxies on this machine
        (f"1.2.3.4,{CLIENT},127.0.0.9,::1", CLIENT),
        (f"garbage, {CLIENT}", CLIENT),
        (f"{CLIENT}, garbage", "127.0.0.1"),
        (f"{CLIENT}, ", "127.0.0.1"),
        ("unknown", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("999.1.1.1", "127.0.0.1"),
        ("198.51.100.009", "127.0.0.1"),
        ("127.0.0.2", "127.0.0.2"),
        ("2001:DB8:0::9", "2001:db8::9"),
        ("[2001:db8::9]:443", "2001:db8::9"),
        ('"[2001:db8::9]"', "2001:db8::9"),
        (f"::ffff:{CLIENT}", CLIENT),
        ("fe80::1%eth0", "fe80::1"),
        ("' OR 1=1 --", "127.0.0.1"),
        (f"{CLIENT}\x00", "127.0.0.1"),
        (",".join(["1.2.3.4"] * 5000 + [CLIENT]), CLIENT),
        (",".join(["127.0.0.1"] * 5000), "127.0.0.1"),
    ],
)
def test_a_trusted_proxy_says_who_reached_it(forwarded: str, seen: str) -> None:
    assert stated_address("127.0.0.1", forwarded) == seen
    # Without a trusted proxy, nothing that was sent counts.
    assert stated_address(STRANGER, forwarded) == STRANGER
    assert stated_address("::ffff:203.0.113.7", forwarded) == STRANGER


@pytest.mark.parametrize(
    "name",
    ["X_Forwarded_For", "x_forwarded_for", "X-Forwarded_For", "Forwarded", "X-Real-IP", "True-Client-IP",
     "X-Forwarded-For ", "X-Client-IP", "CF-Connecting-IP", "HTTP_X_FORWARDED_FOR"],
)  # fmt: skip
def test_other_spellings_and_other_headers_dont_count(name: str) -> None:
    forged = raw_scope("127.0.0.1", (name, "1.2.3.4"), ("x-forwarded-for", CLIENT), (name, "1.2.3.4"))
    assert scope_address(forged) == CLIENT
    assert scope_address(raw_scope("127.0.0.1", (name, "1.2.3.4"))) == "127.0.0.1"


def test_several_headers_are_one_list_in_their_order() -> None:
    headers = [("x-forwarded-for", "1.2.3.4"), ("X-Forwarded-For", f"5.6.7.8, {CLIENT}")]
    assert scope_address(raw_scope("::1", *headers)) == CLIENT
    assert scope_address(raw_scope(STRANGER, *headers)) == STRANGER


def test_django_requests_are_read_from_their_raw_headers() -> None:
    headers = [("x-forwarded-for", CLIENT), ("x_forwarded_for", "1.2.3.4")]
    scope = raw_scope("127.0.0.1", *headers) | {"method": "GET", "path": "/"}
    assert client_address(ASGIRequest(scope, BytesIO())) == CLIENT
    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": CLIENT})) == CLIENT
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=STRANGER)) == STRANGER


@pytest.mark.parametrize("peer", ["", "unix:", "/run/segue.sock"])
def test_a_connection_without_an_address_has_none(peer: str) -> None:
    assert scope_address(raw_scope(peer, ("x-forwarded-for", CLIENT))) == ""
    assert scope_address({"type": "http", "client": None, "headers": []}) == ""


def test_the_operator_names_other_proxies(settings: Settings) -> None:
    settings.SEGUE = trusting("10.0.0.0/8, fd00::/8")
    assert stated_address("10.1.2.3", f"1.2.3.4, {CLIENT}, fd00::7") == CLIENT
    assert stated_address("127.0.0.1", CLIENT) == "127.0.0.1"
    settings.SEGUE = trusting("none")
    assert stated_address("127.0.0.1", CLIENT) == "127.0.0.1"


@pytest.mark.parametrize("text", ["", "10.0.0.1/8", "proxy.example.org", "10.0.0.0/8,", "0.0.0.0/33"])
def test_networks_that_arent_networks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_networks(text)


def test_one_site_counts_as_one() -> None:
    assert network_of(CLIENT) == CLIENT
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2::") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::") == "2001:db8:1:3::/64"
    assert network_of("") == ""


def trusting(networks: str) -> Any:
    return django_settings.SEGUE.model_copy(update={"trusted_proxies": networks})
