"""Addresses as integers agree with the standard library's."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.model.addresses import address_order, canonical_cidr, parse_block, parse_ip


@given(st.ip_addresses())
def test_parse_ip(address: object) -> None:
    assert parse_ip(str(address)) == (address.version, int(address))  # type: ignore[attr-defined]


@given(st.ip_addresses(), st.integers(0, 32))
def test_parse_block(address: object, length: int) -> None:
    text = f"{address}/{length}"
    network = ip_network(text, strict=False)
    block = parse_block(text)
    assert block is not None
    assert (block.version, block.first, block.last, block.length) == (
        network.version,
        int(network.network_address),
        int(network.broadcast_address),
        length,
    )
    assert canonical_cidr(text) == str(network)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.0.0",
        "10.0.0.0.0",
        "10.0.0.256",
        "a",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.-1",
        "١٠.0.0.1",
        "1_0.0.0.1",
        " 10.0.0.1",
        "010.0.0.1",
        "fe80::1%eth0",
        "10.0.0.0/255.0.0.0",
        "10.0.0.1\n",
    ],
)
def test_what_is_no_address(text: str) -> None:
    try:
        ip_address(text)
    except ValueError:
        assert parse_ip(text) is None, text
    assert canonical_cidr(text) == text


def test_containment_and_overlap() -> None:
    whole, part, other, six = (parse_block(text) for text in ("10.0.0.0/16", "10.0.4.0/24", "10.1.0.0/16", "::/0"))
    assert whole is not None
    assert part is not None
    assert other is not None
    assert six is not None
    assert whole.contains(part)
    assert not part.contains(whole)
    assert whole.overlaps(part)
    assert part.overlaps(whole)
    assert not whole.overlaps(other)
    assert not six.contains(part)
    assert not six.overlaps(part)


def test_order() -> None:
    texts = ["pl-1", "::1", "10.0.0.2", "10.0.0.10", "9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16"]
    assert sorted(texts, key=address_order) == ["9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.2", "10.0.0.10", "::1", "pl-1"]
