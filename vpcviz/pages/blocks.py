"""What a page is made of, whatever it is written as. All text may be hostile; each writer escapes it."""

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """A table: `key` names it in files and options, columns numbered in `right` stand to the right."""

    key: str
    title: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    right: tuple[int, ...] = ()


class Picture(NamedTuple):
    """A picture: the name of its file, what it shows in words, its title and view, the VPC that it is of ("": all), and its bytes
    as SVG, once it is drawn.
    """

    file: str
    words: str
    title: str
    view: str
    vpc: str = ""
    svg: bytes = b""


class Link(NamedTuple):
    """A list entry that leads to another page."""

    words: str
    page: str


Block = str | Table | Picture | Link
"""A paragraph (a text), or one of the others."""


class Page(NamedTuple):
    """A page: `name` is its file's without an ending; `blocks` are paragraphs (texts), tables, pictures and links in turn."""

    name: str
    title: str
    blocks: tuple[Block, ...]
