"""Import-linter contract `public_surface`: an app may touch another app only through its public modules."""

from typing import NamedTuple

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class Place(NamedTuple):
    """Where a module stands: its app, its module inside the app, and the rest of its name."""

    app: str
    module: str
    rest: str


class PublicSurfaceContract(Contract):
    """Options, all about modules directly inside an app:

    `apps` lists the apps; `public` what anyone may import; `readable` what only `readers` may (another app's tables:
    read, never written); `test_public` what another app's tests may. `composition` lists the packages that put the
    apps together and may import everything.
    """

    type_name = "public_surface"

    apps = fields.SetField(subfield=fields.StringField())
    public = fields.SetField(subfield=fields.StringField())
    readable = fields.SetField(subfield=fields.StringField())
    readers = fields.SetField(subfield=fields.StringField())
    test_public = fields.SetField(subfield=fields.StringField())
    composition = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import in the graph."""
        broken = [
            f"{importer} reaches into {imported}, which is private to its app{self._lines(graph, importer, imported)}"
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if not self._is_allowed(_place(importer), _place(imported))
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each import that isn't allowed, then what is."""
        for sentence in check.metadata["broken"]:
            output.print_error(sentence)
        output.new_line()
        output.print(f"Public are: {', '.join(sorted(_words(self.public)))}.")

    def _is_allowed(self, importer: Place, imported: Place) -> bool:
        if imported.app not in _words(self.apps) or importer.app == imported.app:
            return True
        if importer.app in _words(self.composition) or imported.module in _words(self.public):
            return True
        if importer.module == "tests" and f"{imported.module}.{imported.rest}" in _words(self.test_public):
            return True
        return imported.module in _words(self.readable) and importer.module in _words(self.readers)

    @staticmethod
    def _lines(graph: ImportGraph, importer: str, imported: str) -> str:
        details = graph.get_import_details(importer=importer, imported=imported)
        numbers = sorted({detail["line_number"] for detail in details})
        return f" (line {', '.join(map(str, numbers))})" if numbers else ""


def _words(option: object) -> set[str]:
    """An option's value: import-linter replaces the declared field by what pyproject.toml says."""
    return set(option) if isinstance(option, set | frozenset | list | tuple) else set()


def _place(name: str) -> Place:
    _, app, module, rest = [*name.split(".", 3), "", "", ""][:4]
    return Place(app, module, rest)
