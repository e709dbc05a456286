"""The CIDRs that anything of two networks names: addresses in the same of them are the same to all that decides over packets."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from vpcviz.model import CLASSES, Network
from vpcviz.model.addresses import Block, parse_block
from vpcviz.model.meanings import Cidr
from vpcviz.model.shapes import fields_of
from vpcviz.traffic.packets.state import Address


class Atoms:
    """The CIDRs that anything of two networks names: which of them hold an address."""

    def __init__(self, *networks: Network) -> None:
        self._known: dict[tuple[int, int], set[int]] = {}
        self._made: dict[Address, tuple[tuple[int, int], ...]] = {}
        for text in dict.fromkeys(text for network in networks for text in _cidrs(network)):
            block = parse_block(text) if text else None
            if block is not None:
                self._add(block)

    def _add(self, block: Block) -> None:
        bits = 32 if block.version == 4 else 128
        self._known.setdefault((block.version, bits - block.length), set()).add(block.first >> bits - block.length)

    def of(self, one: Address) -> tuple[tuple[int, int], ...]:
        """The CIDRs that hold an address."""
        found = self._made.get(one)
        if found is None:
            number = one.number
            found = tuple(
                (shift, value)
                for (version, shift), values in self._known.items()
                if version == one.version and (value := number >> shift) in values
            )
            self._made[one] = found
        return found


def _cidrs(network: Network) -> Iterator[str]:
    """All CIDRs, by what the fields of the records mean."""
    for name, record in CLASSES.items():
        if _fields(record):
            for item in getattr(network, name):
                yield from _in(item)


def _in(item: Struct) -> Iterator[str]:
    for name, shape in _fields(type(item)):
        value = getattr(item, name)
        if shape == "records":
            for one in value:
                yield from _in(one)
        else:
            yield from (value,) if isinstance(value, str) else value


@cache
def _fields(record: type[Struct]) -> tuple[tuple[str, str], ...]:
    """The fields that hold CIDRs, and those whose records do, each with its shape."""
    return tuple(
        (name, field.shape)
        for name, field in fields_of(record).items()
        if field.meaning(Cidr) is not None or (field.record is not None and field.record is not record and _fields(field.record))
    )
