"""How each program is asked for its version, and for a picture: what `consumers.py` compares."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from PIL import Image

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
MAGICK = ("magick", "convert-im6.q16", "convert")


class Failed(Exception):  # noqa: N818
    """A program gave no picture."""


def run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a program; Failed with its last words where it does not end well."""
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False, timeout=180, **options)  # noqa: S603
    if done.returncode:
        raise Failed(f"exit {done.returncode}: {(done.stderr or done.stdout).decode(errors='replace').strip()[-200:]}")
    return done


def program(*names: str) -> Callable[[], str]:
    """The version of the first of these programs that is there."""

    def ask() -> str:
        found = next((name for name in names if shutil.which(name)), "")
        if not found:
            return ""
        words = subprocess.run([found, "--version"], capture_output=True, check=False, timeout=60, text=True)  # noqa: S603
        return (re.findall(r"\d+(?:\.\d+)+(?:-\d+)?", words.stdout + words.stderr) or ["?"])[0]

    return ask


def package(name: str) -> Callable[[], str]:
    """The version of a Python package."""

    def ask() -> str:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            return ""

    return ask


def node_package(name: str) -> Callable[[], str]:
    """The version of a Node package on NODE_PATH."""

    def ask() -> str:
        for folder in os.environ.get("NODE_PATH", "").split(os.pathsep):
            file = Path(folder) / name / "package.json"
            if folder and file.exists() and shutil.which("node"):
                return str(json.loads(file.read_text())["version"])
        return ""

    return ask


def opened(path: Path) -> "Image.Image":
    """A picture file on white."""
    if not path.exists():
        raise Failed("no picture came out")
    picture = Image.open(path).convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def page_of(pdf: bytes | Path) -> "Image.Image":
    """The first page of a PDF, 96 dpi."""
    import pypdfium2

    found: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=96 / 72).to_pil().convert("RGB")
    return found


class Chromium:
    """The browser that all others are compared with."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    @classmethod
    def launched(cls, playwright: Any) -> "Chromium":
        """The machine's Chromium, started."""
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"
        return cls(playwright.chromium.launch(executable_path=path, args=list(QUIET)))

    def html(self, body: str, size: tuple[int, int]) -> "Image.Image":
        """A page with that body, as large as a picture."""
        page = self.browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_content(f"<!doctype html><style>body{{margin:0}}svg,img{{display:block}}</style>{body}")
        page.evaluate("() => document.fonts.ready")
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        page.close()
        return picture


def size_of(svg: Path) -> tuple[int, int]:
    """Width and height of a picture of ours (px)."""
    width, height = re.findall(r' (?:width|height)="([\d.]+)"', svg.read_text().split("\n", 1)[0])[:2]
    return round(float(width)), round(float(height))


def firefox(svg: Path, folder: Path) -> "Image.Image":
    """Firefox's own screenshot."""
    width, height = size_of(svg)
    out = folder / "firefox.png"
    profile = folder / "profile"
    profile.mkdir(exist_ok=True)
    found = shutil.which("firefox-esr") or "firefox"
    size = f"--window-size={width},{height}"
    run(found, "--headless", "--no-remote", "--profile", profile, "--screenshot", out, size, svg.as_uri())
    return opened(out)


def rsvg(svg: Path, folder: Path) -> "Image.Image":
    """GNOME's librsvg."""
    run("rsvg-convert", "-o", folder / "rsvg.png", svg)
    return opened(folder / "rsvg.png")


def inkscape(svg: Path, folder: Path) -> "Image.Image":
    """Inkscape."""
    run("inkscape", "--export-type=png", "--export-dpi=96", f"--export-filename={folder / 'inkscape.png'}", svg)
    return opened(folder / "inkscape.png")


def imagemagick(svg: Path, folder: Path) -> "Image.Image":
    """ImageMagick's own reader, which it uses where there is neither librsvg nor Inkscape."""
    found = next(filter(None, map(shutil.which, MAGICK)), "convert")
    run(found, f"msvg:{svg}", folder / "magick.png")
    return opened(folder / "magick.png")


def libreoffice(svg: Path, folder: Path) -> "Image.Image":
    """LibreOffice Draw."""
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    run("soffice", "--headless", own, "--convert-to", "png", "--outdir", folder, svg)
    return opened(folder / f"{svg.stem}.png")


