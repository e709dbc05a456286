"""Text in pictures: the font that comes with the package, widths from its metrics, shortening, cleaning of hostile text."""

from vpcviz.text.cleaning import clean, message, terminal
from vpcviz.text.faces import BOLD_WEIGHT, FAMILY, FONT_STACK, font_face, font_file, font_files
from vpcviz.text.folding import WIDTH, cells, folded, paragraph
from vpcviz.text.graphemes import beginning, ending, graphemes
from vpcviz.text.metrics import ASCENT, CAP_HEIGHT, DESCENT, has_forced_width, missing_glyphs, needs_fallback, width
from vpcviz.text.shortening import shorten

__all__ = [
    "ASCENT",
    "BOLD_WEIGHT",
    "CAP_HEIGHT",
    "DESCENT",
    "FAMILY",
    "FONT_STACK",
    "WIDTH",
    "beginning",
    "cells",
    "clean",
    "ending",
    "folded",
    "font_face",
    "font_file",
    "font_files",
    "graphemes",
    "has_forced_width",
    "message",
    "missing_glyphs",
    "needs_fallback",
    "paragraph",
    "shorten",
    "terminal",
    "width",
]
