"""Documents whose collections are made and written in several processes have the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import estates

from tests.conftest import SAMPLES, vpcviz
from tests.everything import FILES
from vpcviz.redaction import redacted
from vpcviz.redaction.redact import redacted_json
from vpcviz.sources import load
from vpcviz.spec import dump, dump_json
from vpcviz.workers import SETTING


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Path:
    """A snapshot that is worth a second process."""
    network = estates.estate(estates.Size(64, zones=3, subnets=6, enis=16), "mixed")
    assert sum(1 for _ in network) > dump.WORTH
    return estates.write(network, tmp_path_factory.mktemp("large"), "mixed")["snapshot"]


@pytest.mark.parametrize("more", [(), ("--redact",)])
def test_several_processes_have_the_same_bytes(snapshot, more):
    """As it is, and redacted: then each makes stand-ins for its part."""
    runs = [vpcviz("scan", snapshot, "-q", "-o", "-", *more, env={**os.environ, SETTING: str(workers)}) for workers in (1, 2, 3)]
    assert [(run.returncode, run.stderr) for run in runs] == [(0, b"")] * 3
    assert runs[0].stdout == runs[1].stdout == runs[2].stdout
    assert (runs[0].stdout == snapshot.read_bytes()) == (not more)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_parts_are_those_of_the_whole(path):
    """A redacted network's document is made of parts that were never one network."""
    network = load([str(path)])
    assert redacted_json(network) == dump_json(redacted(network))


APART = """
import sys
from pathlib import Path
from vpcviz.redaction.redact import redacted_json
from vpcviz.sources import load
from vpcviz.spec import dump
dump.WORTH = 0
for name in sys.argv[2:]:
    Path(sys.argv[1], Path(name).name).write_bytes(redacted_json(load([name])))
"""


@pytest.mark.parametrize("workers", ["2", "3"])
def test_what_processes_note_apart_comes_together(workers, tmp_path):
    """Names, domains, accounts and addresses of samples, of which each process sees some collections only."""
    paths = [*SAMPLES, *FILES]
    words = [sys.executable, "-c", APART, str(tmp_path), *map(str, paths)]
    subprocess.run(words, check=True, cwd=Path(__file__).parents[2], env={**os.environ, SETTING: workers})
    for path in paths:
        assert (tmp_path / path.name).read_bytes() == dump_json(redacted(load([str(path)]))), path.name
