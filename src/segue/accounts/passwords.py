"""Rules for passwords beyond Django's own."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

MAX_LENGTH = 1024


class MaximumLengthValidator:
    """Bounds the work that one request can ask for."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(password) > MAX_LENGTH:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return f"Use at most {MAX_LENGTH} characters."


class OuterSpaceValidator:
    """Sign-in forms drop spaces around a password, so one that has them could never be used."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if password != password.strip():
            raise ValidationError(self.get_help_text(), code="password_outer_space")

    def get_help_text(self) -> str:
        return "A password can't begin or end with a space."
