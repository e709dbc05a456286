"""vpcviz and Graphviz side by side on the same estates: time, memory, defects, crossings, shape; prints tables as Markdown.

    python benchmarks/run.py                 everything (about 15 minutes)
    python benchmarks/run.py --quick         small estates only, each thing once or twice (about a minute)

Needs `dot` (Graphviz) on the PATH. `--linter picture_lint.py` names the browser linter that counts defects and crossings of both
tools' pictures; without it, the project's own ruler counts the defects of vpcviz's. `--ruler page_fit.py` names the ruler of
`--part sheets`, which runs only with it:

    python benchmarks/run.py --part sheets --ruler page_fit.py --before WORKTREE --dumps FOLDER --only hub
"""

import argparse
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import estates
import reading
from formats import print_formats, print_opening
from measuring import ROOT, VPCVIZ, Cost, Look, browser_look, cost, lost, own_look, shown, side_by_side, table
from sheets import Sheets, print_sheets
from steadiness import draw, shuffled_is_same, stayed, stayed_of_all

VIEWS = (
    ("--detail", "overview"),
    ("--detail", "standard"),
    ("--detail", "full"),
    ("--view", "routes"),
    ("--view", "endpoints"),
    ("--view", "dns"),
)
LINTED = 600
"""Pictures of estates with more network interfaces than this are not read by the browser linter, which would take too long."""

LOAD = """
import sys, time
from pathlib import Path
from vpcviz.spec import load_document

data = Path(sys.argv[1]).read_bytes()
started = time.perf_counter()
load_document(sys.argv[1], data)
print(time.perf_counter() - started)
"""
"""Times the loading of a document alone, in a process of its own."""


