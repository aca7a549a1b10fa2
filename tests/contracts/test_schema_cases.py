"""Whatever a client sends, the API answers as its OpenAPI document says, and never with a fault of its own."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contracts.schema_cases import BASE, name_known, session_of, strategies
from tests.matrix.world import build

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_text())
CASES_EACH = 12
LEAST_CASES = 3000
ACTORS = ("visitor", "owner", "operator")
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
POLICIES = {
    operation["operationId"]: operation["x-policy"]
    for path in DOCUMENT["paths"].values()
    for operation in path.values()
}

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]


@pytest.mark.parametrize("actor", ACTORS)
def test_the_api_answers_as_its_document_says(actor: str) -> None:
    world = build("published")
    browser = world.client(actor)
    known = {
        "ref": [world.ids["release"], world.ids["track"], world.ids["artist"]],
        "*": [*world.ids.values()],
    }
    session, counts = session_of(browser), Counter[str]()
    for name, strategy in strategies(DOCUMENT):
        _try(name, strategy, session, known, counts)
    assert len(POLICIES) * len(ACTORS) * CASES_EACH >= LEAST_CASES
    assert sum(counts.values()) >= len(POLICIES) * CASES_EACH
    if actor == "visitor":
        ignored = {name for name, policy in POLICIES.items() if policy != "public" and counts[f"{name} 2"]}
        assert ignored == set()


def _try(name: str, strategy: Any, session: Any, known: dict[str, list[str]], counts: Counter[str]) -> None:
    @seed(20)
    @settings(
        max_examples=CASES_EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, chance=st.integers(0, 2**32))
    def attempt(case: Any, chance: int) -> None:
        name_known(case, known, chance)
        response = case.call(base_url=BASE, session=session)
        counts[f"{name} {response.status_code // 100}"] += 1
        case.validate_response(response, checks=CHECKS)

    attempt()


@pytest.mark.parametrize("token", ["", "segue_guess", "segue_" + "a" * 60, "x" * 5000])
def test_a_wrong_token_opens_nothing(token: str) -> None:
    world = build("published")
    wrong = {"Authorization": f"Bearer {token}"}
    for path, methods in DOCUMENT["paths"].items():
        address = path.replace("{ref}", world.ids["release"])
        for method in methods:
            answer = getattr(world.client("owner"), method)(address, headers=wrong)
            assert (method, path, answer.status_code) == (method, path, 401)
