"""Where the resources of a document stand in its text; what was filled in stands where what made it does."""

from collections.abc import Iterable
from typing import Any

from vpcviz.errors import InputError
from vpcviz.spec.problems import KEY, Place

LARGEST = 8_000_000
"""The longest document, in bytes, whose resources are located."""


def locations(file: str, data: bytes) -> dict[str, Place]:
    """The line and column, from 1, of each resource of a document by its id; {} where it is none, or too long.

    A resource written as `name: …` stands at its name, one that is an entry of a list at the entry's beginning.
    """
    from vpcviz.spec.drafts import Book
    from vpcviz.spec.json_reader import locate_json, read_json
    from vpcviz.spec.load import decode, is_json, read_tree
    from vpcviz.spec.problems import Problems
    from vpcviz.spec.yaml_reader import locate_yaml, read_yaml

    if len(data) > LARGEST:
        return {}
    try:
        text = decode(file, data)
        as_json = is_json(file, text)
        document: Any = read_json(file, text) if as_json else read_yaml(file, text)
        book = Book(Problems())
        if read_tree(document, book) is None:
            return {}
        paths = {draft.id: draft.path if draft.path[-1:] == (KEY,) else (*draft.path, KEY) for draft in book if draft.id}
        places = (locate_json if as_json else locate_yaml)(file, text, paths.values())
    except InputError:
        return {}
    return dict(zip(paths, places, strict=True))


def mentions(data: bytes, ids: Iterable[str]) -> dict[str, Place]:
    """The line and column, from 1, at which a text first names each id."""
    from vpcviz.spec.positions import Lines

    text = data.decode("utf-8", "replace")
    lines = Lines(text)
    return {one: lines.place(at) for one in ids if one and (at := text.find(one)) >= 0}
