"""Measures whole processes (time, memory) and pictures (defects, crossings, size) for the benchmark."""

import json
import os
import re
import signal
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VPCVIZ = [sys.executable, "-m", "vpcviz"]


@dataclass(frozen=True)
class Cost:
    """What a process took: wall time in seconds, peak memory in MB, processor time of it and its children in seconds."""

    seconds: float
    megabytes: float
    processor: float = 0.0


@dataclass(frozen=True)
class Look:
    """What a linter says of a picture; None where it could not say."""

    defects: int | None = None
    crossings: int | None = None
    width: int = 0
    height: int = 0

    @property
    def aspect(self) -> float:
        """Width by height."""
        return self.width / max(1, self.height)


LAUNCHER = """
import os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - started, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Runs and measures a command from a small process: a process's peak memory begins with that of the one that started it."""


def cost(command: Sequence[str], limit: float = 900, folder: Path = ROOT, fine: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end, in a folder; exit codes that are `fine` end it well.

    Raises SystemExit with its last words where it fails, or is not done after `limit` seconds."""
    launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    with subprocess.Popen(launch, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, start_new_session=True) as process:
        try:
            out, words = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise SystemExit(f"not done after {limit:.1f} s: {' '.join(command)}") from None
    if process.returncode not in fine:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}\n{words.decode(errors='replace')[-600:]}")
    return Cost(*(float(word) for word in out.split()))


WATCHER = """
import os, subprocess, sys, time
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)

def held(number):
    with open(f"/proc/{number}/smaps_rollup") as file:
        own = next((int(line.split()[1]) for line in file if line.startswith("Pss:")), 0)
    with open(f"/proc/{number}/task/{number}/children") as file:
        return own + sum(map(held, file.read().split()))

most = 0
while process.poll() is None:
    try:
        most = max(most, held(process.pid))
    except OSError:
        pass  # One of them has just ended.
    time.sleep(0.005)
print(most / 1024)
sys.exit(process.returncode)
"""
"""Runs a command and prints how much memory it and its children held together at most, what they share counted once."""


def held_together(command: Sequence[str], limit: float = 900, folder: Path = ROOT) -> float:
    """The most memory that a command's processes hold at one time, in MB; 0 where the system does not tell (not Linux)."""
    launch = [sys.executable, "-I", "-S", "-c", WATCHER, *command]
    run = subprocess.run(launch, capture_output=True, cwd=folder, timeout=limit, check=False)
    try:
        return float(run.stdout)
    except ValueError:
        return 0.0


def side_by_side(commands: Sequence[Sequence[str]], times: int) -> list[Cost]:
    """The median cost of each command over so many rounds; the commands take turns, so that a busy moment hits them alike."""
    runs: list[list[Cost]] = [[] for _ in commands]
    for _ in range(times):
        for index, command in enumerate(commands):
            runs[index].append(cost(command))
    return [
        Cost(
            statistics.median(run.seconds for run in found),
            statistics.median(run.megabytes for run in found),
            statistics.median(run.processor for run in found),
        )
        for found in runs
    ]


def browser_look(picture: Path, linter: Path | None, limit: float = 180) -> Look:
    """What the browser linter (picture_lint.py) says of a picture; only its size where there is no linter, or it takes too long."""
    size = svg_size(picture)
    if linter is None:
        return Look(None, None, *size)
    try:
        run = subprocess.run([sys.executable, str(linter), "--json", str(picture)], capture_output=True, timeout=limit, check=False)
        found = json.loads(run.stdout)[str(picture)]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return Look(None, None, *size)
    return Look(found["total_defects"], found["crossings"], *size)


def own_look(picture: Path) -> Look:
    """What the project's own ruler, which needs no browser, says of a vpcviz picture."""
    sys.path.insert(0, str(ROOT)) if str(ROOT) not in sys.path else None
    from tests.pictures.geometry import defects

    return Look(len(defects(picture.read_bytes())), None, *svg_size(picture))


def lost(picture: Path, snapshot: Path) -> int:
    """How many resources of a network are neither drawn nor counted in its picture."""
    sys.path.insert(0, str(ROOT)) if str(ROOT) not in sys.path else None
    from tests.pictures.coverage import missing
    from vpcviz.sources import load

    return len(missing(picture.read_bytes(), load([str(snapshot)])))


def svg_size(picture: Path) -> tuple[int, int]:
    """Width and height of an SVG, in its own units."""
    with picture.open(encoding="utf-8") as file:
        head = file.read(3000)
    found = re.search(r'<svg[^>]*?width="([\d.]+)\w*"[^>]*?height="([\d.]+)', head, re.DOTALL)
    return (round(float(found[1])), round(float(found[2]))) if found else (0, 0)


def shown(value: float | int | None, digits: int = 0) -> str:
    """A figure for a table; a dash where there is none."""
    return "–" if value is None else f"{value:,.{digits}f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
