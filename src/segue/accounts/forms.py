"""What Segue adds to django-allauth's sign-up form, which derives from this one."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from segue.accounts import services
from segue.accounts.models import User


class SignUpForm(forms.Form):
    """The password is compared with name and address, and a taken address looks like a free one."""

    account_already_exists = False

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if not self.errors:
            self._check_password(fields)
        if self.account_already_exists and not self.errors:
            services.pretend_sign_up(username=fields["username"], password=fields["password"])
        return fields

    def signup(self, request: HttpRequest, user: User) -> None:
        """Required by django-allauth; there is nothing to add."""

    def _check_password(self, fields: dict[str, Any]) -> None:
        person = User(username=fields["username"], email=fields["email"])
        try:
            validate_password(fields["password"], person)
        except ValidationError as error:
            self.add_error("password", error)
