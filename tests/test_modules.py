"""The modules of a folder, by their names."""

import subprocess
import sys
import zipfile
from pathlib import Path
from pkgutil import iter_modules

import pytest

import vpcviz
from vpcviz.modules import modules_in


@pytest.mark.parametrize("folder", ["model/kinds", "aws/services", "traffic", "render", "layout", "commands", "findings/rules"])
def test_the_modules_are_those_that_python_finds(folder: str) -> None:
    path = [str(Path(vpcviz.__file__).parent / folder)]
    assert modules_in(path) == sorted(module.name for module in iter_modules(path))


def test_what_is_no_module_is_none(tmp_path: Path) -> None:
    for name in ("one.py", "two.pyc", "__init__.py", "notes.txt", "three.pyi"):
        (tmp_path / name).touch()
    for name in ("inner", "plain", "__pycache__"):
        (tmp_path / name).mkdir()
    (tmp_path / "inner" / "__init__.py").touch()
    assert modules_in([str(tmp_path)]) == ["inner", "one", "two"]


def test_an_archive_has_modules_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        for name in ("pack/__init__.py", "pack/b.py", "pack/a.py"):
            archive.writestr(name, "")
    script = "import sys; sys.path.insert(0, 'made.zip'); import pack; from vpcviz.modules import modules_in; print(modules_in(pack.__path__))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(vpcviz.__file__).parents[1])},
    )
    assert done.stdout.strip() == "['a', 'b']"
