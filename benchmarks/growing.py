"""How the processor time of every command grows with the estate; a table as Markdown (`speed.py --growth`)."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import estates
import traces
from inputs import Files, without_a_route
from measuring import ROOT, cost
from scanning import ENVIRONMENT, fake_estate

from vpcviz.spec.collect import MOST_WRITTEN

LARGEST_GROWTH = 4.6
"""Four times the estate may take so many times the time."""

Command = Sequence[str]

ASKING = """
import sys
import anyio
from mcp import StdioServerParameters, stdio_client
from mcp.client import Client

async def ask():
    words = ["-c", sys.argv[1], "mcp", "--source", sys.argv[2], "--timeout", "3600"]
    async with Client(stdio_client(StdioServerParameters(command=sys.executable, args=words))) as client:
        for tool in sys.argv[3:]:
            assert not (await client.call_tool(tool, {})).is_error, tool

anyio.run(ask)
"""
"""Asks a server for the answers of some tools."""


def ours(root: Path) -> list[str]:
    """The command of the vpcviz in a worktree."""
    code = f"import sys; sys.path.insert(0, {str(root)!r}); from vpcviz.cli import main; main()"
    return [sys.executable, "-c", code]


def commands_of(files: Files, folder: Path, kind: str, vpcs: int) -> dict[str, Command]:
    """Every command that reads a network, over an estate: what follows `vpcviz`."""
    made = files.estate(kind, vpcs)
    network = estates.estate(estates.Size(vpcs), kind)
    commands = _drawing(files, str(made["snapshot"]), str(made["dump"]), str(folder / "grown"), kind, vpcs)
    commands |= _asking(files, str(made["snapshot"]), str(folder / "grown"), kind, vpcs)
    if sum(1 for _ in network) <= MOST_WRITTEN:  # A larger spec is refused.
        commands["validate a spec"] = ["validate", str(made["json"])]
    return commands


def _drawing(files: Files, snapshot: str, dump: str, out: str, kind: str, vpcs: int) -> dict[str, Command]:
    """Commands that draw, or write what they draw."""
    sender = _sender(kind, vpcs)
    name = f"grown/{kind}-{vpcs}"
    parts = (f"table vpcs {snapshot}", f"table routes {snapshot}", f"report cost {snapshot}")
    marked = "".join(f"<!-- BEGIN VPCVIZ {part} -->\n<!-- END VPCVIZ -->\n" for part in parts)
    document = files.text(f"{name}/marked.md", marked)
    picture = f'[[picture]]\nsource = "{snapshot}"\ndetail = "overview"\noutput = "grown.svg"\n'
    config = files.text(f"{name}/vpcviz.toml", picture)
    less = str(files.text(f"{kind}-{vpcs}-less.json", without_a_route(Path(snapshot))))
    draw = ["draw", "-q", snapshot, "-o"]
    return {
        "draw full": [*draw, f"{out}.svg", "--detail", "full"],
        "draw standard": [*draw, f"{out}.svg"],
        "draw overview": [*draw, f"{out}.svg", "--detail", "overview"],
        "draw presentation": [*draw, f"{out}.svg", "--detail", "presentation"],
        "draw routes": [*draw, f"{out}.svg", "--view", "routes"],
        "draw endpoints": [*draw, f"{out}.svg", "--view", "endpoints"],
        "draw dns": [*draw, f"{out}.svg", "--view", "dns"],
        "draw peerings": [*draw, f"{out}.svg", "--detail", "overview", "--show", "peerings"],
        "draw findings": [*draw, f"{out}.svg", "--detail", "overview", "--findings"],
        "draw PNG": [*draw, f"{out}.png", "--detail", "overview", "--width", "2400"],
        "draw HTML": [*draw, f"{out}.html", "--detail", "full"],
        "draw draw.io": [*draw, f"{out}.drawio", "--detail", "full"],
        "draw PDF": [*draw, f"{out}.pdf", "--detail", "overview"],
        "draw a part": [*draw, f"{out}.svg", "--vpc", _vpc(kind, vpcs)],
        "draw from a dump": ["draw", "-q", dump, "--detail", "full", "-o", f"{out}.svg"],
        "trace, drawn": ["trace", snapshot, "--from", sender, "--to", "internet", "-o", f"{out}.svg"],
        "diff, drawn": ["diff", less, snapshot, "-o", f"{out}.svg"],
        "docs": ["docs", "-q", snapshot, "-o", f"{out}.html"],
        "docs, index": ["docs", "-q", snapshot, "--only", "index"],
        "build": ["build", "-q", "--config", str(config)],
        "inject": ["inject", "-q", str(document)],
    }


def _asking(files: Files, snapshot: str, out: str, kind: str, vpcs: int) -> dict[str, Command]:
    """Commands that answer in words, or write documents."""
    sender = _sender(kind, vpcs)
    less = str(files.text(f"{kind}-{vpcs}-less.json", without_a_route(Path(snapshot))))
    network = estates.estate(estates.Size(vpcs), kind)
    flows = [{"from": flow.source, "to": flow.target, "port": flow.port} for flow in traces.flows(network, 10 * vpcs)]
    asserted = files.text(f"{kind}-{vpcs}-flows.json", json.dumps([{**flow, "verdict": "delivered"} for flow in flows]))
    return {
        "validate": ["validate", snapshot],
        "scan --redact": ["scan", "-q", snapshot, "--redact", "-o", f"{out}.json"],
        "scan to a spec": ["scan", "-q", snapshot, "--format", "yaml", "-o", f"{out}.yaml"],
        "find": ["find", snapshot, "--for", "10.0.0.1"],
        "trace": ["trace", snapshot, "--from", sender, "--to", "internet"],
        "trace --assert": ["trace", snapshot, "--assert", str(asserted)],
        "reach": ["reach", snapshot, "--from", sender],
        "check": ["check", snapshot, "--fail-on", "never"],
        "cost": ["cost", snapshot],
        "diff": ["diff", less, snapshot],
        "diff --flows all": ["diff", less, snapshot, "--flows", "all"],
        "gaps": ["gaps", snapshot],
    }


def _sender(kind: str, vpcs: int) -> str:
    network = estates.estate(estates.Size(vpcs), kind)
    return next(one.id for one in network.network_interfaces if one.type == "interface" and one.private_ips)


def _vpc(kind: str, vpcs: int) -> str:
    return estates.estate(estates.Size(vpcs), kind).vpcs[0].id


def scan_words(url: str, accounts: Sequence[str], regions: Sequence[str], out: Path) -> Command:
    """The words of a live scan of an estate's accounts."""
    roles = [word for account in accounts for word in ("--role-arn", f"arn:aws:iam::{account}:role/reader")]
    places = [word for region in regions for word in ("--region", region)]
    return ["scan", "-q", *places, *roles, "--endpoint-url", url, "-o", str(out)]


