"""Which things of a network a word finds: by id, name, address, CIDR, tag, or any other text that the model holds."""

import ipaddress
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from vpcviz.model.meanings import Cidr, IconName, Ip
from vpcviz.model.network import Network
from vpcviz.model.records import Resource
from vpcviz.model.shapes import Field, fields_of

_Block = ipaddress.IPv4Network | ipaddress.IPv6Network

OWN, WHOLE, BEGINNING, PART, AROUND, ELSEWHERE = range(6)
"""How well a thing fits, the best first: its own address; id, name or text as it is; how a name begins; part of an id or name;
a CIDR around the address (the smallest first); part of any other text."""


class Match(NamedTuple):
    """A thing that was found: the `field` in which (`private_ip`, `tags.Team`, `routes[2].destination`), and what stands there."""

    resource: Resource
    field: str
    text: str
    rank: tuple[int, int]
    """How well it fits: one of the kinds above, and for a CIDR how much larger than the smallest possible."""


def search(network: Network, word: str) -> list[Match]:
    """The things that `word` finds, the best first, each once, by the field that fits best.

    An IP address finds what has it, then the CIDRs that hold it, the smallest first; a CIDR what has it, lies in it or around it.
    `KEY=VALUE` finds tags. Anything else is looked for in every text, in small letters or large.
    """
    block = _block_of(word)
    found = []
    for resource in network:
        matches = list(_by_address(resource, block) if block else _by_text(resource, word.casefold()))
        if matches:
            found.append(min(matches, key=lambda match: match.rank))
    return sorted(found, key=lambda match: match.rank)


def _block_of(word: str) -> _Block | None:
    try:
        return ipaddress.ip_network(word, strict=False)
    except ValueError:
        return None


def _by_address(resource: Resource, asked: _Block) -> Iterator[Match]:
    for path, field, text in texts_of(resource):
        if not (field.meaning(Ip) or field.meaning(Cidr)):
            continue
        block = _block_of(text)
        if block is None or block.version != asked.version:
            continue
        if block == asked:
            yield Match(resource, path, text, (OWN, 0 if "." not in path else 1))
        elif block.prefixlen and (asked.subnet_of(block) or block.subnet_of(asked)):  # type: ignore[arg-type]  # of one version
            yield Match(resource, path, text, (AROUND, abs(asked.prefixlen - block.prefixlen)))


def _by_text(resource: Resource, word: str) -> Iterator[Match]:
    for key, value in resource.tags.items():
        if f"{key}={value}".casefold() == word:
            yield Match(resource, f"tags.{key}", value, (WHOLE, 1))
    for path, _, text in texts_of(resource):
        lowered = text.casefold()
        if word not in lowered:
            continue
        own = path in ("id", "name")
        if lowered == word:
            yield Match(resource, path, text, (WHOLE, 0 if own else 1))
        elif own:
            yield Match(resource, path, text, (BEGINNING if lowered.startswith(word) else PART, 0))
        else:
            yield Match(resource, path, text, (ELSEWHERE, 0))


def texts_of(record: Struct, path: str = "") -> Iterator[tuple[str, Field, str]]:
    """Every text that a record and those in it hold, but for names of icons: where it stands, its field, and the text."""
    for name, field in fields_of(type(record)).items():
        value = getattr(record, name)
        if value and not field.meaning(IconName):
            yield from _texts_in(f"{path}{name}", field, value)


def _texts_in(path: str, field: Field, value: Any) -> Iterator[tuple[str, Field, str]]:
    if field.shape in ("text", "choice"):
        yield path, field, str(value)
    elif field.shape == "texts":
        yield from ((f"{path}[{at}]", field, text) for at, text in enumerate(value))
    elif field.shape == "records":
        for at, record in enumerate(value):
            yield from texts_of(record, f"{path}[{at}].")
    elif field.shape in ("text map", "texts map"):
        for key, inner in value.items():
            yield f"{path}.{key}", field, inner if isinstance(inner, str) else " ".join(inner)
            yield f"{path}.{key}", field, key
