"""How long the scan of an organization takes, beside an earlier vpcviz: 40 accounts in 4 regions, 50 ms a call, AWS's limits.

    python benchmarks/scanning.py --before WORKTREE [--accounts 40] [--delay 0.05] [--limits 1.0] [--rounds 1]

Both scan the same stand-in for AWS (`fake_aws.py`, a process of its own, begun anew for each scan), which refuses what goes over an
account's limits. Prints wall time, processor time and peak memory of the scan, how many calls were answered and how many refused,
and how many gaps the snapshot has that a refused call left.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import estates
from measuring import ROOT, cost, table

REGIONS = ("eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2")
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIA100000000000",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
}


@contextmanager
def fake_aws(accounts: int, delay: float, limits: float) -> Iterator[str]:
    """The URL of a stand-in for AWS in a process of its own."""
    with _serving("--accounts", str(accounts), "--delay", str(delay), "--limits", str(limits)) as url:
        yield url


@contextmanager
def fake_estate(vpcs: int, kind: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The same of an estate's accounts, without limits, at once; with the accounts and their regions."""
    network = estates.estate(estates.Size(vpcs), kind)
    accounts, regions = ({getattr(vpc, name) for vpc in network.vpcs} for name in ("account", "region"))
    with _serving("--estate", kind, "--vpcs", str(vpcs), "--delay", "0", "--limits", "1e9") as url:
        yield url, sorted(accounts), sorted(regions)


@contextmanager
def _serving(*words: str) -> Iterator[str]:
    command = [sys.executable, str(Path(__file__).with_name("fake_aws.py")), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def scanned(root: Path, given: argparse.Namespace, output: Path) -> list[str]:
    """One scan by the vpcviz of a worktree: the cells of its row."""
    regions = [word for region in REGIONS for word in ("--region", region)]
    code = f"import sys; sys.path.insert(0, {str(root)!r}); from vpcviz.cli import main; main()"
    with fake_aws(given.accounts, given.delay, given.limits) as url:
        words = ["scan", *regions, "--organization", "reader", "--endpoint-url", url, "-q", "-o", str(output)]
        begun = time.monotonic()
        spent = cost([sys.executable, "-c", code, *words])
        wall = time.monotonic() - begun
        counts = json.load(urllib.request.urlopen(f"{url}/counts"))
    network = json.loads(output.read_bytes())
    lost = sum("hrottl" in gap.get("error", "") or "LimitExceeded" in gap.get("error", "") for gap in network.get("gaps", ()))
    calls = counts["answered"]
    cells = [f"{wall:.1f}", f"{spent.processor:.1f}", f"{spent.megabytes:.0f}", f"{calls:,}", f"{counts['refused']:,}", str(lost)]
    return [*cells, f"{len(network['vpcs'])}", f"{calls / wall:.0f}"]


def main() -> None:
    """Scan, by turns, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="a git worktree of an earlier vpcviz")
    parser.add_argument("--accounts", type=int, default=40)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds that each call takes")
    parser.add_argument("--limits", type=float, default=1.0, help="times AWS's limits: below 1 for stricter ones")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(given.rounds):
            for name, root in (("here", ROOT), *([("before", given.before)] if given.before else [])):
                rows.append([name, *scanned(root, given, Path(folder) / f"{name}.json")])
    heads = ["scan by", "wall s", "processor s", "MB", "calls answered", "refused", "gaps by throttling", "VPCs", "calls a second"]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
