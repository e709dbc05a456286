"""Growth is measured for every command, and the estates of the stand-in for AWS are scanned whole."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, vpcviz
from vpcviz.commands import run

sys.path.insert(0, str(ROOT / "benchmarks"))

import estates
from growing import ASKING, commands_of, scan_words
from inputs import Files
from scanning import ENVIRONMENT, fake_estate

WITHOUT_A_NETWORK = {"schema", "iam-policy", "dump-commands", "version"}
"""Commands that read none."""

BY_THEMSELVES = {"info", "mcp"}
"""Commands whose rows are made by themselves: of a picture, of a server."""


def test_each_command_has_a_row(tmp_path: Path) -> None:
    told = vpcviz("--help").stdout.decode()
    known = set(re.findall(r"^  ([a-z-]+)  +[A-Z]", told.partition("Commands:")[2], re.MULTILINE))
    measured = {words[0] for words in commands_of(Files(tmp_path), tmp_path, "hub", 1).values()}
    assert known - WITHOUT_A_NETWORK - BY_THEMSELVES == measured


def test_each_row_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in commands_of(Files(tmp_path / "files"), tmp_path, "mixed", 2).items():
        if "PDF" not in name:  # It takes two seconds.
            assert run(list(words)) in (0, 1), (name, capsys.readouterr().err)


def test_an_estate_is_scanned_whole(tmp_path: Path) -> None:
    network = estates.estate(estates.Size(4), "mixed")
    with fake_estate(4, "mixed") as (url, accounts, regions):
        done = vpcviz(*scan_words(url, accounts, regions, tmp_path / "a.json"), env={**os.environ, **ENVIRONMENT})
    assert done.returncode == 0, done.stderr.decode()
    made = json.loads((tmp_path / "a.json").read_bytes())
    assert not made.get("gaps")
    for name in ("vpcs", "subnets", "network_interfaces", "route_tables", "security_groups", "peerings", "transit_gateways"):
        assert {one["id"] for one in made.get(name, ())} == {one.id for one in getattr(network, name)}, name


def test_a_server_is_asked() -> None:
    command = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from vpcviz.cli import main; main()"
    words = [sys.executable, "-c", ASKING, command, str(ROOT / "samples/private-dns.yaml"), "check"]
    assert subprocess.run(words, timeout=60, check=False).returncode == 0
