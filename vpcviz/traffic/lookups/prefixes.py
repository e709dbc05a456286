"""Longest-prefix tables: which of many CIDRs hold an address, longest first, without looking at them all."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from vpcviz.model.addresses import Block

T = TypeVar("T")


class PrefixTable(Generic[T]):
    """Values by CIDR. A look-up costs one dictionary access for each prefix length in use, not one for each CIDR."""

    __slots__ = ("_lengths", "_tables")

    def __init__(self) -> None:
        self._tables: dict[tuple[int, int], dict[int, list[T]]] = {}
        self._lengths: dict[int, list[int]] = {4: [], 6: []}

    def add(self, block: Block, value: T) -> None:
        """Put a value at a CIDR; several may stand at one."""
        shift = (32 if block.version == 4 else 128) - block.length
        table = self._tables.get((block.version, block.length))
        if table is None:
            table = self._tables[block.version, block.length] = {}
            self._lengths[block.version] = sorted([*self._lengths[block.version], block.length], reverse=True)
        table.setdefault(block.first >> shift, []).append(value)

    def holding(self, version: int, number: int) -> Iterator[tuple[int, list[T]]]:
        """(prefix length, values) of each CIDR that holds the address, longest first."""
        bits = 32 if version == 4 else 128
        for length in self._lengths[version]:
            found = self._tables[version, length].get(number >> bits - length)
            if found:
                yield length, found

    def longest(self, version: int, number: int) -> T | None:
        """The first value at the longest CIDR that holds the address."""
        for _, values in self.holding(version, number):
            return values[0]
        return None

    def __bool__(self) -> bool:
        return bool(self._tables)
