"""Reads JSON files as the AWS CLI writes them, hostile ones too: bounded in size and depth, several documents in one file."""

import codecs
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from vpcviz.errors import InputError, Problem

Source = Path | tuple[str, bytes]
"""A folder, or a file's name with what is in it."""

LARGEST = 64 * 1024 * 1024
"""The most bytes that a file may have."""

ALTOGETHER = 1024 * 1024 * 1024
"""The most bytes that all files may have together."""

MOST_FILES = 100_000
"""The most files that are read."""

DEPTH = 100
"""The deepest nesting of lists and mappings; AWS's answers stay under 20."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""An escape for a surrogate: one of a pair, or half of one."""


def find_files(sources: Sequence[Source]) -> Iterator[tuple[Path, bytes]]:
    """Every JSON file of the sources with its content, in an order that is the same everywhere.

    Raises InputError for files that cannot be read, that are too large, or too many.
    """
    found: dict[str, bytes | None] = {}
    for source in sources:
        if not isinstance(source, Path):
            found[source[0]] = source[1]
            continue
        for folder, _, names in os.walk(source):
            found.update({os.path.join(folder, name): None for name in names if name.lower().endswith(".json")})
            if len(found) > MOST_FILES:
                raise InputError(
                    Problem(f"there are more than {MOST_FILES} files", str(source), expected="a folder of AWS CLI dumps")
                )
    size = 0
    for name, data in sorted(found.items()):
        if data is None and not os.path.isfile(name):
            continue  # A pipe or a device would be waited for.
        content = _read(Path(name)) if data is None else data
        size += len(content)
        if len(content) > LARGEST:
            raise too_large(name)
        if size > ALTOGETHER:
            raise InputError(Problem("all files together are too large", name, expected=f"at most {ALTOGETHER // 2**20} MB"))
        yield Path(name), content


def _read(file: Path) -> bytes:
    """The file, unless it is too large: that is said before it is read."""
    try:
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            if size > LARGEST:
                raise too_large(str(file))
            return opened.read(size + 1)
    except OSError as error:
        raise InputError(Problem(f"the file cannot be read: {error.strerror or error}", str(file))) from None


def too_large(file: str) -> InputError:
    """The refusal of a file that has more bytes than may be."""
    return InputError(Problem("the file is too large", file, expected=f"at most {LARGEST // 2**20} MB"))


Document = dict[str, Raw] | list[Raw] | str | int | float | bool | None
"""A JSON document, its members or entries still undecoded: what nobody asks for is never decoded."""

_DOCUMENT = msgspec.json.Decoder(Document)


def read_documents(file: Path, data: bytes) -> list[Document]:
    """The JSON documents of a file: one, or several one after another; none in an empty file.

    Raises InputError, with line and column, for what is no JSON, or too deep.
    """
    text: str | bytes = data if data.isascii() else _decoded(file, data)
    if not text or text.isspace():
        return []
    try:
        return [_DOCUMENT.decode(text)]
    except (msgspec.DecodeError, RecursionError):  # Several documents, or none: the careful way tells.
        whole = _decoded(file, data)
        return [_DOCUMENT.decode(whole[start:end]) for start, end in _documents(file, whole)]


def _decoded(file: Path, data: bytes) -> str:
    """UTF-8 with or without a byte order mark; UTF-16 with one, as PowerShell's `>` writes it."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(Problem("the file is not UTF-8 text", str(file), 1, 1, "JSON as the AWS CLI prints it")) from None


def _documents(file: Path, text: str) -> Iterator[tuple[int, int]]:
    """Where each document of a text begins and ends."""
    import json  # Most files do without.

    decoder = json.JSONDecoder(parse_constant=_no_constant, parse_int=_bounded)
    position = _blank(text, 0)
    while position < len(text):
        try:
            start = position
            document, position = decoder.raw_decode(text, start)
            _check_depth(document)
            _check_characters(file, text, start, document)
        except json.JSONDecodeError as error:
            raise _refusal(file, text, error.pos, f"this is not JSON: {error.msg}") from None
        except RecursionError:
            raise _refusal(file, text, position, f"nested deeper than {DEPTH} levels") from None
        except ValueError as error:
            raise _refusal(file, text, position, str(error)) from None
        yield start, position
        position = _blank(text, position)


def _blank(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    return position


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _bounded(digits: str) -> int:
    if len(digits) > 30:
        raise ValueError(f"the number {digits[:20]}… is too long")
    return int(digits)


def _check_depth(document: Any) -> None:
    level = [document]
    for _ in range(DEPTH):
        level = [inner for item in level for inner in _children(item) if isinstance(inner, (dict, list))]
        if not level:
            return
    raise RecursionError


def _check_characters(file: Path, text: str, start: int, document: Any) -> None:
    """Refuse half of a surrogate pair: no output could hold it."""
    escape = _SURROGATE.search(text, start)
    if escape is None:
        return
    import json

    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _refusal(file, text, escape.start(), "half of a surrogate pair is no character") from None


def _children(item: Any) -> Iterator[Any]:
    yield from item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def _refusal(file: Path, text: str, position: int, message: str) -> InputError:
    line = text.count("\n", 0, position) + 1
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", start)
    excerpt = text[start : len(text) if end < 0 else end][:200].rstrip("\r")
    return InputError(Problem(message, str(file), line, position - start + 1, "JSON as the AWS CLI prints it", "", excerpt))
