"""Whether a subnet or a CIDR can hold something, as far as both are known."""

from ipaddress import ip_address, ip_network

from vpcviz.terraform.things import Thing


def is_within(thing: Thing, subnet: Thing) -> bool:
    """Whether a subnet can hold a thing's address and zone, as far as they are known."""
    zone, cidr, address = subnet.text("availability_zone"), subnet.text("cidr_block"), thing.text("private_ip")
    if zone and thing.text("availability_zone") not in ("", zone):
        return False
    return not address or not cidr or is_in(address, cidr)


def is_in(address: str, cidr: str) -> bool:
    """Whether a CIDR has an address; where one of them is none, nothing speaks against it."""
    try:
        return ip_address(address) in ip_network(cidr, strict=False)
    except ValueError:
        return True


def is_inside(cidr: str, outer: str) -> bool:
    """Whether a CIDR lies in another; where one of them is none, nothing speaks against it."""
    try:
        small, large = ip_network(cidr, strict=False), ip_network(outer, strict=False)
    except ValueError:
        return True
    return small.version == large.version and int(large[0]) <= int(small[0]) and int(small[-1]) <= int(large[-1])
