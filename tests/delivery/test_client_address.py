"""Behind the proxies of `ops/`, a client can't choose the address that Segue counts it under."""

import json
from http.client import HTTPConnection

import pytest

from tests.delivery.conftest import Front
from tests.delivery.fronts import HOST

CLAIMS = [
    ("X-Forwarded-For", "203.0.113.7"),
    ("X-Forwarded-For", "203.0.113.7, 198.51.100.9"),
    ("X_Forwarded_For", "203.0.113.7"),
    ("x-forwarded_for", "203.0.113.7"),
    ("Forwarded", "for=203.0.113.7"),
    ("X-Real-IP", "203.0.113.7"),
]


@pytest.mark.parametrize("claims", [[], *([claim] for claim in CLAIMS), [CLAIMS[0]] * 3, CLAIMS])
def test_what_a_client_says_of_itself_counts_for_nothing(front: Front, claims: list[tuple[str, str]]) -> None:
    connection = HTTPConnection(HOST, front.port, timeout=20)
    try:
        connection.putrequest("GET", "/told")
        for name, value in claims:
            connection.putheader(name, value)
        connection.endheaders()
        told = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    assert told["address"] == HOST
    assert told["headers"]["x-forwarded-for"] == HOST
