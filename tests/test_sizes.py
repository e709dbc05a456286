"""Files are at most 300 lines as `wc -l` counts them, and functions at most 40: what is longer does several jobs."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

LINES, FUNCTION = 300, 40
PACKAGE = sorted((ROOT / "vpcviz").rglob("*.py"))
PAGE = sorted(path for path in (ROOT / "vpcviz").rglob("*") if path.suffix in (".js", ".css", ".html", ".sh"))
TOOLS = sorted(path for folder in ("tools", "benchmarks") for path in (ROOT / folder).rglob("*.py"))


def long_functions(text: str) -> list[str]:
    """The functions with more lines than a reader holds, docstring and signature included."""
    found = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [one.name for one in found if (one.end_lineno or one.lineno) - one.lineno + 1 > FUNCTION]


@pytest.mark.parametrize("path", [*PACKAGE, *PAGE, *TOOLS], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_at_most_300_lines(path: Path) -> None:
    assert path.read_bytes().count(b"\n") <= LINES


@pytest.mark.parametrize("path", PACKAGE, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_are_at_most_40_lines(path: Path) -> None:
    assert long_functions(path.read_text(encoding="utf-8")) == []


def test_what_is_long_is_seen() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION))
    assert long_functions(f"class A:\n  def long(self):\n{body}\n\ndef short():\n    pass\n") == ["long"]
