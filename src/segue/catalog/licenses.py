"""Under which terms music is given: licenses by the codes of the SPDX list, and what has none there."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class License:
    """`url` is where its text stands, empty where there is none."""

    code: str
    name: str
    url: str = ""


_CC = "https://creativecommons.org"
_KINDS = {
    "BY": "Attribution",
    "BY-SA": "Attribution-ShareAlike",
    "BY-NC": "Attribution-NonCommercial",
    "BY-ND": "Attribution-NoDerivatives",
    "BY-NC-SA": "Attribution-NonCommercial-ShareAlike",
    "BY-NC-ND": "Attribution-NonCommercial-NoDerivatives",
}
RESERVED = "all-rights-reserved"


def _creative_commons(version: str, suffix: str) -> list[License]:
    return [
        License(
            f"CC-{kind}-{version}",
            f"Creative Commons {name} {version} {suffix}",
            f"{_CC}/licenses/{kind.lower()}/{version}/",
        )
        for kind, name in _KINDS.items()
    ]


_ALL = [
    License(RESERVED, "All rights reserved"),
    *_creative_commons("4.0", "International"),
    License("CC0-1.0", "Creative Commons Zero 1.0 Universal", f"{_CC}/publicdomain/zero/1.0/"),
    License("CC-PDM-1.0", "Public Domain Mark 1.0", f"{_CC}/publicdomain/mark/1.0/"),
    *_creative_commons("3.0", "Unported"),
    License("LAL-1.3", "Free Art License 1.3", "https://artlibre.org/licence/lal/en/"),
]
LICENSES = {known.code: known for known in _ALL}


def find_license(text: str) -> str:
    """The code of the license that a code, name or address spells, as files' tags have it; empty if none."""
    return _BY_KEY.get(_key(text), "")


def _key(text: str) -> str:
    bare = re.sub(r"^https?://(www\.)?", "", text.strip().lower())
    return re.sub(r"/(deed|legalcode)(\.\w+)?/?$", "", bare).strip("/ .")


_BY_KEY = {
    _key(spelling): known.code
    for known in _ALL
    for spelling in (known.code, known.name, known.url)
    if spelling
}
