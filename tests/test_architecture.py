"""docs/architecture.md is true: what it names is there, and what is there is told."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "vpcviz"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
WHOLE = ("aws", "terraform", "cloudformation", "findings")
"""Packages of which the table of stages tells every module."""
NAME = re.compile(r"`([a-z_][a-z0-9_/]*(?:\*|/)?)`")


def section(title: str) -> str:
    """The text of a section."""
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the table rows in a text, without heads."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and "`" in line]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def modules(folder: Path) -> set[str]:
    """The modules and packages in a folder."""
    found = {path.stem for path in folder.glob("*.py") if path.stem not in ("__init__", "__main__")}
    return found | {path.parent.name for path in folder.glob("*/__init__.py")}


def is_there(folder: Path, name: str) -> bool:
    """Whether a module, a package, or (with `*` at the end) several are in a folder; a package with `/` at the end."""
    name = name.rstrip("/")
    if name.endswith("*"):
        return any(folder.glob(f"{name}.py")) or any(folder.glob(name))
    return (folder / f"{name}.py").is_file() or (folder / name).is_dir()


def test_every_package_has_a_row() -> None:
    told = {name for cells in rows(section("Stages")) for name in re.findall(r"`vpcviz\.([a-z_]+)`", f"{cells[0]} {cells[1]}")}
    assert modules(PACKAGE) - {"errors"} <= told


@pytest.mark.parametrize("cells", rows(section("Stages")), ids=lambda cells: cells[0])
def test_what_a_package_is_said_to_hold_is_there(cells: list[str]) -> None:
    folder = PACKAGE / cells[0].strip("` ").removeprefix("vpcviz.")
    missing = {name for name in NAME.findall(cells[1]) if not is_there(folder, name) and not is_there(PACKAGE, name)}
    inner = {path.parent for path in folder.rglob("__init__.py")}
    assert {name for name in missing if not any(is_there(one, name) for one in inner)} == set()


@pytest.mark.parametrize(("title", "folder"), [("Traffic", "traffic"), ("Layout", "layout"), ("PNG", "render")])
def test_tables_of_modules_name_what_is_there(title: str, folder: str) -> None:
    named = [name for cells in rows(section(title)) for name in NAME.findall(cells[0])]
    assert named
    assert [name for name in named if not is_there(PACKAGE / folder, name)] == []


def test_every_room_of_traffic_and_every_module_of_the_larger_packages_is_told() -> None:
    for title, folder in (("Traffic", "traffic"), ("Layout", "layout"), *(("Stages", name) for name in WHOLE)):
        told = {name.rstrip("/") for name in NAME.findall(section(title))}
        families = [name.rstrip("*") for name in told if name.endswith("*")]
        left = {one for one in modules(PACKAGE / folder) - told if not any(one.startswith(begin) for begin in families)}
        assert left == set(), title


def test_dotted_names_and_paths_exist() -> None:
    dotted = {name.split("(")[0] for name in re.findall(r"`vpcviz\.([a-z_.]+)\*?`", TEXT)}
    assert {
        one for one in dotted if not is_there(PACKAGE, one.replace(".", "/")) and not is_there(PACKAGE, one.replace(".", "/") + "*")
    } == set()
    paths = set(re.findall(r"`((?:vpcviz|tests|tools|model|layout|impact|terraform|icons|render|samples)/[a-z_/.*]+)`", TEXT))
    assert {one for one in paths if not (any(ROOT.glob(one)) or any(PACKAGE.glob(one)) or any(PACKAGE.glob(f"{one}.py")))} == set()
