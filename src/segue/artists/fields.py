"""What may stand in the fields of an artist's page, and what to do about what may not."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter, UrlConstraints, ValidationError
from pydantic_core import Url

from segue.kernel.text import one_line, paragraphs

MAX_URL_LENGTH = 500
_ADDRESS: TypeAdapter[Url] = TypeAdapter(
    Annotated[
        Url,
        UrlConstraints(max_length=MAX_URL_LENGTH, allowed_schemes=["http", "https"], host_required=True),
    ]
)


def something(text: str) -> str:
    """Raises ValueError."""
    if not (line := one_line(text)):
        raise ValueError("This can't be empty.")
    return line


def web_address(text: str) -> str:
    """As browsers understand it: the host in ASCII, so that none looks like another. Raises ValueError."""
    try:
        url = _ADDRESS.validate_python(text)
    except ValidationError:
        raise ValueError("This isn't an address that begins with https:// or http://.") from None
    if url.username or url.password or len(str(url)) > MAX_URL_LENGTH:
        raise ValueError("This address is too long, or holds a name or a password.")
    return str(url)


Kind = Literal["", "person", "group", "orchestra", "choir", "character", "other"]
Name = Annotated[str, Field(min_length=1, max_length=200)]
"""Its service says what is wrong with one that is empty."""
SortName = Annotated[str, Field(max_length=200), AfterValidator(one_line)]
OtherName = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(something)]
Part = Annotated[str, Field(max_length=100), AfterValidator(one_line)]
Caption = Annotated[str, Field(max_length=300), AfterValidator(one_line)]
Biography = Annotated[str, Field(max_length=10_000), AfterValidator(paragraphs)]
LinkLabel = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(something)]
WebAddress = Annotated[str, Field(min_length=1, max_length=MAX_URL_LENGTH), AfterValidator(web_address)]
Year = Annotated[int, Field(ge=1000, le=2999)]

Reason = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(something)]
