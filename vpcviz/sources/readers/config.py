"""Files of AWS Config: configuration items, snapshots, results of queries; files, and folders of them. All are one network."""

import io
import os
from collections.abc import Iterator, Sequence
from typing import Any

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.files import LARGEST, data_of
from vpcviz.sources.source import Given, Reading, Source, register

_HEAD = 64 * 1024
_GZIP = b"\x1f\x8b"
_MOST_FILES = 10_000
_MARKS = (
    b'"configurationItem',
    b'"baseConfigurationItems"',
    b'"BaseConfigurationItems"',
    b'"ConfigurationItem"',
    b'"QueryInfo"',
    b'"resourceType"',
)
_EXPECTED = "configuration items, a snapshot, or what `aws configservice select-aggregate-resource-config` prints"


def recognises(given: Given) -> bool:
    """Whether it is a document of AWS Config, or a folder with such files."""
    if not given.is_folder:
        return _is_recorded(_unpacked(given.name, given.data))
    return any(map(_is_recorded_file, _files(given.word)[:3]))


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of the items. Raises InputError for what is no JSON, and where there is no item."""
    from vpcviz.aws_config.items import Item, goes_on, is_recorded, items_of
    from vpcviz.aws_config.loading import load_items

    items: list[Item] = []
    pages, open_pages, left = 0, 0, []
    for name, document in _documents(given):
        if not is_recorded(document):
            left.append(name)
            continue
        items += items_of(document)
        pages, open_pages = pages + 1, open_pages + goes_on(document)
    file = given[0].name if len(given) == 1 else f"{len(given)} files"
    if left:
        words = "this is" if len(left) == 1 else f"these are {len(left)} files"
        reading.notes.append(f"{left[0]}: {words} not of AWS Config: left out")
    if not items:
        raise InputError(Problem("AWS Config has no item in it", file, expected=_EXPECTED))
    return load_items(items, file, reading.notes, whole=not (pages and pages == open_pages))


def _documents(given: Sequence[Given]) -> Iterator[tuple[str, Any]]:
    for one in given:
        files = [(name, _read(name)) for name in _files(one.word)] if one.is_folder else [(one.name, one.data)]
        for name, data in files:
            yield from ((name, document) for document in _parsed(name, _unpacked(name, data)))


def _parsed(name: str, data: bytes) -> Iterator[Any]:
    """The documents of a file: one, or several one after another. What is in it is not shown: it may be secret."""
    import json

    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        decoder, position = json.JSONDecoder(), 0
        while position < len(text):
            if text[position] in " \t\r\n":
                position += 1
                continue
            document, position = decoder.raw_decode(text, position)
            yield document
    except (ValueError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
        raise InputError(Problem("this is no JSON, or cut off", name, line, column, _EXPECTED)) from None


def _is_recorded_file(name: str) -> bool:
    """Whether a file is one of AWS Config. Of what does not begin like one, no more than the beginning is read."""
    try:
        with open(name, "rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    packed = head.startswith(_GZIP)
    return (packed or _may_be_recorded(head)) and _is_recorded(_unpacked(name, _read(name)))


def _may_be_recorded(data: bytes) -> bool:
    """Whether the beginning of a file is as one of AWS Config may begin."""
    head = data[:_HEAD]
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"[") or b'"vpcviz"' in head[:400]:
        return False
    return any(mark in head for mark in _MARKS)


def _is_recorded(data: bytes) -> bool:
    if not _may_be_recorded(data):
        return False
    from vpcviz.aws_config.items import is_recorded

    try:
        return is_recorded(next(_parsed("", data), None))
    except InputError:
        return any(mark in data[:_HEAD] for mark in _MARKS[:4])


def _unpacked(name: str, data: bytes) -> bytes:
    """A file as it was before gzip, in which AWS Config delivers snapshots. Raises InputError where it is too large."""
    if not data.startswith(_GZIP):
        return data
    import gzip

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            made = file.read(LARGEST + 1)
    except (OSError, EOFError, ValueError):
        raise InputError(Problem("the file is compressed, and cut off or broken", name, expected=_EXPECTED)) from None
    if len(made) > LARGEST:
        raise InputError(Problem("the file is too large", name, expected=f"at most {LARGEST // 2**20} MB"))
    return made


def _files(folder: str) -> list[str]:
    found = []
    for path, folders, names in os.walk(folder):
        folders.sort()
        found += [os.path.join(path, name) for name in sorted(names) if name.lower().endswith((".json", ".json.gz"))]
        if len(found) > _MOST_FILES:
            raise InputError(Problem(f"there are more than {_MOST_FILES} files", folder, expected="files of AWS Config"))
    return [name for name in found if os.path.isfile(name)]


def _read(name: str) -> bytes:
    try:
        return data_of(name)
    except InputError:
        return b""


CONFIG = register(Source("a document of AWS Config", 85, recognises, read, together=True, alone="files of AWS Config only"))
