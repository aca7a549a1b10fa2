"""HTTP for every app: routers that demand a policy, problem+json, cursor paging."""

from segue.kernel.http.cursor import Page, PageQuery, paginate
from segue.kernel.http.policy import Policy, operators, public, signed_in
from segue.kernel.http.router import Router

__all__ = ["Page", "PageQuery", "Policy", "Router", "operators", "paginate", "public", "signed_in"]
