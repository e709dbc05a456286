"""The project as a whole: its documentation is true, its package is complete, its two commands are what CI runs."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT, SAMPLES
from tests.pictures.geometry import defects
from vpcviz import __version__
from vpcviz.commands import COMMANDS, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")])


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_ci_runs_the_second_command_of_the_readme_word_for_word() -> None:
    commands = re.findall(r"```sh\n(.+?)\n```", README, re.DOTALL)[:2]
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_generated_pages_are_up_to_date() -> None:
    stale = [page.name for page, text in tool("write_docs").pages().items() if page.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python tools/write_docs.py"


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n## vpcviz {name}\n" not in page] == []


def test_the_readme_names_every_command() -> None:
    assert [name for name in COMMANDS if f"vpcviz {name}" not in README] == []


def test_the_readme_s_own_network_draws(tmp_path: Path) -> None:
    spec = tmp_path / "shop.yaml"
    spec.write_text(re.findall(r"```yaml\n(.+?)```", README, re.DOTALL)[0], encoding="utf-8")
    assert run(["validate", str(spec)]) == 0
    assert run(["draw", str(spec), "-q", "-o", str(tmp_path / "shop.svg")]) == 0
    assert defects((tmp_path / "shop.svg").read_bytes()) == []
    assert run(["trace", str(spec), "--from", "web-1", "--to", "s3.eu-west-1.amazonaws.com"]) == 0
    assert run(["check", str(spec)]) in (0, 1)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [
        target.partition("#")[0]
        for target in re.findall(r"\]\(([^)\s]+)\)", text)
        if not target.startswith(("http", "#", "mailto:"))
    ]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_index_of_the_docs_is_complete() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.name != "README.md" and f"({page.name})" not in index] == []


def test_the_changelog_tells_of_every_command() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`vpcviz {name}`" not in changelog and name != "version"] == []
    assert "## Unreleased" in changelog or f"## {__version__}" in changelog


def test_every_dependency_is_justified() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = [re.split(r"[\[<>=~!; ]", dependency)[0] for dependency in PROJECT["project"]["dependencies"]]
    assert [name for name in names if f"| `{name}` |" not in text] == []


def test_the_architecture_names_every_package_and_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = [path.parent.name for path in (ROOT / "vpcviz").glob("*/__init__.py")]
    rooms = [path.parent.name for path in (ROOT / "vpcviz" / "traffic").glob("*/__init__.py")]
    assert [name for name in packages if f"| `vpcviz.{name}` |" not in text] == []
    assert [name for name in rooms if f"| `{name}` |" not in text] == []


def test_every_dependency_is_used() -> None:
    modules = {"PyYAML": "yaml", "fpdf2": "fpdf", "pillow": "PIL"}
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "vpcviz").rglob("*.py"))
    for dependency in PROJECT["project"]["dependencies"]:
        name = re.split(r"[\[<>=~!; ]", dependency)[0]
        module = re.escape(modules.get(name, name))
        assert re.search(rf"(?:import|from) {module}\b|(?:find_spec|which)\(\"{module}\"", source), f"{name} is not used"


def test_a_wheel_draws_with_its_own_icons_and_fonts(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        str(tmp_path),
        str(ROOT),
    ]
    done = subprocess.run(build, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    wheel = next(tmp_path.glob("*.whl"))
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    assert {path.name for path in (ROOT / "icons").iterdir()} == {path.name for path in (site / "vpcviz" / "_icons").iterdir()}
    script = (
        "import sys, vpcviz; assert vpcviz.__file__.startswith(sys.argv[1]), vpcviz.__file__\n"
        "from vpcviz.icons.finding import own_folder; assert own_folder().name == '_icons', own_folder()\n"
        "from vpcviz.commands import run; sys.exit(run(['draw', *sys.argv[2:]]))"
    )
    pictures = [str(tmp_path / "x.svg"), str(tmp_path / "x.png")]
    command = [sys.executable, "-c", script, str(site), str(SAMPLES[0]), "-o", pictures[0], "-o", pictures[1]]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(site)}, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert all(Path(picture).stat().st_size > 1000 for picture in pictures)


def test_nothing_inside_names_the_machine_that_it_was_made_on() -> None:
    words = re.compile(r"/tmp/venv|/work/(?:main|shared)|file:///opt")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    found = [
        name
        for name in tracked
        if name.endswith((".py", ".md", ".toml", ".yaml", ".json", ".sh")) and name != "tests/test_project.py"
        if (ROOT / name).exists() and words.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_the_summary_of_every_command_is_whole_in_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out.partition("Commands:")[2].splitlines()
    told = {line.split()[0]: line for line in shown if line.startswith("  ") and line.split() and line.split()[0] in COMMANDS}
    assert set(told) == set(COMMANDS)
    assert [line for line in told.values() if not line.endswith(".") or line.endswith("...")] == []