def growth(files: Files, folder: Path, kinds: Sequence[str], sizes: Sequence[int], only: Sequence[str]) -> None:
    """Print, for every command, how the processor time grows that it takes in one process: a second one comes with size."""
    heads = [f"{size:,} VPCs, s" for size in sizes] + [f"{large:,} by {small:,}" for small, large in pairwise(sizes)]
    print(f"| command | estate | {' | '.join(heads)} |\n|{'---|' * (len(heads) + 2)}", flush=True)
    os.environ.update(ENVIRONMENT, VPCVIZ_WORKERS="1")
    idle = min(cost([*ours(ROOT), "version"]).processor for _ in range(2))  # the first may compile
    for kind in kinds:
        with ExitStack() as servers:
            grown = [_all_commands(files, folder, kind, size, servers, only) for size in sizes]
            for name in grown[0]:
                if any(words in name for words in only):
                    _print_row(name, kind, [each.get(name) for each in grown], sizes, idle)


def _all_commands(files: Files, folder: Path, kind: str, size: int, servers: ExitStack, only: Sequence[str]) -> dict[str, Command]:
    """Whole commands over an estate, those that ask a server included."""
    made = {name: [*ours(ROOT), *words] for name, words in commands_of(files, folder, kind, size).items()}
    snapshot = str(files.estate(kind, size)["snapshot"])
    picture = folder / f"{kind}-{size}.svg"
    if any(words in "info" for words in only):
        cost([*ours(ROOT), "draw", "-q", snapshot, "-o", str(picture)])
    made["info"] = [*ours(ROOT), "info", str(picture)]
    made["mcp, answers"] = [sys.executable, "-c", ASKING, ours(ROOT)[2], snapshot, "describe", "check", "cost"]
    if any(words in "scan, live" for words in only):
        url, accounts, regions = servers.enter_context(fake_estate(size, kind))
        made["scan, live"] = [*ours(ROOT), *scan_words(url, accounts, regions, folder / "grown.json")]
    return made


def _print_row(name: str, kind: str, commands: Sequence[Command | None], sizes: Sequence[int], idle: float) -> None:
    spent = []
    for command, size in zip(commands, sizes, strict=True):
        if command is not None:
            spent.append(min(cost(command, fine=(0, 1)).processor for _ in range(2 if size < 1024 else 1)) - idle / 2)
    ratios = [large / max(small, 1e-9) for small, large in pairwise(spent)]
    marked = [f"{ratio:.2f}" if ratio <= LARGEST_GROWTH else f"**{ratio:.2f}**" for ratio in ratios]
    print(f"| {name} | {kind} | {' | '.join([*(f'{each:.2f}' for each in spent), *marked])} |", flush=True)
