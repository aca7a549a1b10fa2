"""Links that people put on their profile."""

from collections.abc import Sequence
from typing import Annotated, TypedDict

from pydantic import TypeAdapter, UrlConstraints, ValidationError
from pydantic_core import Url

from segue.accounts.errors import LinkUnfit
from segue.kernel.text import one_line

MAX_LINKS = 8
MAX_LABEL_LENGTH = 40
MAX_URL_LENGTH = 500
_ADDRESS: TypeAdapter[Url] = TypeAdapter(
    Annotated[Url, UrlConstraints(max_length=MAX_URL_LENGTH, allowed_schemes=["https"], host_required=True)]
)


class Link(TypedDict):
    label: str
    url: str


def clean_links(links: Sequence[Link]) -> list[Link]:
    """Addresses as browsers understand them: hosts in ASCII, so that none looks like another. Raises LinkUnfit."""
    if len(links) > MAX_LINKS:
        raise LinkUnfit(f"Up to {MAX_LINKS} links fit on a profile.")
    return [Link(label=_label(link["label"]), url=_address(link["url"])) for link in links]


def _label(text: str) -> str:
    label = one_line(text)
    if not 0 < len(label) <= MAX_LABEL_LENGTH:
        raise LinkUnfit(f"Give each link a label of up to {MAX_LABEL_LENGTH} characters.")
    return label


def _address(text: str) -> str:
    try:
        url = _ADDRESS.validate_python(text)
    except ValidationError:
        raise LinkUnfit(f"“{one_line(text)}” isn't an address that begins with https://.") from None
    if url.username or url.password or len(str(url)) > MAX_URL_LENGTH:
        raise LinkUnfit(f"“{one_line(text)}” is too long, or holds a name or a password.")
    return str(url)
