"""People over HTTP, a module for each subject. Signing up and in is django-allauth's, under /_allauth."""

from segue.accounts.api.moderation import router as moderation
from segue.accounts.api.personal_data import router as personal_data
from segue.accounts.api.profile import router as profile
from segue.accounts.api.session import router as session
from segue.accounts.api.sign_up import router as sign_up
from segue.accounts.api.tokens import router as tokens
from segue.kernel.http import Router

router = Router()
for part in (session, sign_up, moderation, tokens, profile, personal_data):
    router.add_router("", part)
