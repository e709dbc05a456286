"""How long `diff --flows all` takes where one route of an estate changes, beside one `reach` over the same estate.

    python benchmarks/changes.py --vpcs 256 --rounds 3

Whole processes, by turns, in seconds of processor time; prints a table as Markdown. A route of the table of a VPC's private subnets
is taken away: that to the other VPCs, or that to the internet.
"""

import argparse
import resource
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from estates import Size, estate
from measuring import ROOT, VPCVIZ, table
from msgspec import structs

from vpcviz.model import Network
from vpcviz.spec import dump_json

KINDS = ("hub", "mesh", "mixed")


def without_route(network: Network, number: int) -> Network:
    """The estate without one route (counted from the end) of the longest table of its eighth VPC."""
    own = [one for one in network.route_tables if one.vpc == network.vpcs[7].id]
    longest = max(own, key=lambda one: len(one.routes))
    gone = longest.routes[-number]
    changed = structs.replace(longest, routes=tuple(route for route in longest.routes if route is not gone))
    return structs.replace(network, route_tables=tuple(changed if one is longest else one for one in network.route_tables))


def seconds(command: Sequence[str]) -> float:
    """The processor time of a command, which must end well."""
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    done = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.ru_utime + done.ru_stime - begun.ru_utime - begun.ru_stime


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vpcs", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            network = estate(Size(options.vpcs), kind)
            files = [Path(folder) / f"{kind}-{number}.json" for number in range(3)]
            for file, one in zip(files, (network, without_route(network, 1), without_route(network, 3)), strict=True):
                file.write_bytes(dump_json(one))
            reach = [*VPCVIZ, "reach", str(files[0]), "--from", network.instances[50].id, "-q"]
            diffs = [[*VPCVIZ, "diff", str(files[0]), str(file), "-q", "--flows", "all"] for file in files[1:]]
            runs = [[seconds(command) for command in (reach, *diffs)] for _ in range(options.rounds)]
            found = [min(times) for times in zip(*runs, strict=True)]
            mean = statistics.mean(found[1:])
            rows.append([f"{kind} {options.vpcs}", *(f"{one:.2f}" for one in found), f"{mean / found[0]:.2f}"])
    print(table(["estate, VPCs", "reach s", "diff s", "diff s, another route", "ratio"], rows))


if __name__ == "__main__":
    main()