def cairosvg(svg: Path, folder: Path) -> "Image.Image":
    """CairoSVG."""
    run(sys.executable, "-m", "cairosvg", svg, "-o", folder / "cairosvg.png")
    return opened(folder / "cairosvg.png")


def svglib(svg: Path, folder: Path) -> "Image.Image":
    """svglib: a PDF by reportlab."""
    from reportlab.graphics import renderPDF
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(str(svg))
    if drawing is None:
        raise Failed("no drawing came out")
    renderPDF.drawToFile(drawing, str(folder / "svglib.pdf"))
    return page_of(folder / "svglib.pdf")


def weasyprint(svg: Path, folder: Path) -> "Image.Image":
    """WeasyPrint: a PDF."""
    import weasyprint as printer

    width, height = size_of(svg)
    style = f"@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}img{{display:block}}"
    page = printer.HTML(string=f"<style>{style}</style><img src='{svg.as_uri()}'>", base_url=str(folder))
    return page_of(page.write_pdf())


def resvg(svg: Path, folder: Path) -> "Image.Image":
    """The resvg library, with the machine's fonts."""
    import resvg_py

    data = resvg_py.svg_to_bytes(svg_path=str(svg))
    (folder / "resvg.png").write_bytes(bytes(data))
    return opened(folder / "resvg.png")


def typst(svg: Path, folder: Path) -> "Image.Image":
    """Typst: a page with the picture."""
    import typst as compiler

    width, height = size_of(svg)
    shutil.copy(svg, folder / "in.svg")
    (folder / "in.typ").write_text(
        f'#set page(width: {width * 0.75}pt, height: {height * 0.75}pt, margin: 0pt)\n#image("in.svg", width: 100%)\n'
    )
    compiler.compile(str(folder / "in.typ"), output=str(folder / "typst.png"), format="png", ppi=96.0)
    return opened(folder / "typst.png")


def mupdf(svg: Path, folder: Path) -> "Image.Image":
    """MuPDF's own SVG reader."""
    import pymupdf

    pymupdf.open(svg)[0].get_pixmap(dpi=72).save(folder / "mupdf.png")
    return opened(folder / "mupdf.png")


QT = """
import sys
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication(sys.argv[:1]); drawn = QSvgRenderer(sys.argv[1])
image = QImage(drawn.defaultSize(), QImage.Format.Format_RGB32); image.fill(0xffffffff)
painter = QPainter(image); drawn.render(painter); painter.end(); image.save(sys.argv[2])
"""


def qt(svg: Path, folder: Path) -> "Image.Image":
    """Qt's SVG module."""
    run(sys.executable, "-c", QT, svg, folder / "qt.png", env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return opened(folder / "qt.png")


def by_node(script: str, svg: Path, chromium: Chromium) -> "Image.Image":
    """What a Node script makes of the file (`given` in `made` out), inlined in a page."""
    head = "const given = require('fs').readFileSync(process.argv[1], 'utf8');"
    made = run("node", "-e", f"{head}{script};process.stdout.write(made)", svg).stdout.decode()
    return chromium.html(made, size_of(svg))


SVGO = "const made = require('svgo').optimize(given).data"
PURIFY = "const {JSDOM} = require('jsdom'); const made = require('dompurify')(new JSDOM('').window).sanitize(given)"


def by_pandoc(kind: str, svg: Path, folder: Path, chromium: Chromium) -> "Image.Image":
    """The picture that pandoc puts into a document of that kind: what it made of ours (docx), or ours itself, in the browser."""
    shutil.copy(svg, folder / "in.svg")
    (folder / "in.md").write_text("![](in.svg)\n")
    out = folder / f"out.{kind}"
    run("pandoc", "in.md", "-o", out, *(["--self-contained"] if kind == "html" else []), cwd=folder)
    if kind == "html":
        source = re.findall(r'src="(data:image/svg[^"]+)"', out.read_text())
        return chromium.html(f'<img src="{source[0]}">' if source else "", size_of(svg))
    with ZipFile(out) as document:
        found = {Path(name).suffix: document.read(name) for name in document.namelist() if Path(name).suffix in (".png", ".svg")}
    if kind == "docx" and ".png" in found:
        (folder / "docx.png").write_bytes(found[".png"])
        return opened(folder / "docx.png")
    if ".svg" not in found:
        raise Failed("the document holds no picture")
    return chromium.html(found[".svg"].decode(), size_of(svg))
