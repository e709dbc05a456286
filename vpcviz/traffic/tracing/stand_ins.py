"""Addresses that stand for any host of a subnet or of a block, where a flow's end names no host of its own."""

from vpcviz.model import resources as r
from vpcviz.model.addresses import KEPT, Block, ip_text, parse_block
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address


def free_address(index: Index, subnet: r.Subnet, cidr: str) -> Address | None:
    """An address of a subnet that no interface has: it stands for any host there."""
    block = parse_block(cidr) if cidr else None
    if block is None:
        return None
    holder = index.in_vpc(subnet.vpc).holder
    for number in range(min(block.first + KEPT, block.last), block.last + 1):
        if holder(block.version, number) is None:
            return _address(block.version, number)
    return _address(block.version, block.last)


def host_of(block: Block) -> Address:
    """An address that stands for any host of a block."""
    return _address(block.version, min(block.first + 10, block.last))


def _address(version: int, number: int) -> Address:
    return Address(version, number, ip_text(version, number))
