"""People over HTTP, a module for each subject. Signing up and in is django-allauth's, under /_allauth."""

from segue.accounts.api.session import router as session
from segue.kernel.http import Router

router = Router()
for part in (session,):
    router.add_router("", part)
