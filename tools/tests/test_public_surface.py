"""The public_surface contract: what may be imported across apps, and what its complaint says."""

import pytest
from grimp import ImportGraph

from tools.public_surface import PublicSurfaceContract

OPTIONS = {
    "name": "Surface",
    "apps": ["media", "catalog"],
    "public": ["queries", "services"],
    "readable": ["models"],
    "readers": ["models", "queries", "tests"],
    "test_public": ["tests.factories"],
    "composition": ["config"],
}


def check(importer: str, imported: str) -> list[str]:
    graph = ImportGraph()
    for module in (importer, imported):
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="import it")
    contract = PublicSurfaceContract(name="Surface", session_options={}, contract_options=OPTIONS)
    result = contract.check(graph, verbose=False)
    broken: list[str] = result.metadata["broken"]
    assert result.kept is (not broken)
    return broken


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("segue.catalog.services", "segue.media.queries"),
        ("segue.catalog.queries", "segue.media.models"),
        ("segue.catalog.tests.test_api", "segue.media.models"),
        ("segue.catalog.tests.test_api", "segue.media.tests.factories"),
        ("segue.catalog.api", "segue.catalog.pipeline"),
        ("segue.config.urls", "segue.media.api"),
        ("segue.media.services", "segue.kernel.jobs.queue"),
    ],
)
def test_allowed(importer: str, imported: str) -> None:
    assert check(importer, imported) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("segue.catalog.services", "segue.media.models"),
        ("segue.catalog.services", "segue.media.processing.probe"),
        ("segue.catalog.api", "segue.media.schemas"),
        ("segue.catalog.tests.test_api", "segue.media.tests.test_api"),
        ("segue.catalog.services", "segue.media"),
    ],
)
def test_refused_with_the_place(importer: str, imported: str) -> None:
    assert check(importer, imported) == [
        f"{importer} reaches into {imported}, which is private to its app (line 7)"
    ]