class Benchmark:
    """All measurements of one run, in one folder."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.folder = folder
        self.given = given
        self.linter: Path | None = given.linter
        self.before: Path | None = given.before
        self.quick: bool = given.quick
        self.times: int = given.rounds or (2 if given.quick else 5)

    def write(self, kind: str, vpcs: int) -> dict[str, Path]:
        """An estate of 3 zones, 3 subnets and 4 interfaces in all its forms."""
        return estates.write(estates.estate(estates.Size(vpcs), kind), self.folder, f"{kind}-{vpcs}")

    def beside_graphviz(self) -> None:
        """Whole processes, snapshot or DOT in, SVG out."""
        rows = []
        for kind, vpcs in (
            [("hub", 16), ("hub", 64)] if self.quick else [(k, n) for n in (16, 64, 256) for k in ("hub", "mesh", "mixed")]
        ):
            files = self.write(kind, vpcs)
            ours, theirs = self.folder / f"{kind}-{vpcs}.svg", self.folder / f"{kind}-{vpcs}.dot.svg"
            commands = [
                [*VPCVIZ, "draw", "-q", str(files["snapshot"]), "--detail", "full", "-o", str(ours)],
                ["dot", "-Tsvg", str(files["dot"]), "-o", str(theirs)],
            ]
            mine, dot = side_by_side(commands, self.times)
            enis = vpcs * 36
            ours_look = browser_look(ours, self.linter) if self.linter and enis <= LINTED else own_look(ours)
            theirs_look = browser_look(theirs, self.linter if enis <= LINTED else None)
            rows.append(self._row(f"{kind} {vpcs}", enis, (mine, dot), (ours_look, theirs_look), ours.stat().st_size))
        head = [
            "estate, VPCs",
            "ENIs",
            "vpcviz s",
            "dot s",
            "ratio",
            "vpcviz MB",
            "dot MB",
            "defects",
            "dot's",
            "crossings",
            "dot's",
        ]
        print(table([*head, "size", "aspect", "dot's size", "dot's aspect", "SVG bytes/ENI"], rows), end="\n\n")

    @staticmethod
    def _row(name: str, enis: int, costs: tuple[Cost, Cost], looks: tuple[Look, Look], size: int) -> list[str]:
        mine, dot = costs
        ours, theirs = looks
        figures = [f"{enis:,}", shown(mine.seconds, 2), shown(dot.seconds, 2), f"{mine.seconds / dot.seconds:.2f}"]
        figures += [shown(mine.megabytes), shown(dot.megabytes), shown(ours.defects), shown(theirs.defects)]
        figures += [shown(ours.crossings), shown(theirs.crossings)]
        shapes = [f"{look.width} x {look.height}" for look in looks]
        return [name, *figures, shapes[0], shown(ours.aspect, 2), shapes[1], shown(theirs.aspect, 3), shown(size / enis)]

    def views(self) -> None:
        """Every view and detail of every kind of estate: time, defects, what is lost, shape."""
        rows = []
        for vpcs in (16,) if self.quick else (16, 64, 256):
            for kind in estates.KINDS:
                snapshot = self.write(kind, vpcs)["snapshot"]
                for options in VIEWS:
                    picture = self.folder / "view.svg"
                    spent = cost([*VPCVIZ, "draw", "-q", str(snapshot), *options, "-o", str(picture)])
                    look = own_look(picture)
                    figures = [shown(spent.seconds, 2), shown(spent.megabytes), shown(look.defects), str(lost(picture, snapshot))]
                    rows.append([f"{kind} {vpcs}", options[1], *figures, f"{look.width} x {look.height}", shown(look.aspect, 2)])
        print(table(["estate", "view or detail", "s", "MB", "defects", "lost", "size", "aspect"], rows), end="\n\n")

    def growth(self) -> None:
        """1,024 VPCs against 256."""
        spent = []
        for vpcs in (16, 64) if self.quick else (256, 1024):
            snapshot, picture = self.write("hub", vpcs)["snapshot"], self.folder / "large.svg"
            found = cost([*VPCVIZ, "draw", "-q", str(snapshot), "--detail", "full", "-o", str(picture)])
            spent.append((vpcs, found, picture.stat().st_size / (vpcs * 36)))
        rows = [[f"{vpcs:,}", f"{vpcs * 36:,}", shown(c.seconds, 2), shown(c.megabytes), shown(size)] for vpcs, c, size in spent]
        print(table(["VPCs", "ENIs", "s", "MB", "SVG bytes/ENI"], rows))
        print(f"\n4 times the estate takes {spent[1][1].seconds / spent[0][1].seconds:.2f} times the time.\n")

    def steady(self) -> None:
        """Shuffled lists, and one VPC more: at 64 VPCs, and the least of overviews of all sizes from 60 to 100."""
        rows = []
        vpcs = 16 if self.quick else 64
        for kind in estates.KINDS:
            snapshot = self.write(kind, vpcs)["snapshot"]
            larger = self.write(kind, vpcs + 1)["snapshot"]
            for options in (("--detail", "full"), ("--detail", "overview")):
                same = shuffled_is_same(snapshot, self.folder, *options)
                share = stayed(*(draw(path, self.folder / "steady.svg", *options) for path in (snapshot, larger)))
                rows.append([f"{kind} {vpcs}", options[1], "same bytes" if same else "DIFFERENT", f"{share:.0%}"])
        print(
            table(["estate", "view or detail", "shuffled", f"of {vpcs} VPCs stay where they were when one joins"], rows), end="\n\n"
        )
        sizes = range(14, 18) if self.quick else range(60, 101)
        swept = []
        for kind in estates.KINDS:
            for seed in (1, 2, 3) if kind == "irregular" else (1,):
                for zones, subnets, enis in ((3, 3, 4), (2, 1, 1)):
                    shares = stayed_of_all(sizes, kind, seed, (zones, subnets, enis))
                    least = min(shares, key=lambda size: shares[size])
                    name = f"{kind} {seed}" if kind == "irregular" else kind
                    swept.append([name, f"{zones} x {subnets} x {enis}", f"{shares[least]:.0%}", str(least)])
        print(table(["kind", "inside", f"least share that stays, {sizes[0]} to {sizes[-1]} VPCs", "at"], swept), end="\n\n")

    def loading(self) -> None:
        """The spec as YAML and as JSON, and the snapshot."""
        files = self.write("hub", 16 if self.quick else 256)
        seconds = {
            form: statistics.median(self._load(files[form]) for _ in range(self.times)) for form in ("yaml", "json", "snapshot")
        }
        rows = [[form, shown(found, 2), f"{found / seconds['json']:.2f}"] for form, found in seconds.items()]
        print(table(["document", "loads in s", "times the spec's JSON"], rows), end="\n\n")

    @staticmethod
    def _load(path: Path) -> float:
        return float(subprocess.run([sys.executable, "-c", LOAD, str(path)], capture_output=True, check=True, cwd=ROOT).stdout)

    def dumps(self) -> None:
        """The AWS CLI's answers, read by an earlier vpcviz (e5d1638, or the one of --before) and by this one."""
        vpcs = 16 if self.quick else 256
        if self.before:
            print(reading.compare(self.folder / "reading", self.before, vpcs, self.times), end="\n\n")
            return
        with reading.worktree() as before:
            print(reading.compare(self.folder / "reading", before, vpcs, self.times), end="\n\n")

    def rasters(self) -> None:
        """PNGs of six million pixels, and SVGs of the same: ours by its width, Graphviz's filled to 3000 x 2000."""
        rows = []
        for vpcs in (16,) if self.quick else (16, 64):
            files = self.write("hub", vpcs)
            picture = self._drawn(files["snapshot"])
            width = round((6_000_000 * browser_look(picture, None).aspect) ** 0.5)
            ours, theirs = self.folder / "ours.png", self.folder / "theirs.png"
            draws = [*VPCVIZ, "draw", "-q", str(files["snapshot"]), "--detail", "full"]
            size = ["-Gratio=fill", "-Gsize=31.25,20.8334!", "-Gdpi=96"]
            commands = [
                [*draws, "--width", str(width), "-o", str(ours)],
                ["dot", "-Tpng", *size, str(files["dot"]), "-o", str(theirs)],
                [*draws, "-o", str(picture)],
                ["dot", "-Tsvg", str(files["dot"]), "-o", str(self.folder / "theirs.svg")],
            ]
            mine, dot, my_svg, dot_svg = side_by_side(commands, self.times)
            for name, path, png, svg in (("vpcviz", ours, mine, my_svg), ("dot", theirs, dot, dot_svg)):
                across, down = _png_size(path)
                figures = [shown(png.seconds, 2), shown(svg.seconds, 2), shown(png.megabytes)]
                rows.append([f"hub {vpcs}", name, f"{across} x {down}", *figures])
        print(table(["estate, VPCs", "PNG by", "pixels", "s", "the SVG alone, s", "MB"], rows), end="\n\n")

    def formats(self) -> None:
        """Each format beside the SVG of the same estate, and the explorer in Chromium beside the bare SVG."""
        sizes = (16,) if self.quick else (256,)
        for kind in ("hub", "mixed"):
            for vpcs in sizes:
                name = f"{kind} {vpcs}"
                print_formats([(name, self.write(kind, vpcs)["snapshot"])], self.folder, self.times)
                print_opening(name, self.folder, min(self.times, 3))

    def sheets(self) -> None:
        """How well pictures use their sheet: an earlier build's figure (`--before`), this one's (bold where it reaches what it is
        to reach), and what that is; processor time of drawing."""
        if self.given.ruler is None:
            raise SystemExit("--part sheets needs --ruler page_fit.py")
        measured = Sheets(self.folder, self.given.ruler.absolute(), self.before, self.times)
        print_sheets(measured, self.given.dumps, 16 if self.quick else 256, self.given.only)

    def _drawn(self, snapshot: Path) -> Path:
        picture = self.folder / "drawn.svg"
        draw(snapshot, picture, "--detail", "full")
        return picture


