"""How long every command takes: beside an earlier vpcviz, beside dot, and how it grows with the estate; tables as Markdown.

    python benchmarks/speed.py --before WORKTREE                   the table of bars (half an hour)
    python benchmarks/speed.py --before WORKTREE --only check      rows with this in their name
    python benchmarks/speed.py --growth --kind hub --kind mixed    4 times the estate, for every command
    python benchmarks/speed.py --growth --only redact --sizes 64,256

`WORKTREE` is a git worktree of the earlier vpcviz. Each row runs whole processes, by turns; times are the least of the rounds, on
the wall and of the processors (of a process and its children), of which another process on the machine changes less.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import estates
from growing import Command, growth, ours
from inputs import Files, asserted_flows, route_tables_dump, star, to_all_services, without_a_route, without_folders
from measuring import ROOT, Cost, cost, held_together, shown, table


@dataclass(frozen=True)
class Row:
    """One line of the table: our command, what it is compared with (ours of the earlier build, dot's), and how many times
    as fast it is to be (`memory`: of how much memory it is to need at most).
    """

    name: str
    ours: Command
    other: Command
    bar: float
    memory: float = 0.0
    beside: str = "before"
    less: Command = ()
    less_other: Command = ()
    """What is to be taken off: the SVG's time, where the PNG's alone is meant."""


def rows(files: Files, folder: Path, before: Path) -> Iterator[Callable[[], Row]]:
    """The rows of the table, each made when it is wanted."""
    new, old, out = ours(ROOT), ours(before), str(folder / "out.svg")

    def row(name: str, bar: float, *words: str, memory: float = 0.0) -> Row:
        return Row(name, [*new, *words], [*old, *words], bar, memory)

    def drawn(kind: str, vpcs: int, bar: float, form: str = "snapshot") -> Row:
        made = files.estate(kind, vpcs)
        command = [*new, "draw", "-q", str(made[form]), "--detail", "full", "-o", out]
        return Row(f"{form} of {kind} {vpcs}, full", command, ["dot", "-Tsvg", str(made["dot"]), "-o", out], bar, beside="dot")

    yield lambda: _loading(files, before)
    yield lambda: _loading(files, before, ", no region told", without_folders(files.estate("hub", 256)["dump"], folder / "flat"))
    yield lambda: drawn("hub", 256, 8, "dump")
    for kind, bar in (("hub", 14), ("mixed", 10), ("mesh", 8)):
        yield lambda kind=kind, bar=bar: drawn(kind, 256, bar)
    for kind, bar in (("hub", 2), ("mixed", 1.2), ("mesh", 1.2)):
        yield lambda kind=kind, bar=bar: drawn(kind, 64, bar)
    yield lambda: row("--help", 1 / 0.8, "--help")
    yield lambda: row("validate of a sample", 1 / 0.8, "validate", str(ROOT / "samples" / "private-dns.yaml"))
    yield lambda: _png(files, folder, new, old)
    for kind in ("hub", "mixed", "mesh"):
        yield lambda kind=kind: _draw(files, kind, 256, row, out)
    yield lambda: _draw(files, "hub", 1024, row, out)
    for vpcs, bar in ((60, 2.5), (100, 6.0)):
        yield lambda vpcs=vpcs, bar=bar: row(
            f"full mesh of {vpcs}", bar, "draw", "-q", str(files.estate("full mesh", vpcs)["snapshot"]), "-o", out
        )
    estate = "1,024 VPCs"
    yield lambda: row(f"check, {estate}", 8, "check", "--fail-on", "never", str(files.estate("hub", 1024)["snapshot"]))
    yield lambda: row(
        f"scan --redact, {estate}", 20, "scan", str(files.estate("mixed", 1024)["snapshot"]), "--redact", "-o", f"{out}.json"
    )
    yield lambda: row("validate, 2,000 VPCs on one transit gateway", 10, "validate", str(star(files, 2000)), memory=0.4)
    yield lambda: row("dump of 400 route tables, no region", 12, "draw", "-q", str(route_tables_dump(files, 400)), "-o", out)
    yield lambda: row("reach --to-all-services, 256 VPCs", 2, *to_all_services(files))
    yield lambda: row("trace --assert, 10,000 flows, 256 VPCs", 2, *asserted_flows(files))


def _loading(files: Files, before: Path, which: str = "", dump: Path | None = None) -> Row:
    """A dump as a network, as `validate` reads it and counts what is in it."""
    words = ["validate", str(dump or files.estate("hub", 256)["dump"])]
    return Row(f"load a dump of 9,216 interfaces{which}", [*ours(ROOT), *words], [*ours(before), *words], 4)


def _draw(files: Files, kind: str, vpcs: int, row: Callable[..., Row], out: str) -> Row:
    snapshot = str(files.estate(kind, vpcs)["snapshot"])
    words = ("draw", "-q", snapshot, "--detail", "full", "-o", out)
    made: Row = row(f"memory of {kind} {vpcs:,}, full", 1.0, *words, memory=0.6)
    return made


def _png(files: Files, folder: Path, new: Command, old: Command) -> Row:
    """A PNG of six million pixels, less its SVG."""
    snapshot = str(files.estate("hub", 16)["snapshot"])
    words = ("draw", "-q", snapshot, "--detail", "full", "-o")
    picture, vector = str(folder / "out.png"), str(folder / "out.svg")
    png = [*words, picture, "--width", "2824"]
    svg = [*words, vector]
    name = "PNG of 6 million pixels, less its SVG"
    return Row(name, [*new, *png], [*old, *png], 1 / 0.6, less=[*new, *svg], less_other=[*old, *svg])


def bars(files: Files, folder: Path, before: Path, only: Sequence[str], rounds: int) -> None:
    """Print the table of bars."""
    heads = ["work", "here s", "other s", "beside", "times as fast", "bar", "here, processor s", "other", "times less"]
    heads += ["MB here, largest", "together", "MB other", "share", "bar"]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
    for make in rows(files, folder, before):
        row = make()
        if not any(words in row.name for words in only):
            continue
        if row.beside == "dot" and shutil.which("dot") is None:
            print(f"| {row.name} | no dot |", flush=True)
            continue
        (here, other) = _measured(row, rounds)
        together = held_together(row.ours)
        cells = [row.name, *_compared(here.seconds, other.seconds, row.beside, f"{row.bar:.2f}")]
        cells += [*_compared(here.processor, other.processor), shown(here.megabytes), shown(together), shown(other.megabytes)]
        cells += [f"{max(together, here.megabytes) / other.megabytes:.2f}", f"{row.memory:.1f}" if row.memory else ""]
        print(f"| {' | '.join(cells)} |", flush=True)


def _compared(here: float, other: float, beside: str = "", bar: str = "") -> list[str]:
    """Both times, what ours is compared with, how many times as fast it is, and the bar."""
    cells = [shown(here, 2), shown(other, 2), beside, f"{other / max(here, 1e-9):.2f}", bar]
    return [cell for cell in cells if cell]


def _measured(row: Row, rounds: int) -> tuple[Cost, Cost]:
    commands = [row.ours, row.other, *([row.less, row.less_other] if row.less else [])]
    runs: list[list[Cost]] = [[] for _ in commands]
    for _ in range(rounds):
        for at, command in enumerate(commands):
            runs[at].append(cost(command, fine=(0, 1)))
    found = [_least(done) for done in runs]
    if row.less:
        found = [structs_less(found[at], found[at + 2]) for at in (0, 1)]
    return found[0], found[1]


def _least(runs: Sequence[Cost]) -> Cost:
    """The least of each that runs of one command took."""
    return Cost(min(one.seconds for one in runs), min(one.megabytes for one in runs), min(one.processor for one in runs))


def structs_less(whole: Cost, part: Cost) -> Cost:
    """What the whole takes more than its part."""
    return Cost(whole.seconds - part.seconds, whole.megabytes, whole.processor - part.processor)


def pipelines(files: Files, folder: Path) -> None:
    """Print what a pipeline waits for: the diff of a large estate beside its picture, a build of specs beside so many draws."""
    made = files.estate("hub", 256)
    less = files.text("less.json", without_a_route(made["snapshot"]))
    new = ours(ROOT)
    drawn = cost([*new, "draw", "-q", str(made["snapshot"]), "--detail", "full", "-o", str(folder / "one.svg")])
    compared = cost([*new, "diff", str(less), str(made["snapshot"])])
    pictured = cost([*new, "diff", str(less), str(made["snapshot"]), "-o", str(folder / "differs.svg")])
    entries = []
    for at in range(100):
        vpc = f"shop-{at}: {{cidr: 10.{at}.0.0/16, subnets: {{a: {{zone: a, cidr: 10.{at}.0.0/24}}}}}}"
        spec = f"vpcviz: 1\nregion: eu-west-1\nvpcs: {{{vpc}}}\n"
        files.text(f"many/{at}.yaml", spec)
        entries.append(f'[[picture]]\nsource = "{at}.yaml"\noutput = "{at}.svg"\n')
    config = files.text("many/vpcviz.toml", "\n".join(entries))
    built = cost([*new, "build", "-q", "--config", str(config)], folder=config.parent)
    each = [cost([*new, "draw", "-q", f"{at}.yaml", "-o", f"{at}.svg"], folder=config.parent) for at in range(100)]
    rows = [
        ["diff of 256 VPCs, by drawing one", f"{compared.processor / drawn.processor:.2f}", "1.5"],
        ["the same with its picture", f"{pictured.processor / drawn.processor:.2f}", "1.5"],
        ["build of 100 specs, by 100 calls of draw", f"{built.processor / sum(one.processor for one in each):.2f}", "0.2"],
    ]
    print(table(["pipeline", "ratio", "bar"], rows))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, help="a git worktree of an earlier vpcviz")
    parser.add_argument("--growth", action="store_true", help="how each command grows")
    parser.add_argument("--pipelines", action="store_true", help="diff and build beside draw")
    parser.add_argument("--kind", action="append", choices=estates.KINDS, help="--growth: only this kind of estate (repeatable)")
    parser.add_argument("--sizes", default="64,256,1024", help="--growth: numbers of VPCs")
    parser.add_argument("--only", action="append", help="only rows or commands with this in their name (repeatable)")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder, only = Path(place), given.only or [""]
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Both builds as they are when they are installed: with bytecode.
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        files = Files(folder / "estates")
        if given.growth:
            growth(files, folder, given.kind or ("hub", "mesh", "mixed"), [int(size) for size in given.sizes.split(",")], only)
        if given.pipelines:
            pipelines(files, folder)
        if given.before:
            bars(files, folder, given.before, only, given.rounds)
        if not (given.growth or given.pipelines or given.before):
            parser.error("expected --before WORKTREE, --growth or --pipelines")


if __name__ == "__main__":
    main()
