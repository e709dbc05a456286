"""The modules of vpcviz import one another in one direction only, inside functions and for types as well."""

import ast
from graphlib import TopologicalSorter

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "vpcviz"


def names() -> dict[str, str]:
    """The text of each module, by its name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


def imported(text: str, known: dict[str, str]) -> set[str]:
    """The modules that a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{one.name}" for one in node.names]
            found |= {name if name in known else node.module for name in whole}
    return found & known.keys()


def test_no_module_imports_one_that_imports_it() -> None:
    known = names()
    imports = {name: imported(text, known) - {name} for name, text in known.items()}
    assert len(imports) > 500
    TopologicalSorter(imports).prepare()  # raises CycleError, with the circle


@pytest.mark.parametrize("text", ["def late():\n    from vpcviz.model import Network\n", "import vpcviz.model\n"])
def test_imports_are_seen_wherever_they_stand(text: str) -> None:
    assert imported(text, {"vpcviz.model": ""}) == {"vpcviz.model"}
