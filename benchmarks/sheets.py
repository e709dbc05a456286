"""How well pictures use their sheet, at this build and an earlier one side by side: text, use, crossings, ways, time of drawing."""

import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import estates
from measuring import ROOT, table

FIGURES = ("text", "used", "crossings", "wire", "void", "detour", "bends")
"""What page_fit.py is asked for: its own help says what each is."""

REACH: Mapping[str, tuple[float, float, float, float]] = {
    "hub-and-spoke": (6, 0.25, 30, 7),
    "interface-endpoint": (9.5, 0.30, 4, 1.5),
    "on-premises": (9.5, 0.28, 2, 1.5),
    "shared-services": (9.5, 0.30, 1, 1.2),
    "without-endpoints": (11, 0.25, 1, 1.2),
    "prefix-list": (11, 0.25, 1, 1.2),
    "web-shop": (8, 0.30, 12, 5),
    "dumps, mean": (11, 0.25, 0.3, 1.0),
    "mixed 16": (9, 0.22, 25, 5),
    "hub 64": (6, 0.25, 60, 8),
    "mesh 64": (6, 0.25, 150, 8),
    "mixed 64": (6, 0.25, 120, 8),
    "hub 256": (3.5, 0.25, 250, 12),
    "mesh 256": (3.5, 0.25, 700, 12),
    "mixed 256": (3.5, 0.25, 500, 12),
}
"""What each picture is to reach: text, used, crossings, wire."""

DEAREST = 2.0
"""A picture of up to 16 VPCs may take so many times the earlier build's time; a larger one as much."""


@dataclass(frozen=True)
class Sheet:
    """What is drawn: its name, its source, and how."""

    name: str
    source: Path
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The figures of a picture (empty where it was not drawn), its links, and the processor time of drawing it (s)."""

    figures: Mapping[str, float] = field(default_factory=dict)
    links: int = 0
    seconds: float | None = None


class Sheets:
    """Draws sheets by each build, in turns, and measures them with page_fit.py (`ruler`)."""

    def __init__(self, folder: Path, ruler: Path, before: Path | None, rounds: int) -> None:
        self.folder = folder
        self.ruler = ruler
        self.builds = [root for root in (before, ROOT) if root is not None]
        self.rounds = rounds

    def rows(self, sheets: Sequence[Sheet]) -> list[list[str]]:
        """A row for each sheet: each figure before and now, and what is to be reached."""
        return [_row(sheet.name, self._measured(sheet)) for sheet in sheets]

    def mean(self, name: str, sheets: Sequence[Sheet]) -> list[list[str]]:
        """A row of means over those sheets that have links; none where there are none."""
        every = [self._measured(sheet) for sheet in sheets]
        linked = [found for found in every if all(one.figures for one in found) and found[-1].links]
        if not linked:
            return []
        means = []
        for builds in zip(*linked, strict=True):
            figures = {key: statistics.mean(one.figures[key] for one in builds) for key in FIGURES}
            means.append(Found(figures, 1, statistics.mean(one.seconds or 0.0 for one in builds)))
        return [_row(f"{name}, mean", means, f"{name}: mean of {len(linked)}")]

    def _measured(self, sheet: Sheet) -> list[Found]:
        spent: list[list[float]] = [[] for _ in self.builds]
        pictures = [self.folder / f"sheet-{number}.svg" for number in range(len(self.builds))]
        for _ in range(self.rounds):
            for number, root in enumerate(self.builds):
                pictures[number].unlink(missing_ok=True)
                spent[number].append(_draw(root, sheet, pictures[number]))
        return [self._found(picture, times) for picture, times in zip(pictures, spent, strict=True)]

    def _found(self, picture: Path, times: Sequence[float]) -> Found:
        if not picture.exists():
            return Found()
        command = [sys.executable, str(self.ruler), "--json", str(picture)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr.decode(errors="replace"))
        figures = json.loads(done.stdout)[str(picture)]
        return Found({key: figures[key] for key in FIGURES}, figures["links"], statistics.median(times))


def _draw(root: Path, sheet: Sheet, picture: Path) -> float:
    """Draw a sheet with the vpcviz of a folder; its processor time (s). What an earlier build cannot draw is not there after."""
    command = [sys.executable, "-m", "vpcviz", "draw", "-q", str(sheet.source), *sheet.options, "-o", str(picture)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=root, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _row(name: str, found: Sequence[Found], shown: str = "") -> list[str]:
    reach = dict(zip(FIGURES, REACH.get(name, ()), strict=False))
    cells = []
    for key in FIGURES:
        values = [_number(key, one.figures.get(key)) for one in found]
        now, goal = found[-1].figures.get(key), reach.get(key)
        if goal is not None and now is not None:
            met = now >= goal if key in ("text", "used") else now <= goal
            values[-1] = f"**{values[-1]}**" if met else values[-1]
            values.append(f"({_number(key, goal)})")
        cells.append(" ".join(values))
    seconds = [one.seconds for one in found]
    cells.append(" ".join("–" if one is None else f"{one:.2f}" for one in seconds))
    return [shown or name, *cells]


def _number(key: str, value: float | None) -> str:
    if value is None:
        return "–"
    digits = {"used": 2, "void": 2, "detour": 2, "crossings": 0}.get(key, 1)
    return f"{value:,.{digits}f}" if key != "crossings" or value >= 10 or value == int(value) else f"{value:.1f}"


def _dumps(folder: Path) -> list[Sheet]:
    """The dumps in a folder's folders; Batfish's stand in `aws_configs`, beside what is none."""
    places = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    return [Sheet(path.name, inner if (inner := path / "aws_configs").is_dir() else path) for path in places]


def print_sheets(sheets: Sheets, dumps: Path | None, largest: int, only: str = "") -> None:
    """Print the table of the samples, the dumps (a folder of folders, if given) and the estates of up to so many VPCs, or of those
    whose name has `only` in it."""
    samples = [Sheet(path.stem, path) for path in sorted((ROOT / "samples").glob("*.yaml")) if only in path.stem]
    rows = sheets.rows(samples)
    if dumps is not None and only in "dumps":
        rows += sheets.mean("dumps", _dumps(dumps))
    for vpcs in (16, 64, 256):
        for kind in ("hub", "mesh", "mixed"):
            if vpcs <= largest and only in f"{kind} {vpcs}":
                files = estates.write(estates.estate(estates.Size(vpcs), kind), sheets.folder, f"{kind}-{vpcs}")
                rows += sheets.rows([Sheet(f"{kind} {vpcs}", files["snapshot"], ("--detail", "overview"))])
    print(table(["picture", *FIGURES, "s"], rows), end="\n\n")