def _png_size(path: Path) -> tuple[int, int]:
    head = path.read_bytes()[16:24]
    return int.from_bytes(head[:4]), int.from_bytes(head[4:])


PARTS = ("beside_graphviz", "views", "growth", "steady", "loading", "dumps", "rasters", "formats", "sheets")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small estates, few rounds")
    parser.add_argument("--linter", type=Path, help="picture_lint.py, the browser linter")
    parser.add_argument("--before", type=Path, help="the folder of an earlier vpcviz, for --part dumps and sheets")
    parser.add_argument("--ruler", type=Path, help="page_fit.py, for --part sheets")
    parser.add_argument("--dumps", type=Path, help="a folder of folders of dumps, for --part sheets")
    parser.add_argument("--only", default="", help="--part sheets: only what has this in its name")
    parser.add_argument("--rounds", type=int, help="how often each command runs (5; 2 with --quick)")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this part (repeatable)")
    given = parser.parse_args(arguments)
    if shutil.which("dot") is None and not set(given.part or PARTS) <= {"dumps", "formats", "sheets"}:
        parser.error("there is no dot (Graphviz) on the PATH to compare with")
    dot = shutil.which("dot")
    version = subprocess.run([dot, "-V"], capture_output=True, text=True, check=True).stderr.strip() if dot else "no Graphviz"
    print(f"Python {platform.python_version()}, {version}, {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        benchmark = Benchmark(Path(folder), given)
        for part in given.part or [part for part in PARTS if part != "sheets" or given.ruler]:
            measure = getattr(benchmark, part)
            print(f"### {' '.join(measure.__doc__.split())}\n", flush=True)
            measure()
            sys.stdout.flush()


if __name__ == "__main__":
    main()
