"""Scans of many accounts by several processes: the same bytes, gaps and words as by one, and nobody is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.aws.conftest import ENVIRONMENT
from tests.aws.proxy import Proxy, Reply, Request, error_reply, running
from vpcviz.aws.fetch import _shares

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from scanning import fake_aws  # noqa: E402

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes fork on Linux only")

SCAN = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from vpcviz.cli import main; main()"
FEW = SCAN.replace("; main()", "; from vpcviz.aws import fetch; fetch.WORTH = 1; main()")
"""A scan that has further processes for few accounts, too: the first has the organization's own and every second of the others."""

HERE, ELSEWHERE = "100000000002", "100000000001"


@contextmanager
def scanning(url: str, output: Path, workers: int, *words: str, code: str = FEW) -> Iterator[subprocess.Popen[str]]:
    """A scan of the organization in a process that has one thread (pytest's may have more)."""
    environment = {**os.environ, **ENVIRONMENT, "AWS_ACCESS_KEY_ID": "AKIA100000000000", "VPCVIZ_WORKERS": str(workers)}
    command = [sys.executable, "-c", code, "scan", "--organization", "reader", "--endpoint-url", url, "-o", str(output)]
    words = words or ("--region", "eu-west-1")
    with subprocess.Popen(
        [*command, *words], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def scanned(url: str, output: Path, workers: int, *words: str, code: str = FEW) -> tuple[int, str, str]:
    """Exit code, output and messages of such a scan."""
    with scanning(url, output, workers, *words, code=code) as process:
        out, told = process.communicate(timeout=60)
    return process.returncode, out, told


def children(process: int) -> list[int]:
    """The children of a process."""
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def until(true: Any) -> None:
    """Wait until something is so."""
    for _ in range(1500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("that takes too long")


def alive(process: int) -> bool:
    """Whether a process runs: one that waits to be looked at does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_however_many_processes_read_the_bytes_are_the_same(tmp_path: Path) -> None:
    """So are the words that are said: which region is read when is left to chance."""
    made = []
    regions = ("--region", "eu-west-1", "--region", "us-east-1")
    counting = FEW.replace("; main()", "; import os; real = os.fork; os.fork = lambda: (print('forked'), real())[1]; main()")
    with fake_aws(5, 0, 1e6) as url:
        for workers in (1, 2, 3):
            code, out, told = scanned(url, tmp_path / str(workers), workers, *regions, code=counting)
            assert code == 0, told
            assert out.count("forked") == workers - 1
            lines = told.replace(str(tmp_path / str(workers)), "it").splitlines()
            begun = [line for line in lines if "scanning" in line]
            made.append(((tmp_path / str(workers)).read_bytes(), begun, sorted(lines)))
    assert made[0] == made[1] == made[2]
    assert len(made[0][1]) == 5
    assert len(json.loads(made[0][0])["vpcs"]) == 10


def test_few_accounts_are_read_by_one_process(tmp_path: Path) -> None:
    """A further one makes its own clients. An organization's accounts are counted first: the process waits, and ends."""
    with fake_aws(3, 0.2, 1e6) as url, scanning(url, tmp_path / "a", 2, code=SCAN) as process:
        until(lambda: children(process.pid))
        until(lambda: not children(process.pid))
        assert process.communicate(timeout=60)
        assert process.returncode == 0


def test_limits_of_an_account_hold_in_each_process(tmp_path: Path) -> None:
    with fake_aws(3, 0, 0.3) as url:
        for workers in (1, 2):
            assert scanned(url, tmp_path / str(workers), workers)[0] == 0
    one, two = (tmp_path / "1").read_bytes(), (tmp_path / "2").read_bytes()
    assert one == two
    assert not json.loads(one).get("gaps"), "none was lost"


def _refusing(url: str, account: str, operation: str, error: str, status: int) -> Proxy:
    """A proxy that answers an operation of one account with an error."""

    def fault(request: Request) -> Reply | None:
        asked = account in (request.role if operation == "AssumeRole" else request.key)
        return error_reply(request, error, status) if request.operation == operation and asked else None

    return Proxy(url, fault)


@pytest.mark.parametrize("account", [HERE, ELSEWHERE], ids=["here", "elsewhere"])
@pytest.mark.parametrize("operation", ["AssumeRole", "DescribeSubnets"])
def test_what_may_not_be_read_is_a_gap_whoever_reads_it(tmp_path: Path, account: str, operation: str) -> None:
    with fake_aws(3, 0, 1e6) as url, running(_refusing(url, account, operation, "AccessDenied", 403)) as refusing:
        told = [scanned(refusing, tmp_path / str(workers), workers) for workers in (1, 2)]
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    gaps = json.loads((tmp_path / "1").read_bytes())["gaps"]
    assert {(gap["operation"], gap["account"], gap["error"]) for gap in gaps} == {(operation, account, "AccessDenied")}
    assert [one[0] for one in told] == [0, 0]


@pytest.mark.parametrize("account", [HERE, ELSEWHERE], ids=["here", "elsewhere"])
def test_a_session_that_ends_stops_all_processes(tmp_path: Path, account: str) -> None:
    with fake_aws(3, 0.05, 1e6) as url, running(_refusing(url, account, "ListAccountAliases", "ExpiredToken", 400)) as ending:
        code, _, told = scanned(ending, tmp_path / "a", 2, "--region", "eu-west-1", "--max-workers", "2")
    assert code == 3
    assert "expired" in told
    network = json.loads((tmp_path / "a").read_bytes())
    assert not network["complete"]
    assert {gap["error"] for gap in network["gaps"]} == {"ExpiredToken"}
    assert len({gap["account"] for gap in network["gaps"]}) == 3, "the rest is not asked for"


def test_regions_that_cannot_be_listed_are_an_error_whoever_finds_it(tmp_path: Path) -> None:
    words = []
    with fake_aws(3, 0, 1e6) as url, running(_refusing(url, ELSEWHERE, "DescribeRegions", "AccessDenied", 403)) as refusing:
        for workers in (1, 2):
            code, _, told = scanned(refusing, tmp_path / "a", workers, "--region", "all")
            words.append(told)
            assert code == 3
    assert words[0] == words[1]
    assert "could not be listed (AccessDenied)" in words[0]


@pytest.mark.parametrize("whom", ["parent", "all"])
def test_ctrl_c_ends_all_processes_without_more_words(tmp_path: Path, whom: str) -> None:
    with fake_aws(3, 0.5, 1e6) as url, scanning(url, tmp_path / "a", 2) as process:
        assert process.stderr is not None
        assert "scanning" in process.stderr.readline()
        (child,) = children(process.pid)
        for one in (child, process.pid) if whom == "all" else (process.pid,):
            os.kill(one, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert not alive(child)
    assert not (tmp_path / "a").exists()


def test_a_process_that_is_ended_from_outside_is_told(tmp_path: Path) -> None:
    with fake_aws(3, 0.5, 1e6) as url, scanning(url, tmp_path / "a", 2) as process:
        assert process.stderr is not None
        assert "scanning" in process.stderr.readline()
        (child,) = children(process.pid)
        os.kill(child, signal.SIGKILL)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "VPCVIZ_WORKERS=1 does all in one process" in told


def test_nobody_goes_on_without_the_parent(tmp_path: Path) -> None:
    with fake_aws(3, 0.5, 1e6) as url, scanning(url, tmp_path / "a", 2) as process:
        assert process.stderr is not None
        assert "scanning" in process.stderr.readline()
        (child,) = children(process.pid)
        process.kill()
        until(lambda: not alive(child))


def test_a_child_has_no_connection_of_its_parent() -> None:
    """Two that write to one connection would read each other's answers."""
    code = """
import os, socket
from vpcviz.aws.fetch_peers import child
ours, other = socket.socketpair()
def work(parent):
    try:
        ours.send(b"x")
    except OSError as error:
        parent.send(type(error).__name__)
    else:
        parent.send("sent")
print(child(work).receive())
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "OSError\n", done.stderr


def test_shares_are_of_like_sizes_and_an_account_is_in_one() -> None:
    def role(account: int, name: str = "reader") -> str:
        return f"arn:aws:iam::{account:012}:role/{name}"

    roles = [role(account) for account in range(1, 12)] + [role(2, "other"), role(0)]
    shares = _shares(roles, "0" * 12, 1, 2)
    assert shares == [
        [*map(role, (2, 4, 6, 8, 10)), role(2, "other"), role(0)],
        [*map(role, (1, 3, 5, 7, 9, 11))],
    ]
    assert _shares(roles, "0" * 12, 1, 9) == _shares(roles, "0" * 12, 1, 3), "each has four accounts or more"
    assert _shares(roles[:2], "0" * 12, 1, 2) == [roles[:2]]
    assert _shares([], "0" * 12, 1, 2) == [[]]


def test_as_many_files_may_be_open_as_a_scan_needs() -> None:
    code = "from vpcviz.aws.fetch_session import *; import resource as r; r.setrlimit(7, (256, 2000)); allow_connections(); print(r.getrlimit(7))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "(2000, 2000)\n", done.stderr
