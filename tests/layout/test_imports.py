"""The modules of layout import one another in one direction only, inside functions and for types as well."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import vpcviz.layout

FOLDER = Path(vpcviz.layout.__file__).parent
ROOT = "vpcviz.layout"


def test_no_module_of_layout_imports_one_that_imports_it() -> None:
    names = {
        ".".join((ROOT, *path.relative_to(FOLDER).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in FOLDER.rglob("*.py")
        if path.parent != FOLDER or path.stem != "__init__"
    }
    imports: dict[str, set[str]] = {}
    for name, path in names.items():
        found = imports[name] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {known for known in (node.module, *(f"{node.module}.{one.name}" for one in node.names)) if known in names}
    assert len(imports) > 40
    TopologicalSorter(imports).prepare()  # raises CycleError
