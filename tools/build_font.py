"""Makes vpcviz/text/fonts/*.ttf from Open Sans: no hinting, no kerning, no ligatures, plus a few arrows and marks of our own.

    npm pack @expo-google-fonts/open-sans@0.4.2 && tar xzf expo-google-fonts-open-sans-0.4.2.tgz
    python tools/build_font.py package vpcviz/text/fonts

Needs fonttools, which vpcviz itself does not. Same input, same bytes.
"""

import sys
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCES = {"Regular": ("400Regular/OpenSans_400Regular.ttf", 400), "SemiBold": ("600SemiBold/OpenSans_600SemiBold.ttf", 600)}
FAMILY = "vpcviz Sans"
VERSION = "1.0"
LEFT_OUT = {*range(0x200B, 0x2010), *range(0xFB00, 0xFB50), 0x00AD, 0x034F, 0xFEFF, 0xFFFC}
"""Zero-width and format characters, ligatures and presentation forms: texts never hold them (vpcviz.text.clean)."""

Contour = list[tuple[int, int]]


def arrow(stroke: int) -> Contour:
    """An arrow to the right, 1640 x 0..1462 units, on the middle of the capital letters."""
    middle, half, head = 600, stroke // 2, 330
    return [
        (120, middle - half), (1130, middle - half), (1130, middle - head), (1640, middle), (1130, middle + head),
        (1130, middle + half), (120, middle + half),
    ]  # fmt: skip


def both(stroke: int) -> Contour:
    """An arrow with two heads."""
    middle, half, head = 600, stroke // 2, 330
    return [
        (120, middle), (630, middle - head), (630, middle - half), (1130, middle - half), (1130, middle - head), (1640, middle),
        (1130, middle + head), (1130, middle + half), (630, middle + half), (630, middle + head),
    ]  # fmt: skip


def turned(contour: Contour) -> Contour:
    """A quarter turn to the left about the middle of the arrow."""
    return [(880 - (y - 600), 600 + (x - 880)) for x, y in contour]


def mirrored(contour: Contour) -> Contour:
    """Left for right."""
    return [(1760 - x, y) for x, y in contour]


def upside_down(contour: Contour) -> Contour:
    """Top for bottom."""
    return [(x, 1200 - y) for x, y in contour]


def marks(stroke: int) -> dict[int, tuple[str, int, list[Contour]]]:
    """Our own glyphs: code point to name, advance and contours."""
    right, double = arrow(stroke), both(stroke)
    check = [(150, 640), (300, 790), (560, 530), (1210, 1300), (1370, 1160), (570, 190)]
    one = [(180, 1080), (320, 1220), (1180, 220), (1040, 80)]
    other = [(1040, 1220), (1180, 1080), (320, 80), (180, 220)]
    square = [(160, 0), (160, 1160), (1320, 1160), (1320, 0)]
    inner = [(160 + stroke, stroke), (1320 - stroke, stroke), (1320 - stroke, 1160 - stroke), (160 + stroke, 1160 - stroke)]
    up = [(120, 0), (880, 1240), (1640, 0)]
    side = [(180, 0), (180, 1200), (1400, 600)]
    return {
        0x2190: ("arrowleft", 1760, [mirrored(right)]),
        0x2191: ("arrowup", 1760, [turned(right)]),
        0x2192: ("arrowright", 1760, [right]),
        0x2193: ("arrowdown", 1760, [upside_down(turned(right))]),
        0x2194: ("arrowboth", 1760, [double]),
        0x2195: ("arrowupdn", 1760, [turned(double)]),
        0x2713: ("checkmark", 1520, [check]),
        0x2717: ("ballotx", 1360, [one, other]),
        0x25A0: ("filledbox", 1480, [square]),
        0x25A1: ("whitebox", 1480, [square, inner]),
        0x25B2: ("triagup", 1760, [up]),
        0x25BC: ("triagdn", 1760, [upside_down(up)]),
        0x25B6: ("triagrt", 1580, [side]),
        0x25C0: ("triaglf", 1580, [[(1580 - x, y) for x, y in side]]),
    }


def clockwise(contour: Contour) -> Contour:
    """The contour, filled as TrueType fills: clockwise."""
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(contour, contour[1:] + contour[:1], strict=True))
    return contour if area < 0 else contour[::-1]


def add_marks(font: TTFont, stroke: int) -> None:
    """Adds our own glyphs where the font has none."""
    order = font.getGlyphOrder()
    for code, (name, advance, contours) in marks(stroke).items():
        pen = TTGlyphPen(None)
        for number, contour in enumerate(contours):
            points = clockwise(contour)
            if code == 0x25A1 and number == 1:
                points = points[::-1]
            pen.moveTo(points[0])
            for point in points[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyph = pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, glyph.xMin)
        order.append(name) if name not in order else None
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
    font.setGlyphOrder(order)


def rename(font: TTFont, style: str) -> None:
    """Our family name (fonts are found by it in the PNG renderer), with Open Sans's copyright and licence kept."""
    names = font["name"]
    kept = {n: names.getDebugName(n) for n in (0, 13, 14)}
    names.names = []
    plain = style.lower() == "regular"
    values = {
        **kept, 1: FAMILY if plain else f"{FAMILY} {style}", 2: "Regular", 3: f"{VERSION};{FAMILY} {style}",
        4: f"{FAMILY} {style}", 5: f"Version {VERSION}", 6: f"vpcvizSans-{style}", 16: FAMILY, 17: style,
        10: "Derived from Open Sans 3: hinting, kerning and ligatures removed, arrows added.",
    }  # fmt: skip
    for number, value in sorted(values.items()):
        names.setName(value, number, 3, 1, 0x409)


def build(source: Path, target: Path, style: str, weight: int) -> None:
    """Reads one Open Sans file and writes ours."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT", "kern", "gasp", "DSIG", "meta"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if code not in LEFT_OUT and not 0xE000 <= code < 0xF900])
    subsetter.subset(font)
    add_marks(font, 170 if weight < 500 else 230)
    rename(font, style)
    font["OS/2"].usWeightClass = weight
    font["head"].modified = font["head"].created
    font["cmap"].tables = [t for t in font["cmap"].tables if (t.platformID, t.platEncID, t.format) == (3, 1, 4)]
    font.save(target, reorderTables=True)
    print(target, target.stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


def main() -> None:
    """Source folder and target folder from the command line."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for style, (path, weight) in SOURCES.items():
        build(source / path, target / f"vpcvizSans-{style}.ttf", style, weight)


if __name__ == "__main__":
    main()
