"""What each format of a picture costs beside the SVG of the same; and how the explorer opens and moves beside the bare SVG."""

import os
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measuring import VPCVIZ, shown, side_by_side, table

FORMATS = ("svg", "html", "drawio", "pdf")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PAN_SVG = """async () => {
    const box = document.documentElement.viewBox.baseVal, times = [];
    box.width = 4000; box.height = 2500;
    for (let i = 0; i < 12; i++) {
        const started = performance.now();
        box.x = 4000 + i * 40; box.y = 4000 + i * 20;
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        times.push((performance.now() - started) / 2);
    }
    return times.sort((a, b) => a - b)[6];
}"""
"""Moves the bare SVG in the only way that it has: by its view box."""
FRAMES = """() => {
    window.frames_ = []; let last = performance.now();
    const next = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);
}"""


def print_formats(snapshots: Sequence[tuple[str, Path]], folder: Path, times: int) -> None:
    """Processor time and memory of each format, whole processes, as ratios to the SVG's."""
    rows = []
    for name, snapshot in snapshots:
        files = [folder / f"formats.{ending}" for ending in FORMATS]
        costs = side_by_side([[*VPCVIZ, "draw", str(snapshot), "-q", "--detail", "full", "-o", str(file)] for file in files], times)
        for file, cost in zip(files, costs, strict=True):
            ratios = [shown(cost.processor / costs[0].processor, 2), shown(cost.megabytes / costs[0].megabytes, 2)]
            size = shown(file.stat().st_size / 1e6, 1)
            rows.append([name, file.suffix[1:], shown(cost.processor, 2), ratios[0], shown(cost.megabytes), ratios[1], size])
    print(table(["estate, VPCs", "format", "s", "to the SVG's", "MB", "to the SVG's", "file, MB"], rows), end="\n\n")


def print_opening(name: str, folder: Path, times: int) -> None:
    """How long Chromium takes to open the SVG and the HTML of an estate, and a frame while they are moved (median)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        opened: dict[str, list[float]] = {"svg": [], "html": []}
        moved = {}
        for ending, found in opened.items():
            for _ in range(times):
                page = browser.new_context(viewport={"width": 1600, "height": 1000}).new_page()
                started = time.perf_counter()
                page.goto((folder / f"formats.{ending}").as_uri(), timeout=300_000)
                page.evaluate(PAINTED)
                found.append(time.perf_counter() - started)
                if len(found) == times:
                    moved[ending] = page.evaluate(PAN_SVG) if ending == "svg" else _pan(page)
                page.context.close()
        browser.close()
    svg, html = (statistics.median(found) for found in opened.values())
    rows = [
        [name, "opens, s", shown(svg, 2), shown(html, 2), shown(html / svg, 2)],
        [
            name,
            "a frame while it moves, ms",
            shown(moved["svg"], 1),
            shown(moved["html"], 1),
            shown(moved["html"] / moved["svg"], 3),
        ],
    ]
    print(table(["estate, VPCs", "in Chromium", "SVG", "HTML", "HTML to SVG"], rows), end="\n\n")


def _pan(page: Any) -> float:
    """The median frame (ms) of drags in the explorer, zoomed in as the SVG is."""
    for _ in range(11):
        page.click("#zoom-in")
    page.wait_for_timeout(1500)
    page.evaluate(FRAMES)
    for _ in range(3):
        page.mouse.move(900, 600)
        page.mouse.down()
        for step in range(40):
            page.mouse.move(900 - step * 12, 600 - step * 6)
        page.mouse.up()
    return float(page.evaluate("() => window.frames_.slice(2).sort((a, b) => a - b)[window.frames_.length >> 1]"))
