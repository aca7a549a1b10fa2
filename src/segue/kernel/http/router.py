"""A router that refuses, at import, any operation without a declared policy."""

from collections.abc import Callable
from typing import Any

import ninja

from segue.kernel.http.policy import Policy


class RouteWithoutPolicy(TypeError):
    """Deny by default: an operation that doesn't say who may call it can't exist."""


class Router(ninja.Router):
    """`@router.get(path, auth=policy, response=…)`, where policy is one of `kernel.http`'s or the app's own."""

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any
    ) -> None:
        """Raises RouteWithoutPolicy."""
        policy = options.get("auth")
        if not isinstance(policy, Policy):
            raise RouteWithoutPolicy(f"{methods} {path} ({view_func.__qualname__}) declares no policy")
        options["openapi_extra"] = {
            "x-policy": policy.name,
            "x-scope": policy.scope,
            **(options.get("openapi_extra") or {}),
        }
        options["operation_id"] = options.get("operation_id") or view_func.__name__
        super().add_api_operation(path, methods, view_func, **options)
