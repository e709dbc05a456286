"""What a picture was made of: written into it, and read from it, so that a check can tell whether it is up to date.

The network and the options stand as hashes, so nothing is told of them. `format` is a number that is raised when pictures of the
same network look different: a release alone changes nothing.
"""

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import chain
from operator import attrgetter
from types import NoneType
from typing import NamedTuple

import msgspec

from vpcviz.model.records import Record, Resource
from vpcviz.model.shapes import fields_of
from vpcviz.text import clean

FORMAT = 1
"""The number of the pictures that this vpcviz draws: raised in each release that draws the same network differently."""

KEYWORD = b"vpcviz"
"""The keyword of the PNG's tEXt chunk."""

LARGEST = 256 * 2**20
"""So many bytes of a picture are looked at."""

HEAD = 1 << 16
"""The origin stands in so many of a picture's first bytes (but the document that it was made from, which follows it)."""

_ORIGIN = re.compile(
    rb'<meta(?:data| name="vpcviz") data-format="(\d{1,9})" data-network="([0-9a-f]{32})" data-options="([0-9a-f]{32})"'
)
_SOURCE = re.compile(rb"<metadata [^>]*>(?P<text>[^<]*)</metadata>")
_DRAWIO = re.compile(rb'<mxfile host="vpcviz" agent="vpcviz ([a-z0-9= ]{1,200})"')
_PDF_KEY = b"/Vpcviz ("
_PDF = re.compile(rb"/Vpcviz \(([a-z0-9= ]{1,200})\)")
_PNG = b"\x89PNG\r\n\x1a\n"

Pairs = Sequence[tuple[str, str]]


class Origin(NamedTuple):
    """What a picture was made of: hashes of the canonical network and of the options (32 hexadecimal digits), and the format."""

    network: str
    options: str
    format: int

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As names and values for a Scene."""
        return ("format", str(self.format)), ("network", self.network), ("options", self.options)


def origin_of(network: msgspec.Struct, options: Mapping[str, object]) -> Origin:
    """The origin of a picture that this vpcviz makes of a network, whose lists are in canonical order, with these options."""
    names, defaults = _fields(type(network))
    values = zip(names, msgspec.structs.astuple(network), defaults, strict=True)
    told = {name: _told(value) for name, value, default in values if value != default}
    return Origin(_hash(told), _hash(options), FORMAT)


def _told(value: object) -> object:
    """What the hash is of for a field of the network. Of the model's records msgspec writes the same as of their `_values`, in a
    tenth of the time, where nothing in them only equals its default."""
    if not isinstance(value, tuple) or not value or not isinstance(value[0], msgspec.Struct):
        return value
    kinds = set(map(type, value))
    kind = kinds.pop()
    if kinds or not issubclass(kind, (Record, Resource)) or not _leaves_out_defaults(kind, value):
        return [_values(one) for one in value]
    return msgspec.Raw(msgspec.json.encode(value, order="sorted"))


def _leaves_out_defaults(kind: type[Record | Resource], records: Iterable[object]) -> bool:
    """Whether msgspec itself leaves out all that equals its default in records of a kind, and in those that they hold."""
    doubtful, holding = _parts(kind)
    for name, default in doubtful:
        if any(value == default and value is not default for value in map(attrgetter(name), records)):
            return False
    return all(_leaves_out_defaults(held, [*chain.from_iterable(map(attrgetter(name), records))]) for name, held in holding)


@cache
def _parts(kind: type[Record | Resource]) -> tuple[list[tuple[str, object]], list[tuple[str, type[Record]]]]:
    """Of a kind of records: the fields of which a value may equal the default and not be it, with their defaults, and the fields
    that hold records, with their kinds.

    There is only one of each of "", (), True, False and None, and msgspec leaves out empty mappings.
    """
    doubtful = [(name, default) for name, default in zip(*_fields(kind), strict=True) if not _is_single(default)]
    return doubtful, [(name, field.record) for name, field in fields_of(kind).items() if field.record is not None]


def _is_single(default: object) -> bool:
    return isinstance(default, (bool, NoneType, dict)) or default is msgspec.NODEFAULT or default in ("", ())


def _hash(value: object) -> str:
    return sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:32]


def _values(record: msgspec.Struct) -> dict[str, object]:
    """The values of a record, and of those that it holds, by name, without those that equal their defaults.

    So a field or a kind that is new in a release leaves the hashes of networks that do not have it as they were. msgspec would
    leave out what is the default itself, not what only equals it: the same network read in two ways would differ.
    """
    names, defaults = _fields(type(record))
    values = zip(names, msgspec.structs.astuple(record), defaults, strict=True)
    found = {name: value for name, value, default in values if value is not default and value != default}
    for name, value in found.items():
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            found[name] = [_values(one) for one in value]
    return found


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, ...], tuple[object, ...]]:
    """The names of a record's fields, and their defaults."""
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__  # `structs.fields` evaluates all annotations
    required = (msgspec.NODEFAULT,) * (len(names) - len(defaults))
    return names, (*required, *(default.factory() if hasattr(default, "factory") else default for default in defaults))


