"""The documents point at things that exist, and name every decision and setting they rest on."""

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, layer_ranks

PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")]
    if "node_modules" not in path.parts
)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_index_of_decisions_is_complete_and_says_their_titles() -> None:
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    decisions = sorted((ROOT / "docs/adr").glob("0*.md"))
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in decisions]
    rows = [
        f"| [{int(path.name[:4])}]({path.name}) | {title.split('. ', 1)[1]} |"
        for path, title in zip(decisions, titles, strict=True)
    ]
    assert [row for row in rows if row not in index] == []
    assert [int(title.removeprefix("# ").split(".")[0]) for title in titles] == list(
        range(1, len(titles) + 1)
    )


def test_the_architecture_page_names_every_package_there_is() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    here = [name for name in layer_ranks() if (ROOT / "src/segue" / name).is_dir()]
    assert [name for name in here if not re.search(rf"^([a-z]+ \| )?{name}\b", page, re.MULTILINE)] == []
