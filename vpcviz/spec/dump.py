"""Writes networks as canonical documents: the same network, the same bytes, whatever it was read from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct, structs

from vpcviz.garbage import uncollected
from vpcviz.model import CLASSES, COLLECTIONS, HEADER, Network
from vpcviz.model.resources import Gap
from vpcviz.model.shapes import fields_of
from vpcviz.spec.canonical import canonical
from vpcviz.workers import in_parts, processes


class Parts(NamedTuple):
    """A network whose collections are still to be made: all else of it, how many things each has, and what makes one, by its
    name, in canonical order.
    """

    frame: Network
    sizes: Mapping[str, int]
    made: Callable[[str], Sequence[Any]]


WORTH = 20_000
"""Resources from which on a second process pays: each takes some microseconds, the process 15 ms."""


def plain(network: Network) -> dict[str, Any]:
    """The network as JSON values: header first, then collections; defaults left out, mappings sorted by key."""
    ordered = canonical(network)
    made = {name: _things(network.origin, name, items) for name in COLLECTIONS if (items := getattr(ordered, name))}
    return {**_header(ordered), **made, **_gaps(ordered)}


def _header(network: Network) -> dict[str, Any]:
    made = {"vpcviz": network.vpcviz, "origin": network.origin}
    made |= msgspec.to_builtins(structs.replace(network, gaps=(), **dict.fromkeys(COLLECTIONS, ())))
    return {key: made[key] for key in HEADER if key in made}


def _gaps(network: Network) -> dict[str, Any]:
    gaps = [_order(Gap).of(gap) for gap in msgspec.to_builtins(network.gaps)]
    return {"gaps": gaps} if gaps else {}


def _things(origin: str, name: str, items: Sequence[Any]) -> list[dict[str, Any]]:
    """The things of a collection as JSON values."""
    order = _order(CLASSES[name])
    made = [order.of(item) for item in msgspec.to_builtins(items)]
    if origin == "spec" and name == "security_groups":  # Where it is not written, the reader fills it in.
        for group in made:
            group.setdefault("egress", [])
    if origin == "spec" and name == "prefix_lists":
        for prefix_list in made:
            if "entries" not in prefix_list:
                prefix_list.setdefault("known", True)
    return made


class _Order(NamedTuple):
    """How the members of a record's JSON object are put in order: what goes first, and which are mappings or records of a class."""

    first: tuple[str, ...]
    mappings: tuple[str, ...]
    records: tuple[tuple[str, "_Order"], ...]

    def of(self, value: dict[str, Any]) -> dict[str, Any]:
        """The object with its id and name first and free mappings (tags, …) by key; else as the class has its fields."""
        made = {key: value[key] for key in self.first if key in value}
        made.update(value)
        for key in self.mappings:
            if key in made:
                made[key] = dict(sorted(made[key].items()))
        for key, order in self.records:
            if key in made:
                made[key] = [order.of(one) for one in made[key]]
        return made


@cache
def _order(record: type[Struct]) -> _Order:
    fields = fields_of(record)
    records = [(name, _order(field.record)) for name, field in fields.items() if field.shape == "records"]
    return _Order(
        tuple(key for key in ("id", "name") if key in fields),
        tuple(name for name, field in fields.items() if field.shape in ("text map", "texts map")),
        tuple((name, order) for name, order in records if any(order)),
    )


def dump_json(network: Network | Parts) -> bytes:
    """The network as a canonical JSON document. The collections of a large one are made and written in several processes."""
    frame, sizes, made = _parts_of(network) if isinstance(network, Network) else network

    def texts(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes]]:
        for name in (name for group in groups for name in group):
            yield name, _members({name: _things(frame.origin, name, made(name))})

    with uncollected():
        written = dict(in_parts(texts, _groups(sizes), worth=2))
    members = [_members(_header(frame)), *(written[name] for name in COLLECTIONS if name in written)]
    if frame.gaps:
        members.append(_members(_gaps(frame)))
    return b"{\n" + b",\n".join(members) + b"\n}\n"


def _parts_of(network: Network) -> Parts:
    ordered = canonical(network)
    sizes = {name: len(items) for name in COLLECTIONS if (items := getattr(ordered, name))}
    return Parts(ordered, sizes, partial(getattr, ordered))


def _members(values: dict[str, Any]) -> bytes:
    """Members of the document's object, as they stand there."""
    return msgspec.json.format(msgspec.json.encode(values), indent=2).removeprefix(b"{\n").removesuffix(b"\n}")


def _groups(sizes: Mapping[str, int]) -> list[list[str]]:
    """The names of collections in groups of like size: one for each process, where there is enough to do."""
    groups: list[list[str]] = [[] for _ in range(processes() if sum(sizes.values()) >= WORTH else 1)]
    held = [0] * len(groups)
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        least = held.index(min(held))
        groups[least].append(name)
        held[least] += sizes[name]
    return [group for group in groups if group]


def dump_yaml(network: Network) -> bytes:
    """The network as a canonical YAML document that any YAML reader takes for the same text values."""
    import yaml
    from yaml.cyaml import CDumper

    class Dumper(CDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    Dumper.add_representer(tuple, Dumper.represent_list)
    text: str = yaml.dump(plain(network), Dumper=Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10**6)
    return text.encode("utf-8")
