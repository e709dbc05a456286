"""Reads dumps of the AWS CLI by this vpcviz and by an earlier one, by turns, and prints how many times faster this one is.

    python benchmarks/reading.py                    beside e5d1638, of which it makes a git worktree that it removes again
    python benchmarks/reading.py --before DIR       beside the vpcviz in DIR

Processor time of reading alone, from files to network, in processes of their own.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dumps
import estates
from measuring import ROOT, shown, table

BEFORE = "e5d1638"
"""The revision before AWS's answers were decoded straight into what is kept of them."""

READ = """
import sys, time
sys.path.insert(0, sys.argv[2])
from vpcviz.sources import load
import vpcviz.aws.convert, vpcviz.spec.load

started = time.process_time()
load([sys.argv[1]])
print(time.process_time() - started)
"""
"""Times the reading of any source, by the vpcviz in a folder."""


@contextmanager
def worktree(revision: str = BEFORE) -> Iterator[Path]:
    """A git worktree of an earlier revision, for as long as it is asked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / revision
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(path), revision], check=True, capture_output=True)
        try:
            yield path
        finally:
            subprocess.run([*git, "remove", "--force", str(path)], check=True, capture_output=True)


def tables(count: int, folder: Path) -> Path:
    """So many route tables of 50 routes, nothing of which tells a region."""
    routes = [
        {"DestinationCidrBlock": f"10.{n}.0.0/16", "TransitGatewayId": f"tgw-{n:017x}", "Origin": "CreateRoute", "State": "active"}
        for n in range(50)
    ]
    made = [
        {"RouteTableId": f"rtb-{n:017x}", "VpcId": f"vpc-{n:017x}", "OwnerId": "111122223333", "Routes": routes}
        for n in range(count)
    ]
    folder.mkdir()
    (folder / "tables.json").write_text(json.dumps({"RouteTables": made}, indent=4), encoding="utf-8")
    return folder


def sources(folder: Path, vpcs: int) -> dict[str, Path]:
    """What is read, by what the table calls it."""
    folder.mkdir(exist_ok=True)
    network = estates.estate(estates.Size(vpcs), "hub")
    dumps.write(network, folder / "dump")
    flat = folder / "flat"
    flat.mkdir()
    for path in sorted((folder / "dump").rglob("*.json")):
        (flat / f"{len(list(flat.iterdir()))}.json").write_bytes(path.read_bytes())
    snapshot = estates.write(network, folder, "estate")["snapshot"]
    enis = f"{vpcs * 36:,} interfaces"
    return {
        f"dump of {enis}, a folder for each account and region": folder / "dump",
        f"dump of {enis}, files that tell no region": flat,
        "dump of 400 route tables of 50 routes": tables(400, folder / "few"),
        "dump of 4,000 route tables of 50 routes": tables(4000, folder / "many"),
        f"snapshot of {enis}": snapshot,
    }


def compare(folder: Path, before: Path, vpcs: int, rounds: int) -> str:
    """The table: seconds by either, and the ratio. The earlier one does not read the 4,000 tables, which take it minutes."""
    rows = []
    for name, path in sources(folder, vpcs).items():
        times: dict[Path, list[float]] = {ROOT: [], before: []}
        for _ in range(rounds):  # By turns, so that a slow minute of the machine slows both.
            for root, found in times.items():
                if root == ROOT or "4,000" not in name:
                    found.append(seconds(path, root))
        mine, theirs = (statistics.median(found) if found else None for found in times.values())
        ratio = theirs / mine if mine and theirs else None
        rows.append([name, shown(theirs, 2), shown(mine, 2), shown(ratio, 1)])
    return table(["source", f"{BEFORE}: s", "now: s", "times as fast"], rows)


def seconds(path: Path, root: Path) -> float:
    """The processor time that the vpcviz in a folder takes to read a source, in seconds."""
    done = subprocess.run([sys.executable, "-c", READ, str(path), str(root)], capture_output=True, check=True, cwd=root)
    return float(done.stdout)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="the folder of an earlier vpcviz")
    parser.add_argument("--vpcs", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.before:
            print(compare(Path(folder), given.before, given.vpcs, given.rounds))
        else:
            with worktree() as before:
                print(compare(Path(folder), before, given.vpcs, given.rounds))


if __name__ == "__main__":
    main()
