"""What an SVG is written of: markup and texts, joined and made bytes a few thousand at a time."""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, BinaryIO, Protocol, TypeVar

from vpcviz.text import clean

K = TypeVar("K")
V = TypeVar("V")

OWN_SIGNS = "·–→…¦"
"""Signs of our own words, and what is put between texts that are looked at together."""

BETWEEN = "¦"

_NOT_PLAIN = ("&", "<", ">", '"', "'", "  ", " ¦", "¦ ")

_PLAIN = re.compile(r"[!#$%(-;=?-~·–→…]+(?: [!#$%(-;=?-~·–→…]+)*")
"""Texts that are clean, and have no markup."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def escaped(text: str) -> str:
    """A text as markup has it: clean, and nothing in it is a sign of markup."""
    return text if _PLAIN.fullmatch(text) else clean(text).translate(_ESCAPES)


class Pieces:
    """What is written, piece by piece: markup as it is, and texts, of which nearly none has a sign of markup: they are looked at
    together."""

    __slots__ = ("pieces", "texts")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.texts: list[int] = []
        """Where texts stand among the pieces."""

    def markup(self, markup: str) -> None:
        """Write markup."""
        self.pieces.append(markup)

    def text(self, before: str, text: str, after: str) -> None:
        """Write a text between markup."""
        self.texts.append(len(self.pieces) + 1)
        self.pieces += (before, text, after)

    def new_line(self) -> str:
        """What begins a new line."""
        return "" if not self.pieces or self.pieces[-1].endswith("\n") else "\n"

    def taken(self) -> str:
        """All that was written; what is written next is the first again."""
        pieces = self.pieces
        if not are_plain([pieces[at] for at in self.texts]):
            for at in self.texts:
                pieces[at] = escaped(pieces[at])
        whole = "".join(pieces)
        pieces.clear()
        self.texts.clear()
        return whole


def are_plain(texts: Sequence[str]) -> bool:
    """Whether all texts are as markup has them. It may say no of some that are; `escaped` looks closer."""
    whole = BETWEEN.join(("", *texts, ""))
    if any(sign in whole for sign in _NOT_PLAIN) or not whole.isprintable():
        return False
    for sign in OWN_SIGNS:
        whole = whole.replace(sign, "")
    return whole.isascii()


class Body:
    """Takes what is written into a file: the strings that it is made of take several times its room."""

    def __init__(self, salt: str, file: BinaryIO) -> None:
        self.file = file
        self.hash = sha256(salt.encode())
        self.size = 0
        """How many bytes were taken."""

    def take(self, out: Pieces) -> None:
        """Take what is in `out` away."""
        self.add(out.taken().encode())

    def add(self, data: bytes) -> None:
        """Take what is written already."""
        self.hash.update(data)
        self.file.write(data)
        self.size += len(data)


class Prints(Protocol):
    """What has printed parts of the picture."""

    def read(self, stretch: Any) -> bytes:
        """What was written there."""


class Made(dict[K, V]):
    """What is written for each of many that are alike, made on first use."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        self[key] = made = self._make(key)
        return made
