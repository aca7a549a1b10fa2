"""The import contracts of pyproject.toml hold on a toy tree of every app, and each planted wrong import breaks one."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import NOT_APPS, ROOT, layer_ranks

INSIDE = {
    "types": "",
    "errors": "",
    "events": "from segue.{app} import types\nfrom segue.kernel import events\n",
    "models": "from segue.{app} import types\nfrom segue.kernel.db import entity\n",
    "queries": "from segue.{app} import models, types\n",
    "policies": "from segue.{app} import queries\n",
    "services": "from segue.{app} import errors, events, models, policies, queries\n",
    "schemas": "from segue.{app} import types\n",
    "api": "import ninja\nfrom segue.{app} import schemas, services, queries\n",
    "handlers": "from segue.{app} import events, services\n",
    "tasks": "import celery\nfrom segue.{app} import services\n",
    "apps": "from segue.{app} import handlers\n",
    "tests/__init__": "",
    "tests/factories": "from segue.{app} import models\n",
    "tests/test_services": "from segue.{app} import services\n",
}
OUTSIDE = {
    "env/__init__": "",
    "kernel/__init__": "",
    "kernel/db/__init__": "",
    "kernel/db/entity": "import django\n",
    "kernel/events/__init__": "from segue.kernel.events import outbox\n",
    "kernel/events/outbox": "",
    "kernel/events/tasks": "import celery\nfrom segue.kernel.events import outbox\n",
    "runtime/__init__": "from segue import env\n",
    "config/__init__": "",
    "config/api": "import ninja\nfrom segue.catalog import api\n",
}
GOOD_CROSSINGS = {
    "catalog/services": "from segue.media import services as media_services\n",
    "catalog/queries": "from segue.media import models as media_models\n",
    "catalog/schemas": "from segue.media import schemas as media_schemas\n",
    "catalog/handlers": "from segue.media import events as media_events\n",
    "catalog/tests/test_services": "from segue.media.tests import factories\n",
    "notifications/handlers": "from segue.social import events as social_events\n",
}
APPS = "Apps depend downwards only"
INSIDE_AN_APP = "Inside an app: doors, then services, then queries, then models"
SURFACE = "Apps meet only through their public modules"
PURE = "Business code knows no transport and no queue"
RUNTIME = "The supervisor never imports Django"
ACYCLIC = "No cycles between sibling packages"
EVERY = {APPS, INSIDE_AN_APP, SURFACE, PURE, RUNTIME, ACYCLIC}


@pytest.fixture
def toy_tree(tmp_path: Path) -> Path:
    """Every app of the layers with every module, importing only what it may."""
    apps = sorted(layer_ranks().keys() - NOT_APPS)
    files = {f"{app}/{name}": text.format(app=app) for app in apps for name, text in INSIDE.items()}
    files |= {f"{app}/__init__": "" for app in apps} | {"__init__": ""} | OUTSIDE
    for name, text in GOOD_CROSSINGS.items():
        files[name] += text
    for name, text in files.items():
        path = tmp_path / "src" / "segue" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    (tmp_path / "pyproject.toml").write_text(tolerant((ROOT / "pyproject.toml").read_text()))
    return tmp_path


def tolerant(pyproject: str) -> str:
    """The same contracts, not minding that exceptions made for real modules find nothing in the toy tree."""
    quiet = 'unmatched_ignore_imports_alerting = "none"\n'
    return re.sub(r"^(?=ignore_imports = )", quiet, pyproject, flags=re.MULTILINE)


def broken_contracts(tree: Path) -> set[str]:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"},
        capture_output=True,
        text=True,
        check=False,
    )
    kept = {name for name in EVERY if f"{name} KEPT" in done.stdout}
    broken = {name for name in EVERY if f"{name} BROKEN" in done.stdout}
    assert kept | broken == EVERY, done.stdout + done.stderr
    assert done.returncode == (1 if broken else 0)
    return broken


def test_a_tree_that_keeps_the_rules_passes(toy_tree: Path) -> None:
    assert broken_contracts(toy_tree) == set()


@pytest.mark.parametrize(
    ("module", "planted", "contracts"),
    [
        ("media/services", "from segue.catalog import queries", {APPS, ACYCLIC}),
        ("kernel/db/entity", "from segue.accounts import queries", {APPS, INSIDE_AN_APP, ACYCLIC}),
        ("social/handlers", "from segue.search import events", {APPS}),
        ("payments/__init__", "", {APPS}),
        ("artists/models", "from segue.artists import services", {INSIDE_AN_APP, ACYCLIC}),
        ("artists/services", "from segue.artists import api", {INSIDE_AN_APP, ACYCLIC}),
        ("artists/api", "from segue.artists import handlers", {INSIDE_AN_APP}),
        ("catalog/services", "from segue.media import models", {SURFACE}),
        ("catalog/api", "from segue.media import tasks", {SURFACE}),
        ("catalog/tests/test_services", "from segue.media.tests import test_services", {SURFACE}),
        ("catalog/services", "import celery", {PURE}),
        ("catalog/policies", "from ninja import errors", {PURE}),
        ("runtime/supervisor", "from django.conf import settings", {RUNTIME}),
    ],
)
def test_a_planted_import_breaks_its_contract(
    toy_tree: Path, module: str, planted: str, contracts: set[str]
) -> None:
    path = toy_tree / "src" / "segue" / f"{module}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{path.read_text() if path.exists() else ''}{planted}\n")
    assert broken_contracts(toy_tree) == contracts


def test_the_project_keeps_its_own_rules() -> None:
    assert broken_contracts(ROOT) == set()