def in_svg(pairs: Pairs, source: str) -> str:
    """The line (or lines) of an SVG that tell the origin; "" where there is none."""
    if not pairs:
        return ""
    told = " ".join(f'data-{name}="{clean(value)}"' for name, value in pairs)
    return f"<metadata {told}/>\n" if not source else f"<metadata {told}>{_escaped(source)}</metadata>\n"


def _escaped(source: str) -> str:
    """A JSON document as XML text: what XML cannot hold is escaped as JSON does it; no line is empty."""
    safe = "".join(character if character == "\n" or character.isprintable() else _json(character) for character in source)
    return safe.strip("\n").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(character: str) -> str:
    number = ord(character)
    if number < 1 << 16:
        return f"\\u{number:04x}"
    return "".join(f"\\u{unit:04x}" for unit in struct.unpack("<2H", character.encode("utf-16-le", "surrogatepass")))


def in_words(pairs: Pairs) -> str:
    """The origin as one line of words, for a format that has a place for a text; "" where there is none."""
    return " ".join(f"{name}={value}" for name, value in pairs)


def in_png(pairs: Pairs) -> bytes:
    """The content of a PNG's tEXt chunk that tells the origin; b"" where there is none."""
    return KEYWORD + b"\0" + in_words(pairs).encode("latin-1") if pairs else b""


def read_origin(data: bytes) -> Origin | None:
    """What a picture of vpcviz (SVG, PNG, HTML, PDF, draw.io) was made of; None where it does not tell."""
    found = _ORIGIN.search(data[:HEAD])
    if found:
        return Origin(found[2].decode(), found[3].decode(), int(found[1]))
    text = _png_text(data) or _pdf_text(data) or _drawio_text(data)
    values = dict(word.split("=", 1) for word in text.split(" ") if "=" in word)
    try:
        return Origin(values["network"], values["options"], int(values["format"]))
    except (KeyError, ValueError):
        return None


def _png_text(data: bytes) -> str:
    at = len(_PNG) if data.startswith(_PNG) else len(data)
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        content = data[at + 8 : at + 8 + size]
        if data[at + 4 : at + 8] == b"tEXt" and content.startswith(KEYWORD + b"\0"):
            return content[len(KEYWORD) + 1 :].decode("latin-1")
        at += 12 + size
    return ""


def _pdf_text(data: bytes) -> str:
    """What stands in the document's information dictionary: near its end, before the table of its objects."""
    found = _PDF.match(data, data.rfind(_PDF_KEY)) if data.startswith(b"%PDF-") else None
    return found[1].decode() if found else ""


def _drawio_text(data: bytes) -> str:
    found = _DRAWIO.match(data[:HEAD])
    return found[1].decode() if found else ""


def read_source(data: bytes) -> bytes | None:
    """The document that an SVG was made from, as UTF-8 JSON; None where the picture does not hold it."""
    if not _ORIGIN.search(data[:HEAD]):
        return None
    from html import unescape  # its table of names takes a millisecond

    found = _SOURCE.search(data)
    return unescape(found["text"].decode("utf-8", "replace")).encode() if found else None
