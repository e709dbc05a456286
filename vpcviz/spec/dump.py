"""Writes networks as canonical documents: the same network, the same bytes, whatever it was read from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from vpcviz.garbage import uncollected
from vpcviz.model import CLASSES, COLLECTIONS, HEADER, Network
from vpcviz.model.resources import Gap
from vpcviz.spec.canonical import canonical
from vpcviz.spec.written import told, written
from vpcviz.workers import in_parts, processes


class Parts(NamedTuple):
    """A network whose collections are still to be made: all else of it, how many things each has, and what makes the things of one,
    by its name, as they are `written`, in canonical order.
    """

    frame: Network
    sizes: Mapping[str, int]
    made: Callable[[str], Sequence[Any]]


WORTH = 20_000
"""Resources from which on a second process pays: each takes some microseconds, the process 15 ms."""


def plain(network: Network) -> dict[str, Any]:
    """The network as JSON values: header first, then collections; defaults left out, mappings sorted by key."""
    frame, sizes, made = _parts_of(network)
    collections = {name: msgspec.to_builtins(_things(frame.origin, name, made(name))) for name in sizes}
    return {**_header(frame), **collections, **_gaps(frame)}


def _header(network: Network) -> dict[str, Any]:
    made = {"vpcviz": network.vpcviz, "origin": network.origin}
    made |= msgspec.to_builtins(structs.replace(network, gaps=(), **dict.fromkeys(COLLECTIONS, ())))
    return {key: made[key] for key in HEADER if key in made}


def _gaps(network: Network) -> dict[str, Any]:
    return {"gaps": msgspec.to_builtins(written(Gap, told(network.gaps)))} if network.gaps else {}


def _things(origin: str, name: str, items: Sequence[Any]) -> Sequence[Any]:
    """The things of a collection as `written` makes them, with what a spec has to say besides."""
    if origin != "spec" or name not in ("security_groups", "prefix_lists"):
        return items
    made: list[dict[str, Any]] = msgspec.to_builtins(items)
    for thing in made:
        if name == "security_groups":  # Where it is not written, the reader fills it in.
            thing.setdefault("egress", [])
        elif "entries" not in thing:
            thing.setdefault("known", True)
    return made


def dump_json(network: Network | Parts) -> bytes:
    """The network as a canonical JSON document. The collections of a large one are made and written in several processes."""
    frame, sizes, made = _parts_of(network) if isinstance(network, Network) else network

    def texts(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes]]:
        for name in (name for group in groups for name in group):
            yield name, _members({name: _things(frame.origin, name, made(name))})

    with uncollected():
        made_of = dict(in_parts(texts, groups_of(sizes), worth=2))
    members = [_members(_header(frame)), *(made_of[name] for name in COLLECTIONS if name in made_of)]
    if frame.gaps:
        members.append(_members(_gaps(frame)))
    return b"".join([b"{\n", members[0], *(part for one in members[1:] for part in (b",\n", one)), b"\n}\n"])


def _parts_of(network: Network) -> Parts:
    ordered = canonical(network)
    sizes = {name: len(items) for name in COLLECTIONS if (items := getattr(ordered, name))}
    return Parts(ordered, sizes, lambda name: written(CLASSES[name], told(getattr(ordered, name))))


def _members(values: dict[str, Any]) -> bytes:
    """Members of the document's object, as they stand there."""
    return msgspec.json.format(msgspec.json.encode(values), indent=2)[2:-2]


def groups_of(sizes: Mapping[str, int]) -> list[list[str]]:
    """The names of collections, with how many things each has, in groups of like size: one for each process, where there is enough
    to do.
    """
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
