"""From a document's bytes to a Network: the quick way for snapshots, the careful way for specs and for whatever has problems."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from vpcviz.errors import InputError, Problem
from vpcviz.model import COLLECTIONS, FORMAT_VERSION, Network
from vpcviz.spec.canonical import canonical
from vpcviz.spec.problems import Path, Place, Problems
from vpcviz.workers import beside

LARGEST = 64 * 1024 * 1024
"""The most bytes that a document may have."""

WORTH = 2 * 1024 * 1024
"""Bytes of a snapshot from which on a second process pays that looks for keys that stand twice."""


def load_document(file: str, data: bytes, *, strict: bool = False, notes: list[str] | None = None) -> Network:
    """The network of a document (YAML or JSON; a spec or a snapshot). `file` is what messages call it.

    A snapshot (`origin: scan`) is taken as it is; a spec is filled in and refused where it contradicts itself or AWS's model.
    What can be understood, and AWS's API would refuse all the same, is refused where the reader is `strict`; else it is counted in
    `notes`. Raises InputError with all problems at once.
    """
    if len(data) > LARGEST:
        most = LARGEST // 2**20
        raise InputError(Problem(f"the document has more than {most} MB", file, expected=f"at most {most} MB"))
    quick = _quick(data) if _begins_as_json(file, data) else None
    if quick is not None:
        return quick
    text = decode(file, data)
    return _careful(file, text, is_json(file, text), strict, notes)


def is_json(file: str, text: str) -> bool:
    """Whether a document is JSON: its file says so, or it begins as JSON does and is no YAML file."""
    lowered = file.lower()
    if lowered.endswith((".yaml", ".yml")):
        return False
    return lowered.endswith(".json") or text.lstrip()[:1] in ("{", "[")


def _begins_as_json(file: str, data: bytes) -> bool:
    """Whether it may be a snapshot, as far as its name and first bytes tell."""
    return not file.lower().endswith((".yaml", ".yml")) and data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def decode(file: str, data: bytes) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises InputError for any other encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:64].count(0) > len(data[:64]) // 4:
        raise InputError(
            Problem("the file is not UTF-8 text (it looks like UTF-16 or binary)", file, 1, 1, "UTF-8, with or without BOM")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        excerpt = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")
        raise InputError(
            Problem("the file is not UTF-8 text", file, line, column, "UTF-8, with or without BOM", "", excerpt)
        ) from None
    if not text.strip():
        raise InputError(Problem("the file is empty", file, 1, 1, 'a document that begins with "vpcviz: 1"'))
    return text


def _quick(data: bytes) -> Network | None:
    """A flat scan snapshot straight into the model's types; None where it is something else or has problems."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if len(data) < WORTH:
        network = _flat(data)
        return None if network is None or not _is_unique(data, network) else canonical(network)
    with beside(lambda: _is_unique(data)) as is_unique:
        network = _flat(data)
        made = canonical(network) if network is not None else None
        return made if made is not None and is_unique() else None


def _is_unique(data: bytes, network: Network | None = None) -> bool:
    """Whether no mapping of a snapshot has a key twice."""
    network = network or _decoded(data)
    return network is not None and (_has_each_key_once(data, network) or not _has_duplicates(data))


def _decoded(data: bytes) -> Network | None:
    """What msgspec makes of a document; None where it is no flat one."""
    try:
        return msgspec.json.decode(data, type=Network)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError):
        return None


def _flat(data: bytes) -> Network | None:
    """The network of a scan's snapshot, whose things have ids of their own; None where it is something else."""
    network = _decoded(data)
    if network is None:
        return None
    if network.origin != "scan" or network.vpcviz != FORMAT_VERSION:
        return None
    if len(network.by_id) != sum(len(getattr(network, name)) for name in COLLECTIONS):
        return None
    return None if "" in network.by_id else network  # It is given one.


_FIRST = re.compile(rb'\s*\{\s*"vpcviz"\s*:')


def _has_each_key_once(data: bytes, network: Network) -> bool:
    """Whether a snapshot has as many colons as what was read of it has, written anew: then no key stood there twice.

    Each key has one, besides those in texts, which are the same on both sides where none is written as an escape. What is written
    anew has no other key than the snapshot, and it lacks those of a key's first value. Where a snapshot spells defaults out, which
    vpcviz does not but for the version, this does not tell.
    """
    if b"\\" in data and b"\\u00" in data:
        return False
    first = 1 if _FIRST.match(data) else 0
    return data.count(b":") == msgspec.json.encode(network).count(b":") + first


def _has_duplicates(data: bytes) -> bool:
    from vpcviz.spec.json_reader import has_duplicates

    return has_duplicates(data.decode())


def _careful(file: str, text: str, as_json: bool, strict: bool, notes: list[str] | None) -> Network:
    from vpcviz.spec.drafts import Book

    read, locate = _readers(as_json)
    document: Any = read(file, text)
    problems = Problems()
    book = Book(problems)
    network = read_tree(document, book)
    if strict or problems:
        problems.take(book.refusals)
    elif notes is not None and book.refusals:
        things = f"{len(book.refusals)} thing{'s' if len(book.refusals) != 1 else ''}"
        notes.append(f"{file}: AWS would refuse {things} of this spec: `vpcviz validate` lists them")
    if problems or network is None:
        raise problems.error(file, text, lambda paths: locate(file, text, paths))
    return network


def _readers(as_json: bool) -> tuple[Callable[[str, str], Any], Callable[[str, str, Iterable[Path]], list[Place]]]:
    """What reads a document, and what finds places in it."""
    if as_json:
        from vpcviz.spec.json_reader import locate_json, read_json

        return read_json, locate_json
    from vpcviz.spec.yaml_reader import locate_yaml, read_yaml

    return read_yaml, locate_yaml


def read_tree(document: Any, book: Any) -> Network | None:
    """The network of a parsed document; None where `book.problems` says why not."""
    from vpcviz.spec.build import build
    from vpcviz.spec.checks import check
    from vpcviz.spec.collect import collect
    from vpcviz.spec.fill import after_ids, before_ids
    from vpcviz.spec.identity import identify

    collect(document, book)
    if not isinstance(document, dict):
        return None
    if book.is_over:  # What was left out would be missed everywhere.
        return None
    if book.scan:
        identify(book)
        return None if book.problems else build(book)
    before_ids(book)
    identify(book)
    after_ids(book)
    check(book)
    return None if book.problems else build(book)
