"""The modules of vpcviz import one another in one direction only, inside functions and for types as well."""

import ast
import tomllib
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


FOUND = frozenset(
    f"vpcviz.{name}"
    for name in (
        "aws.services",
        "cloudformation.kinds",
        "cost.kinds",
        "findings.rules",
        "layout.drawers",
        "layout.views",
        "model.kinds",
        "render.formats",
        "sources.readers",
        "terraform.kinds",
        "traffic.hops",
    )
)
"""Packages whose modules make themselves known: all are found, nothing lists them. Their contracts name what others stand on."""


def contracts() -> dict[str, tuple[bool, set[str]]]:
    """By package: whether its contract is exhaustive, and the modules that this names."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return {
        package: (
            one.get("exhaustive", False),
            {name.strip() for layer in one["layers"] for name in layer.replace(":", "|").split("|")},
        )
        for one in told
        if one["type"] == "layers"
        for package in one["containers"]
    }


def siblings() -> dict[str, set[tuple[str, str]]]:
    """By package: which of its modules and packages imports which other."""
    known = names()
    found: dict[str, set[tuple[str, str]]] = {}
    for name, text in known.items():
        for other in imported(text, known):
            here, there = name.split("."), other.split(".")
            same = next((at for at, (one, two) in enumerate(zip(here, there, strict=False)) if one != two), 0)
            if same:
                found.setdefault(".".join(here[:same]), set()).add((here[same], there[same]))
    return found


def test_every_package_whose_modules_import_one_another_has_a_contract() -> None:
    found = contracts()
    lacking = [package for package in siblings() if not found.get(package, (False, set()))[0] and package not in FOUND]
    assert lacking == [], "an exhaustive layers contract in pyproject.toml"


@pytest.mark.parametrize("package", sorted(FOUND))
def test_modules_that_are_found_import_only_those_that_the_contract_names(package: str) -> None:
    """So a new one is named nowhere, and none of the others knows it."""
    listed = contracts().get(package, (False, set()))[1]
    stray = sorted(f"{one} imports {other}" for one, other in siblings().get(package, ()) if other not in listed)
    assert stray == [], f"the layers of {package} in pyproject.toml"
