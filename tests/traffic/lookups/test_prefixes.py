"""Longest-prefix tables."""

from hypothesis import given
from hypothesis import strategies as st

from vpcviz.model.addresses import parse_block
from vpcviz.traffic.lookups.prefixes import PrefixTable

CIDRS = st.builds(lambda first, length: f"10.{first >> 8 & 3}.{first & 255}.0/{length}", st.integers(0, 1023), st.integers(0, 30))


@given(st.lists(CIDRS, max_size=20), st.lists(st.integers(0, (1 << 18) - 1), min_size=2, max_size=12))
def test_addresses_of_one_place_are_held_by_the_same_cidrs(cidrs: list[str], hosts: list[int]):
    table: PrefixTable[str] = PrefixTable()
    blocks = {cidr: parse_block(cidr) for cidr in cidrs}
    for cidr, block in blocks.items():
        assert block is not None
        table.add(block, cidr)
    seen: dict[object, list[str]] = {}
    for host in hosts:
        number = (10 << 24) + host
        holding = [cidr for _, values in table.holding(4, number) for cidr in values]
        assert set(holding) == {cidr for cidr, block in blocks.items() if block is not None and block.first <= number <= block.last}
        assert table.longest(4, number) == (holding[0] if holding else None)
        assert seen.setdefault(table.place(4, number), holding) == holding
    assert table.place(6, 1) is None
