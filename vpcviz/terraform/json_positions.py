"""The heads of blocks in a .tf.json file. Source: Terraform's documentation, "JSON Configuration Syntax"."""

from collections.abc import Iterator
from typing import Any

from vpcviz.errors import InputError
from vpcviz.spec.json_reader import locate_json, read_json
from vpcviz.spec.problems import KEY

_LABELS = {"resource": 2, "data": 2, "module": 1}
"""How many labels a block's head has, by its type."""

Head = tuple[str, tuple[str, ...], int, int, str]
"""A block's type, labels, line, column and source."""


def json_heads(text: str, file: str) -> Iterator[Head]:
    """The resources, data sources and calls of modules at the top of a file; none where it is no JSON."""
    try:
        document = read_json(file, text)
    except InputError:
        return
    found = [one for kind, labels in _LABELS.items() for one in _named(document, (), (kind,), labels + 1)]
    places = locate_json(file, text, [(*path, KEY) for path, _, _ in found])
    for (_, names, body), place in zip(found, places, strict=True):
        source = body.get("source") if isinstance(body, dict) else None
        yield names[0], names[1:], *place, source if isinstance(source, str) else ""


def _named(value: Any, path: tuple[Any, ...], wanted: tuple[str, ...], depth: int) -> Iterator[tuple[Any, tuple[str, ...], Any]]:
    """What stands under names, `depth` of them one in another; lists of mappings stand for one mapping."""
    entries = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
    for at, one in entries:
        here = path if at is None else (*path, at)
        for name, inner in one.items() if isinstance(one, dict) else ():
            if wanted and name != wanted[0]:
                continue
            if depth == 1:
                yield (*here, name), (name,), inner
            else:
                for where, names, body in _named(inner, (*here, name), (), depth - 1):
                    yield where, (name, *names), body
