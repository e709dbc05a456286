"""Longest-prefix tables: which of many CIDRs hold an address, longest first, without looking at them all."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from vpcviz.model.addresses import Block

T = TypeVar("T")


class PrefixTable(Generic[T]):
    """Values by CIDR. A look-up costs one dictionary access for each prefix length in use, not one for each CIDR."""

    __slots__ = ("_lengths", "_tables")

    def __init__(self) -> None:
        self._tables: dict[tuple[int, int], dict[int, list[T]]] = {}
        self._lengths: dict[int, list[tuple[int, dict[int, list[T]]]]] = {4: [], 6: []}
        """By IP version: how many bits are cut off, and what stands there; the longest prefixes first."""

    @classmethod
    def of(cls, entries: Iterable[tuple[Block, T]]) -> "PrefixTable[T]":
        """The table of values at CIDRs."""
        table = cls()
        for block, value in entries:
            table.add(block, value)
        return table

    def add(self, block: Block, value: T) -> None:
        """Put a value at a CIDR; several may stand at one."""
        shift = (32 if block.version == 4 else 128) - block.length
        table = self._tables.get((block.version, shift))
        if table is None:
            table = self._tables[block.version, shift] = {}
            self._lengths[block.version] = sorted([*self._lengths[block.version], (shift, table)], key=lambda one: one[0])
        table.setdefault(block.first >> shift, []).append(value)

    def holding(self, version: int, number: int) -> Iterator[tuple[int, list[T]]]:
        """(prefix length, values) of each CIDR that holds the address, longest first."""
        bits = 32 if version == 4 else 128
        for shift, table in self._lengths[version]:
            found = table.get(number >> shift)
            if found:
                yield bits - shift, found

    def longest(self, version: int, number: int) -> T | None:
        """The first value at the longest CIDR that holds the address."""
        for shift, table in self._lengths[version]:
            found = table.get(number >> shift)
            if found:
                return found[0]
        return None

    def place(self, version: int, number: int) -> tuple[int, int, int] | None:
        """The longest CIDR that holds the address, None where none does: all addresses of one place are held by the same CIDRs,
        as of two CIDRs that share an address one holds the other.
        """
        for shift, table in self._lengths[version]:
            if number >> shift in table:
                return version, shift, number >> shift
        return None

    def __bool__(self) -> bool:
        return bool(self._tables)
