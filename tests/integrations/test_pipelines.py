"""Hooks, action and container file: what they run exists, and does what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from vpcviz.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
SPEC = "vpcviz: 1\nregion: eu-west-1\nvpcs:\n  shop: {cidr: 10.0.0.0/16}\n"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A git repository with a spec, and a `vpcviz` command on the path."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    command = bin_folder / "vpcviz"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m vpcviz "$@"\n')
    command.chmod(0o755)
    team = tmp_path / "team"
    team.mkdir()
    (team / "network.vpcviz.yaml").write_text(SPEC)
    (team / "vpcviz.toml").write_text('[[picture]]\nsource = "network.vpcviz.yaml"\noutput = "network.svg"\n')
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first"]):
        subprocess.run(["git", *words], check=True, cwd=team)
    return team


def environment(scratch: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "PATH": f"{scratch.parent / 'bin'}{os.pathsep}{os.environ['PATH']}", **more}


def pipeline(scratch: Path, **given: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(ROOT / "tools" / "pipeline.sh")]
    return subprocess.run(command, cwd=scratch, env=environment(scratch, **given), capture_output=True, text=True, check=False)


def test_hooks_run_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["vpcviz-validate", "vpcviz-build", "vpcviz-inject"]
    for hook in hooks:
        assert hook["entry"].split()[0] == "vpcviz"
        assert hook["entry"].split()[1] in COMMANDS
        re.compile(hook["files"])


@pytest.mark.skipif(
    shutil.which("pre-commit", path=str(Path(sys.executable).parent)) is None, reason="pre-commit comes with diagrams"
)
def test_pre_commit_runs_them(scratch: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    local = [{**hook, "language": "system"} for hook in hooks]
    (scratch / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    subprocess.run(["git", "add", "."], check=True, cwd=scratch)
    command = [str(Path(sys.executable).parent / "pre-commit"), "run", "--all-files"]
    run = lambda: subprocess.run(command, cwd=scratch, env=environment(scratch), capture_output=True, text=True, check=False)  # noqa: E731
    first = run()
    assert first.returncode == 1
    assert "network.svg is not there" in first.stdout
    subprocess.run(["vpcviz", "build", "-q"], check=True, cwd=scratch, env=environment(scratch))
    subprocess.run(["git", "add", "."], check=True, cwd=scratch)
    second = run()
    assert second.returncode == 0, second.stdout


def test_the_action_hands_its_inputs_on_as_words_only() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    for step in action["runs"]["steps"]:
        assert "inputs." not in step["run"], "an input in a script would be run as one"
    told = {name for step in action["runs"]["steps"] for name in re.findall(r"inputs\.(\w+)", str(step["env"]))}
    assert told == set(action["inputs"])


def test_the_pipeline_checks_and_compares(scratch: Path) -> None:
    assert pipeline(scratch).returncode == 1
    (scratch / "network.vpcviz.yaml").write_text(SPEC.replace("10.0.0.0", "10.1.0.0"))
    done = pipeline(scratch, COMMAND="diff", OLD="HEAD:network.vpcviz.yaml", NEW="network.vpcviz.yaml")
    assert done.returncode == 0, done.stderr
    assert "1 VPC" in (scratch / "vpcviz-diff.md").read_text()
    assert (scratch / "vpcviz-diff.svg").read_bytes().startswith(b"<svg")
    assert pipeline(scratch, COMMAND="diff").returncode == 2
    assert pipeline(scratch, COMMAND="x").returncode == 2


def test_the_container_runs_vpcviz_as_a_user_without_rights() -> None:
    lines = (ROOT / "Containerfile").read_text().splitlines()
    words = [line.split(" ")[0] for line in lines if line and not line.startswith("#")]
    assert words == ["FROM", "COPY", "RUN", "USER", "WORKDIR", "ENTRYPOINT", "CMD"]
    assert 'ENTRYPOINT ["vpcviz"]' in lines
