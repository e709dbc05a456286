"""Draws pictures by the programs that documents are made with, beside Chromium's: `python tools/consumers.py [-o FOLDER] [SPEC …]`,
or pictures that are drawn already (`x.svg`: a map, a traced way, a slide).

It installs nothing: what is missing is said, and left out. Python packages are those of the Python that runs it, Node packages
those of NODE_PATH. docs/embedding.md has its table. The exit code is 1 where a program's picture is out of bounds.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import consuming as programs
from PIL import Image, ImageChops, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ("private-api", "on-premises")
BLOCK = 16
"""Side of the squares (px) that are compared: a letter or two, so that another font's letters count for little."""

FAR = 64
"""A square is another where its mean colour is that far off (of 255, the most of red, green and blue)."""

INK = 8
"""A square has something where its mean colour is that far from white."""


@dataclass(frozen=True)
class Consumer:
    """A program: how it is asked for its version ("" where it is not there), how it draws, and the share of squares (percent) that
    may differ from Chromium's, by the fonts that it uses and by what it is known not to draw."""

    name: str
    version: Callable[[], str]
    draw: Callable[[Path, Path], "Image.Image"]
    bound: float


def consumers(chromium: programs.Chromium) -> Iterator[Consumer]:
    """All programs that are known here, those first that come nearest to a browser."""
    yield Consumer("Firefox", programs.program("firefox-esr", "firefox"), programs.firefox, 0.5)
    yield Consumer("librsvg", programs.program("rsvg-convert"), programs.rsvg, 0.5)
    yield Consumer("Inkscape", programs.program("inkscape"), programs.inkscape, 0.5)
    yield Consumer("ImageMagick (own reader)", programs.program(*programs.MAGICK), programs.imagemagick, 0.5)
    yield Consumer("LibreOffice", programs.program("soffice"), programs.libreoffice, 0.5)
    yield Consumer("CairoSVG", programs.package("cairosvg"), programs.cairosvg, 0.5)
    yield Consumer("svglib", programs.package("svglib"), programs.svglib, 0.5)
    yield Consumer("WeasyPrint", programs.package("weasyprint"), programs.weasyprint, 0.5)
    yield Consumer("resvg", programs.package("resvg_py"), programs.resvg, 0.5)
    yield Consumer("Typst", programs.package("typst"), programs.typst, 0.5)
    yield Consumer("Qt SVG", programs.package("PySide6_Essentials"), programs.qt, 0.5)
    yield Consumer(
        "svgo, in a page", programs.node_package("svgo"), lambda svg, _: programs.by_node(programs.SVGO, svg, chromium), 0.5
    )
    yield Consumer(
        "DOMPurify, in a page",
        programs.node_package("dompurify"),
        lambda svg, _: programs.by_node(programs.PURIFY, svg, chromium),
        5,
    )
    yield Consumer("MuPDF", programs.package("pymupdf"), programs.mupdf, 0.5)
    for kind in ("docx", "odt", "html", "epub"):
        draw = partial(programs.by_pandoc, kind, chromium=chromium)
        yield Consumer(f"pandoc, {kind}", programs.program("pandoc"), draw, 0.5)


def difference(ours: "Image.Image", theirs: "Image.Image") -> float:
    """The share (percent) of squares whose mean colour is another, of those where either picture has something."""
    if theirs.size != ours.size:
        theirs = theirs.resize(ours.size, Image.Resampling.LANCZOS)
    size = (max(1, ours.width // BLOCK), max(1, ours.height // BLOCK))
    small = [picture.filter(ImageFilter.BoxBlur(2)).resize(size, Image.Resampling.BOX) for picture in (ours, theirs)]
    white = Image.new("RGB", size, "white")
    inked = ImageChops.lighter(*(strongest(white, picture) for picture in small))
    return 100 * sum(strongest(*small).histogram()[FAR:]) / max(1, sum(inked.histogram()[INK:]))


def strongest(first: "Image.Image", second: "Image.Image") -> "Image.Image":
    """By how much two pictures differ: the most of red, green and blue."""
    red, green, blue = ImageChops.difference(first, second).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def compared(consumer: Consumer, svg: Path, folder: Path, wanted: "Image.Image") -> tuple[float, str]:
    """The share of squares that differ, and what the table says of it."""
    try:
        theirs = consumer.draw(svg, folder)
    except (programs.Failed, subprocess.TimeoutExpired, OSError) as error:
        return 100, " ".join(str(error).split())[:120]
    theirs.save(folder / f"{svg.stem}-seen.png")
    share = difference(wanted, theirs)
    return share, f"{share:.2f} %" + (" !" if share > consumer.bound else "")


def drawn(source: Path, folder: Path) -> list[Path]:
    """The pictures of a spec, light and automatic; a picture is taken as it is."""
    return [source.resolve()] if source.suffix == ".svg" else [_drawn(source, theme, folder) for theme in ("light", "auto")]


def _drawn(spec: Path, theme: str, folder: Path) -> Path:
    out = folder / f"{spec.stem}-{theme}.svg"
    programs.run(sys.executable, "-m", "vpcviz", "draw", spec.resolve(), "-q", "--theme", theme, "-o", out, cwd=ROOT)
    return out


def main() -> int:
    """The table: a row for each program, a column for each picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[ROOT / "samples" / f"{name}.yaml" for name in SAMPLES])
    parser.add_argument("-o", "--output", type=Path, default=Path("consumers"), help="folder for what the programs make")
    parser.add_argument("--only", default="", help="only programs whose name has this in it")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    folder = options.output.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    bad = False
    with sync_playwright() as playwright:
        chromium = programs.Chromium.launched(playwright)
        pictures = [picture for source in options.sources for picture in drawn(source, folder)]
        wanted = {svg: chromium.html(svg.read_text(), programs.size_of(svg)) for svg in pictures}
        print(f"| program | version | bound | {' | '.join(svg.stem for svg in pictures)} |\n|---|---|---|{'---|' * len(pictures)}")
        for consumer in consumers(chromium):
            if options.only.lower() not in consumer.name.lower():
                continue
            version = consumer.version()
            cells = []
            for svg in pictures if version else ():
                own = folder / re.sub(r"\W+", "-", consumer.name.lower())
                own.mkdir(exist_ok=True)
                share, words = compared(consumer, svg, own, wanted[svg])
                cells.append(words)
                bad |= share > consumer.bound
            print(f"| {consumer.name} | {version or 'not installed'} | {consumer.bound} % | {' | '.join(cells)} |", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
