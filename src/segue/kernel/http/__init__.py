"""HTTP for every app: routers that demand a policy, problem+json, cursor paging."""

from segue.kernel.http.cursor import Page, PageQuery, paginate
from segue.kernel.http.moved import MOVED
from segue.kernel.http.policy import (
    Policy,
    Scope,
    in_person,
    moderators,
    operators,
    public,
    scopes_of,
    signed_in,
    studio,
)
from segue.kernel.http.router import Router

__all__ = [
    "MOVED",
    "Page",
    "PageQuery",
    "Policy",
    "Router",
    "Scope",
    "in_person",
    "moderators",
    "operators",
    "paginate",
    "public",
    "scopes_of",
    "signed_in",
    "studio",
]
