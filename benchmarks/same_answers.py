"""Whether this vpcviz gives the answers of an earlier one, byte for byte: findings, traces, what is reached, what a change does.

    python benchmarks/same_answers.py --before WORKTREE                    samples and random estates
    python benchmarks/same_answers.py --before WORKTREE --also FOLDER …    and each dump in these folders

`WORKTREE` is a git worktree of the earlier vpcviz. Flows are random, with fixed seeds, between things that the network has. What
differs is kept in the folder that is named at the end, and ends it with exit code 1.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import estates
from inputs import without_a_route
from measuring import ROOT

from vpcviz.errors import UsageError, VpcvizError
from vpcviz.model import Network
from vpcviz.sources import load
from vpcviz.traffic.lookups.index import index_of
from vpcviz.traffic.tracing.flow_ends import FlowEnds

RUNNER = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from vpcviz.commands import run
for at, words in enumerate(json.load(open(sys.argv[2]))):
    kept = os.dup(1)
    with open(f"{sys.argv[3]}/{at:05}", "wb") as file:
        os.dup2(file.fileno(), 1)
        code = run(words)
        sys.stdout.flush()
        os.dup2(kept, 1)
        file.write(f"\\nexit code {code}\\n".encode())
    os.close(kept)
"""
"""Runs many commands in one process, what each writes into a file of its own."""

FLOWS = 300
"""So many flows are asked for over each network."""


def flows(network: Network, count: int, seed: int) -> list[dict[str, object]]:
    """Random expectations over a network, all of whose ends mean something."""
    dice = random.Random(seed)
    places = FlowEnds(index_of(network))
    texts = [one.id for one in network] + [one.name for one in network if one.name]
    texts += [ip for one in network.network_interfaces for ip in (*one.private_ips, *one.ipv6s, one.public_ip) if ip]
    texts += ["internet", "on-premises", "10.0.0.77", "192.0.2.7", "2001:db8::7", "example.com", "8.8.8.8"]
    texts += [name for zone in network.hosted_zones for record in zone.records for name in (record.name,)]
    own = [one.id for one in (*network.network_interfaces, *network.instances, *network.subnets)]
    made: list[dict[str, object]] = []
    for _ in range(count * 20):
        wider = dice.random() < 0.3 or not own
        source, target = dice.choice(texts if wider else own), dice.choice(texts if dice.random() < 0.5 or not own else own)
        try:
            places.target(target, places.source(source))
        except UsageError:
            continue
        protocol = dice.choice(("tcp", "tcp", "tcp", "udp", "icmp"))
        port = dice.choice((443, 443, 22, 53, 80, 5432, 8080))
        verdict = dice.choice(("delivered", "not-delivered", "unknown"))
        made.append({"from": source, "to": target, "port": port, "protocol": protocol, "verdict": verdict})
        made[-1] |= {"ipv6": True} if dice.random() < 0.05 else {}
        made[-1] |= {"via": "nat-gateway", "not_via": "internet"} if dice.random() < 0.1 else {}
        if len(made) == count:
            break
    return made


def commands(source: str, folder: Path, name: str, seed: int) -> Iterator[list[str]]:
    """The commands that are run over one source."""
    network = load([source])
    for form in ("text", "json", "sarif"):
        yield ["check", source, "--fail-on", "never", "--format", form]
    asked = flows(network, FLOWS, seed)
    if asked:
        file = folder / f"{name}-flows.json"
        file.write_text(json.dumps(asked), "utf-8")
        for form in ("text", "json", "markdown"):
            yield ["trace", source, "--assert", str(file), "--format", form]
    for one in dict.fromkeys(str(flow["from"]) for flow in asked[:3]):
        yield ["reach", source, "--from", one, "--format", "json"]
        yield ["trace", source, "--from", one, "--to-all-services"]
    if source.endswith(".json") and network.route_tables and network.route_tables[0].routes:
        less = folder / f"{name}-less.json"
        less.write_text(without_a_route(Path(source)), "utf-8")
        yield ["diff", str(less), source, "--flows", "all", "--format", "json"]


def sources(folder: Path, also: Sequence[str], seeds: int) -> Iterator[str]:
    """What is read: samples, random estates, and the folders' dumps."""
    yield from map(str, sorted((ROOT / "samples").glob("*.yaml")))
    for at in range(seeds):
        for kind in estates.KINDS:
            network = estates.estate(estates.Size(5 + 3 * at, enis=2), kind, seed=at)
            yield str(estates.write(network, folder, f"{kind}-{at}")["snapshot"])
    for place in also:
        yield from (str(one) for one in sorted(Path(place).iterdir()) if one.is_dir())


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare all that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, required=True, help="a git worktree of an earlier vpcviz")
    parser.add_argument("--also", nargs="*", default=[], help="folders of dumps")
    parser.add_argument("--seeds", type=int, default=4, help="so many random estates of each kind")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="same-answers-"))
    asked: list[list[str]] = []
    for at, source in enumerate(sources(folder, given.also, given.seeds)):
        try:
            asked += commands(source, folder, f"{at}-{Path(source).stem}", at)
        except VpcvizError as error:
            print(f"not read: {source}: {error}")
    list_of = folder / "commands.json"
    list_of.write_text(json.dumps(asked), "utf-8")
    running = []
    for name, root in (("before", given.before), ("here", ROOT)):
        (folder / name).mkdir()
        words = [sys.executable, "-c", RUNNER, str(root.resolve()), str(list_of), str(folder / name)]
        log = (folder / f"{name}.log").open("wb")
        running.append(subprocess.Popen(words, stderr=log, cwd=folder, env={**os.environ, "PYTHONHASHSEED": str(len(running))}))
    if any(process.wait() for process in running):
        raise SystemExit(f"a run failed: see the logs in {folder}")
    differing = [
        at for at in range(len(asked)) if (folder / f"before/{at:05}").read_bytes() != (folder / f"here/{at:05}").read_bytes()
    ]
    print(f"{len(asked)} commands, {len(differing)} of them with other answers: {folder}")
    for at in differing[:20]:
        print(f"{at:05}: {' '.join(asked[at])}")
    raise SystemExit(1 if differing else 0)


if __name__ == "__main__":
    main()
