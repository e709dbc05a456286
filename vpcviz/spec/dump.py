"""Writes networks as canonical documents: the same network, the same bytes, whatever it was read from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from vpcviz.garbage import uncollected
from vpcviz.model import CLASSES, COLLECTIONS, HEADER, Network
from vpcviz.model.resources import Gap
from vpcviz.spec.canonical import canonical
from vpcviz.spec.written import told, written
from vpcviz.workers import in_parts, processes

WORTH = 20_000
"""Resources from which on a second process pays: each takes some microseconds, the process 15 ms."""


def plain(network: Network) -> dict[str, Any]:
    """The network as JSON values: header first, then collections; defaults left out, mappings sorted by key."""
    ordered = canonical(network)
    collections = {name: msgspec.to_builtins(_things(network.origin, name, _written(ordered, name))) for name in sizes_of(network)}
    return {**_header(ordered), **collections, **_gaps(ordered)}


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


def dump_json(network: Network) -> bytes:
    """The network as a canonical JSON document. The collections of a large one are made and written in several processes."""
    with uncollected():
        ordered = canonical(network)

        def texts(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes]]:
            for name in (name for group in groups for name in group):
                yield name, collection_json(ordered.origin, name, _written(ordered, name))

        made = dict(in_parts(texts, groups_of(sizes_of(ordered)), worth=2))
    return document_json(ordered, made)


def collection_json(origin: str, name: str, items: Sequence[Any]) -> bytes:
    """A collection as a member of the document: its things as they are `written`, in canonical order."""
    return _members({name: _things(origin, name, items)})


def document_json(frame: Network, collections: Mapping[str, bytes]) -> bytes:
    """The document of a network of whose collections the members are made: all else of it is its `frame`'s."""
    members = [_members(_header(frame)), *(collections[name] for name in COLLECTIONS if name in collections)]
    if frame.gaps:
        members.append(_members(_gaps(frame)))
    return b"".join([b"{\n", members[0], *(part for one in members[1:] for part in (b",\n", one)), b"\n}\n"])


def sizes_of(network: Network) -> dict[str, int]:
    """How many things each collection has that has some."""
    return {name: len(items) for name in COLLECTIONS if (items := getattr(network, name))}


def _written(ordered: Network, name: str) -> Sequence[Any]:
    return written(CLASSES[name], told(getattr(ordered, name)))


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
