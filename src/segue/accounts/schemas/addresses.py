"""E-mail addresses as requests bring them."""

from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Field
from pydantic import AfterValidator


def _deliverable(text: str) -> str:
    """Raises ValueError for what no mail server would take."""
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError("Type a full e-mail address, like ines@example.org") from None
    return text


Address = Annotated[str, Field(max_length=254), AfterValidator(_deliverable)]
