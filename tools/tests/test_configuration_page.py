"""The configuration page names every setting and secret, by topic, and nothing of this machine."""

from dataclasses import fields
from pathlib import Path
from typing import Literal

import pytest
from pydantic import SecretStr

from segue.env.secrets import Secrets
from segue.env.settings import TOPICS, variable_names
from tools.configuration_page import SECRET_USES, configuration_page, type_name


def test_every_setting_and_secret_has_a_row() -> None:
    page = configuration_page()
    assert [name for name in variable_names().values() if page.count(f"| `{name}` | `") != 1] == []
    assert set(SECRET_USES) == {field.name for field in fields(Secrets)}
    port = "| `SEGUE_PORT` | `web.port` | whole number | `8000` | Port that the web server listens on. |\n"
    assert port in page
    assert "| `DATABASE_URL` | `database.database_url` | text (secret) | not set | PostgreSQL to use" in page


def test_every_topic_has_a_heading_and_says_what_it_is_about() -> None:
    page = configuration_page()
    assert [topic.title for topic in TOPICS if f"\n## {topic.title}\n\n{topic.__doc__}\n" not in page] == []


def test_the_page_does_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = configuration_page()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SEGUE_PORT", "9999")
    assert configuration_page() == before
    assert str(Path.cwd()) not in before


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (int, "whole number"),
        (SecretStr | None, "text"),
        (Literal["console", "json"], "`console` or `json`"),
    ],
)
def test_types_are_told_in_words(annotation: object, words: str) -> None:
    assert type_name(annotation) == words
