"""Which interfaces have an address, over all VPCs."""

import random

import pytest
from msgspec import structs

from tests.traffic.helpers import network, trace
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_ip
from vpcviz.traffic.lookups.addresses_in_vpc import addresses_of
from vpcviz.traffic.lookups.index import Index, index_of
from vpcviz.traffic.packets.state import Address, address

TEXTS = ("10.0.0.4", "10.0.0.5", "10.0.0.05", "fd00::4", "fd00:0::4", "FD00::4", "no address", "", "fd00::5%eth0")


def asked(index: Index, text: str) -> list[str]:
    there = address(text)
    assert there is not None
    return [one.id for one in index.interfaces_with(there)]


def test_of_several_in_a_vpc_the_first_has_it() -> None:
    interfaces = (
        r.NetworkInterface(id="eni-1", vpc="vpc-1", private_ips=("10.0.0.4", "10.0.0.4"), ipv6s=("fd00::4",)),
        r.NetworkInterface(id="eni-2", vpc="vpc-1", private_ips=("10.0.0.4", "10.0.0.5")),
        r.NetworkInterface(id="eni-3", vpc="vpc-2", private_ips=("10.0.0.4",), ipv6s=("FD00:0:0::4",)),
    )
    index = index_of(Network(network_interfaces=interfaces))
    assert asked(index, " 10.0.0.4 ") == ["eni-1", "eni-3"]
    assert asked(index, "10.0.0.5") == ["eni-2"]
    assert asked(index, "fd00:0::4") == ["eni-1", "eni-3"], "however it is written"
    assert asked(index, "10.0.0.6") == []
    assert index.interfaces_with(Address(4, -1, "10.0.0.4")) == [], "that is only what it is called"
    assert index.knows_addresses
    assert not index_of(Network(network_interfaces=(r.NetworkInterface(id="eni-1", private_ips=("?",)),))).knows_addresses


@pytest.mark.parametrize("seed", range(20))
def test_as_when_each_is_asked(seed: int) -> None:
    dice = random.Random(seed)
    interfaces = tuple(
        r.NetworkInterface(
            id=f"eni-{at}",
            vpc=dice.choice(("vpc-1", "vpc-2")),
            private_ips=tuple(dice.choices(TEXTS, k=dice.randrange(3))),
            ipv6s=tuple(dice.choices(TEXTS, k=dice.randrange(2))),
        )
        for at in range(8)
    )
    index = index_of(Network(network_interfaces=interfaces))
    for text in filter(parse_ip, TEXTS):
        having = [one for one in interfaces if parse_ip(text) in addresses_of(one)]
        firsts = {one.vpc: one.id for one in reversed(having)}
        assert asked(index, text) == [one.id for one in having if firsts[one.vpc] == one.id]


def test_a_sender_may_have_its_address_by_a_delegated_prefix() -> None:
    """EC2 User Guide, "Prefix delegation for Amazon EC2 network interfaces": addresses of the prefix are the interface's."""
    net = network("""
    vpcs:
      v:
        cidr: 10.0.0.0/16
        subnets:
          a:
            zone: a
            cidr: 10.0.0.0/20
            network_interfaces: [{id: eni-node, ip: 10.0.1.10, prefixes: [10.0.2.0/28], security_groups: open}]
            instances: {host: {ip: 10.0.1.20, security_groups: open}}
        security_groups: {open: {ingress: [all from open], egress: [all to open]}}
    """)
    for start, end in (("10.0.2.5", "host"), ("host", "10.0.2.5")):
        answer = trace(net, start, end)
        assert answer.delivered, answer.explanation
        assert "eni-node" in [hop.id for hop in answer.forward]
    assert not trace(net, "10.0.2.99", "host").delivered


@pytest.mark.parametrize("word", ["nat_gateway", "natGateway"])
def test_the_interface_of_a_nat_gateway_that_was_not_read_takes_no_connection(word: str) -> None:
    """VPC User Guide, "NAT gateways": whatever AWS calls the type (both spellings are in its API Reference and answers)."""
    net = network("""
    vpcs:
      v: {cidr: 10.0.0.0/16, subnets: {a: {zone: a, cidr: 10.0.0.0/24, network_interfaces: [{id: eni-nat, ip: 10.0.0.9}], instances: {host: {ip: 10.0.0.20}}}}}
    """)
    typed = tuple(structs.replace(one, type=word) if one.id == "eni-nat" else one for one in net.network_interfaces)
    assert trace(structs.replace(net, network_interfaces=typed), "host", "10.0.0.9").reason == "NGW_ACCEPTS_ONLY_EGRESS"
    assert trace(net, "host", "10.0.0.9").delivered
