"""Deny by default: no operation without a declared policy."""

from typing import Any

import pytest
from django.http import HttpRequest

from segue.kernel.http import Policy, Router, in_person, moderators, operators, public, signed_in, studio
from segue.kernel.http.router import RouteWithoutPolicy


def view(request: HttpRequest) -> None:
    """Answers nothing."""


def allow(request: HttpRequest) -> bool:
    return True


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "options", [{}, {"auth": None}, {"auth": allow}, {"auth": [public]}, {"auth": "public"}]
)
def test_route_without_policy_cannot_exist(method: str, options: dict[str, Any]) -> None:
    router = Router()
    with pytest.raises(RouteWithoutPolicy, match=r"/records .*view"):
        getattr(router, method)("/records", **options)(view)
    assert router.path_operations == {}


def test_api_operation_needs_a_policy_too() -> None:
    router = Router()
    with pytest.raises(RouteWithoutPolicy):
        router.api_operation(["GET", "POST"], "/records")(view)


def test_policy_of_the_whole_router_does_not_count() -> None:
    with pytest.raises(RouteWithoutPolicy):
        Router(auth=public).get("/records")(view)


@pytest.mark.parametrize("policy", [public, signed_in, studio, in_person, moderators, operators])
def test_policy_is_documented(policy: Policy) -> None:
    router = Router()
    router.get("/records", auth=policy)(view)
    (operation,) = router.path_operations["/records"].operations
    assert operation.auth_callbacks == [policy]
    assert operation.openapi_extra == {"x-policy": policy.name, "x-scope": policy.scope}
    assert operation.operation_id == "view"
