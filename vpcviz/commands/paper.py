"""`--page`: the sheet of paper or the slide that a picture is for, and whether its text can be read there."""

from __future__ import annotations

import re
import sys
from math import floor
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError
from vpcviz.scene.paper import Page

if TYPE_CHECKING:
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene

SHEETS = {
    "a0": (1189.0, 841.0),
    "a1": (841.0, 594.0),
    "a2": (594.0, 420.0),
    "a3": (420.0, 297.0),
    "a4": (297.0, 210.0),
    "a5": (210.0, 148.0),
    "letter": (279.4, 215.9),
    "legal": (355.6, 215.9),
    "tabloid": (431.8, 279.4),
}
"""Sheets of paper on their long side (mm). Sources: ISO 216; ANSI/ASME Y14.1."""

SLIDES = {"16:9": (338.582, 190.5), "16:10": (254.0, 158.75), "4:3": (254.0, 190.5)}
"""Slides (mm): 13.33 x 7.5, 10 x 6.25 and 10 x 7.5 inches."""

TURNED = ("portrait", "landscape")

EDGE = 5.0
"""Printers leave about so much of a sheet free (mm)."""

SMALLEST, LARGEST = 25.0, 5_080.0
"""The sides of a page (mm); no PDF has a longer one than 14,400 points. Source: ISO 32000-1, "Implementation limits"."""

MOST_SHAPE = 8.0
"""A page may be so many times as long as wide: no network fits a strip."""

EXPECTED = f"{', '.join([*SHEETS, *SLIDES])}, each also with -portrait or -landscape, or WIDTHxHEIGHT with mm or in"

_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"
_SIZE = re.compile(rf"{_NUMBER}\s*(mm|in)?\s*[x\u00d7]\s*{_NUMBER}\s*(mm|in)?")


def page_of(text: str) -> Page | None:
    """The page of an option's value; None for "". Raises UsageError for what is none."""
    problem = page_problem(text)
    if problem:
        raise UsageError(f"--page {text}: {problem}")
    return _page(text)


def page_problem(text: str) -> str:
    """What is wrong with the name or size of a page, and what was expected; "" where nothing is."""
    from vpcviz.spec.problems import nearest

    size = _SIZE.fullmatch(text.strip().lower())
    if size and not (size[2] or size[4]):
        return "the unit is missing; expected WIDTHxHEIGHT with mm or in, such as 420x297mm"
    page = _page(text)
    if text and page is None:
        names = [*SHEETS, *SLIDES, *(f"{name}-portrait" for name in (*SHEETS, *SLIDES))]
        hint = nearest(text.strip().lower(), names)
        return f"expected {EXPECTED}" + (f"; {hint}" if hint else "")
    if page is not None and not SMALLEST <= min(page.width, page.height) <= max(page.width, page.height) <= LARGEST:
        return f"a side is {SMALLEST:g} to {LARGEST:,.0f} mm"
    if page is not None and max(page.width / page.height, page.height / page.width) > MOST_SHAPE:
        return f"expected a page at most {MOST_SHAPE:g} times as long as wide"
    return ""


def _page(text: str) -> Page | None:
    asked = text.strip().lower()
    size = _SIZE.fullmatch(asked)
    if size:
        units = size[2] or size[4], size[4] or size[2]
        width, height = (
            float(number) * (25.4 if unit == "in" else 1.0) for number, unit in zip((size[1], size[3]), units, strict=True)
        )
        name = f"{size[1]}{units[0] if units[0] != units[1] else ''}x{size[3]}{units[1]}"
        return Page(name, round(width, 3), round(height, 3), min(EDGE, min(width, height) / 20))
    name, _, turned = asked.partition("-")
    if name not in SHEETS | SLIDES or (turned and turned not in TURNED) or asked.endswith("-"):
        return None
    width, height = (SHEETS | SLIDES)[name]
    if turned == "portrait":
        width, height = height, width
    words = name.upper() if re.fullmatch(r"a\d", name) else name
    return Page(words + (" portrait" if turned == "portrait" else ""), width, height, EDGE if name in SHEETS else 0.0)


def too_small(scene: Scene, options: Options, network: Network, *, name: str = "", split: bool = False, tell: bool = True) -> str:
    """What to say where the text of things is too small on the page that was asked for, and what can be read there; "" where it
    can be read. It takes drawing it otherwise to `tell` what helps.

    `name` is what a picture of a split one shows; `split` tells that the picture may be split.
    """
    from vpcviz.commands.readable import READABLE, remedy
    from vpcviz.layout.style import smallest_text

    page = options.page
    if page is None:
        return ""
    smallest = smallest_text(scene)
    found = smallest * page.scale(scene.width, scene.height)
    if not found or found >= READABLE:
        return ""
    larger = [sheet for sheet in _larger(page) if smallest * sheet.scale(scene.width, scene.height) > READABLE]
    helps = remedy(network, options, iter(larger), split=split) if tell else ""
    words = f"on {page} the smallest text is {floor(found * 10) / 10:.1f} pt, under {READABLE:g} pt; {helps or WITHOUT}"
    return f"{name}: {words}" if name else words


WITHOUT = "without --page it is as large as its picture"
"""What helps where no other sheet or detail does."""


def _larger(page: Page) -> list[Page]:
    """Larger sheets of the same way round, the smallest first; none for a slide."""
    turned = "-portrait" if page.width < page.height else ""
    sheets = [_page(f"{name}{turned}") for name in ("a4", "a3", "a2", "a1", "a0")] if page.margin else []
    return [sheet for sheet in sheets if sheet is not None and sheet.width * sheet.height > page.width * page.height]


def say_too_small(scene: Scene | None, options: Options, network: Network, file: str = "") -> None:
    """Say on stderr where the text of a picture (of a `file`) is too small on its page."""
    words = too_small(scene, options, network) if scene is not None else ""
    if words:
        from vpcviz.text import terminal

        print(f"vpcviz: {terminal(f'{file}: {words}' if file else words)}", file=sys.stderr)  # noqa: T201
