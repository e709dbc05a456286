"""docs/architecture.md is true: what it names is there, and what is there is told; files and functions are short."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "vpcviz"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
WHOLE = ("aws", "terraform", "cloudformation", "findings")
"""Packages of which the table of stages tells every module."""
LINES, FUNCTION = 300, 40
"""The most lines of a file and of a function: what is longer does several jobs."""
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


def long_functions(text: str) -> list[str]:
    """The functions with more lines than a reader holds, signature and docstring included."""
    found = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [one.name for one in found if (one.end_lineno or one.lineno) - one.lineno + 1 > FUNCTION]


def test_files_have_at_most_300_lines_as_wc_counts_them() -> None:
    code = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".pyi", ".js", ".css", ".html")]
    code += [path for folder in ("tools", "benchmarks", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in code if path.read_bytes().count(b"\n") > LINES] == []


def test_functions_have_at_most_40_lines() -> None:
    found = {path: long_functions(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {str(path.relative_to(ROOT)): names for path, names in found.items() if names} == {}


def test_what_is_long_is_seen() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION))
    assert long_functions(f"class A:\n  def long(self):\n{body}\n\ndef short():\n    pass\n") == ["long"]


def test_every_package_has_layers_that_are_exhaustive() -> None:
    """A module has its place in pyproject.toml, and imports go down from there only."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layered = {container for one in contracts if one.get("exhaustive") for container in one["containers"]}
    several = {f"vpcviz.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py") if len(modules(path.parent)) > 1}
    assert several | {"vpcviz"} <= layered  # those further inside: tests/test_imports.py
