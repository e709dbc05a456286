"""Makes hostile text safe to show: no controls, nothing invisible, nothing that turns the reading direction around."""

import re
import unicodedata
from functools import lru_cache

from vpcviz.text.graphemes import beginning, ending

REPLACEMENT = "\ufffd"
"""What stands for a character that must not be shown."""

MESSAGE_LIMIT = 4000
TERMINAL_LIMIT = 400
"""The longest text, in characters, that a terminal line shows."""

_PLAIN = re.compile(r"[!-~·–→…]+(?: [!-~·–→…]+)*")  # with the signs that our own words use
_SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029\u3000\u2800]+")
_JOINERS = (
    # Joiners and emoji selectors are letters' own business in these scripts, and nowhere else.
    "(?<![\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u2190-\u2bff\u200d\ufe0f\U0001f000-\U0001faff])[\u200c\u200d\ufe0e\ufe0f]"
)
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKS = f"([{_COMBINING}]{{3}})[{_COMBINING}]+"
_ALLOWED_FORMATS = frozenset("\u200c\u200d")
_INVISIBLE = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]"
_BAD_CATEGORIES = frozenset(("Cc", "Cs", "Cn", "Cf", "Co"))


def clean(text: str) -> str:
    """The text as one safe line: NFC, blanks of every kind collapsed to one space, none at the ends.

    Controls, lone surrogates, unassigned and private characters, bidirectional controls, and zero-width or otherwise invisible
    characters become U+FFFD; joiners stay where a script needs them; more than three stacked marks are cut. Idempotent. The
    result is valid in XML once its markup characters are escaped, which is the writer's work.
    """
    if text.isascii() and text.isprintable() and (" " not in text or ("  " not in text and text.strip(" ") == text)):
        return text
    return text if _PLAIN.fullmatch(text) else _cleaned(text)


@lru_cache(maxsize=1 << 12)
def _cleaned(text: str) -> str:
    previous = ""
    while previous != text:  # A replacement can bring two blanks or marks together; it settles after a round or two.
        previous = text
        text = _once(text)
    return text


def _once(text: str) -> str:
    text = unicodedata.normalize("NFC", _SPACE.sub(" ", text))
    text = re.sub(_JOINERS, REPLACEMENT, re.sub(_INVISIBLE, REPLACEMENT, text))
    text = "".join(_safe(character) for character in text)
    text = re.sub(_MARKS, r"\1", text)
    return _SPACE.sub(" ", text).strip(" ")


def _safe(character: str) -> str:
    if " " <= character <= "~" or character in _ALLOWED_FORMATS:
        return character
    return REPLACEMENT if unicodedata.category(character) in _BAD_CATEGORIES else character


def terminal(text: str) -> str:
    """The text as a terminal may print it: `clean`, and at most `TERMINAL_LIMIT` characters (the middle is left out).

    Markup of other tools (rich's `[red]`) stays as it is: print it without markup.
    """
    safe = clean(text)
    half = TERMINAL_LIMIT // 2
    return safe if len(safe) <= TERMINAL_LIMIT else f"{beginning(safe, half)}…{ending(safe, half - 1)}"


def message(text: str) -> str:
    """A message as a terminal may print it: whole, however long its lists are, unless a name in it is longer than any of AWS's."""
    return clean(text) if len(text) <= MESSAGE_LIMIT else terminal(text)
