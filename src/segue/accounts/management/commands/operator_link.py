"""Print the one-time link that makes the first operator."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from segue.accounts import services


class Command(BaseCommand):
    help = "Print a one-time link that makes the first operator, or nothing when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        if token := services.issue_operator_invite():
            self.stdout.write(f"{settings.SEGUE.origin}/setup/{token}")
