"""Characters as people see them: a letter with its marks, a flag, a family, a syllable: texts are cut between them only.

An approximation of Unicode Standard Annex #29, "Grapheme Cluster Boundaries", by what Python's `unicodedata` knows.
"""

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"
_MARKS = frozenset("\u0e33\u0eb3\uff9e\uff9f")
"""Marks that Unicode counts among the letters: Thai and Lao am, half-width kana's voicing."""


def graphemes(text: str) -> list[str]:
    """The text in the parts that people take for one character each."""
    if text.isascii() and "\r" not in text:
        return list(text)
    found: list[str] = []
    flags = 0
    for character in text:
        flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        if found and (_extends(character) or _follows(found[-1], character) or (flag and flags % 2 == 1)):
            found[-1] += character
        else:
            found.append(character)
        flags = flags + 1 if flag else 0
    return found


def beginning(text: str, count: int) -> str:
    """As much of the text as is at most `count` code points long and ends between two characters."""
    return text if len(text) <= count else _first(graphemes(text[: count + _LONGEST]), count)


def ending(text: str, count: int) -> str:
    """As much of the text's end as is at most `count` code points long and begins between two characters."""
    if len(text) <= count:
        return text
    found: list[str] = []
    for part in reversed(graphemes(text[-count - _LONGEST :])):
        count -= len(part)
        if count < 0:
            break
        found.append(part)
    return "".join(reversed(found))


_LONGEST = 64
"""So many code points beyond a cut are looked at; a longer character is nobody's."""


def _first(parts: list[str], count: int) -> str:
    found = ""
    for part in parts:
        if len(found) + len(part) > count:
            break
        found += part
    return found


def _extends(character: str) -> bool:
    """Whether a character belongs to the one before it: marks, joiners, skin tones, tags."""
    if character < "\u0300":
        return False
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character in _MARKS
        or "\u200c" <= character <= _ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _follows(before: str, character: str) -> bool:
    """Whether what stands before takes a character in: after a joiner, in a syllable, in a conjunct of Indic letters."""
    last = before[-1]
    if last == _ZERO_WIDTH_JOINER and len(before) > 1:
        return True
    if last == "\r":
        return character == "\n"
    if unicodedata.combining(last) == 9:  # A virama: it takes the vowel away, and the next consonant joins.
        return "\u0900" <= character <= "\u0d7f" and unicodedata.category(character) == "Lo"
    return _in_syllable(_hangul(last), _hangul(character))


def _in_syllable(before: str, after: str) -> bool:
    return after != "" and after in {
        "L": ("L", "V", "LV", "LVT"),
        "V": ("V", "T"),
        "LV": ("V", "T"),
        "T": ("T",),
        "LVT": ("T",),
    }.get(before, ())


def _hangul(character: str) -> str:
    """The part of a Korean syllable that a character is: leading (L), vowel (V), trailing (T), or several; "" for others."""
    if character < "\u1100":
        return ""
    if "\u1100" <= character <= "\u115f" or "\ua960" <= character <= "\ua97c":
        return "L"
    if "\u1160" <= character <= "\u11a7" or "\ud7b0" <= character <= "\ud7c6":
        return "V"
    if "\u11a8" <= character <= "\u11ff" or "\ud7cb" <= character <= "\ud7fb":
        return "T"
    if not "\uac00" <= character <= "\ud7a3":
        return ""
    return "LVT" if (ord(character) - 0xAC00) % 28 else "LV"
