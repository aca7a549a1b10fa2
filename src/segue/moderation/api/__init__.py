"""Moderation over HTTP, a module for each subject."""

from segue.kernel.http import Router
from segue.moderation.api import blocks, cases, notices, reports

router = Router(tags=["moderation"])
for part in (reports, cases, notices, blocks):
    router.add_router("", part.router)
