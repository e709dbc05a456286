"""IPv4 addresses as IPv6 hosts get them: made by DNS64 in 64:ff9b::/96, taken apart again by a NAT gateway (NAT64).

Sources: VPC User Guide, "DNS64 and NAT64"; RFC 6052, "Text Representation".
"""

from ipaddress import IPv6Address

from vpcviz.traffic.packets.state import Address

_PREFIX = 0x64FF9B << 96
"""64:ff9b::/96, the well-known prefix, as a number."""


def synthesized(known: Address) -> Address:
    """The IPv6 address that stands for an IPv4 address; of one that is not known the prefix's first, which means none."""
    if not known.known:
        return Address(6, _PREFIX, f"64:ff9b::/96 for {known.text}", known.service)
    number = _PREFIX | known.number
    return Address(6, number, str(IPv6Address(number)), known.service)


def embedded_in(destination: Address) -> Address | None:
    """The IPv4 address in one of 64:ff9b::/96, None for any other address."""
    if destination.version != 6 or not destination.known or destination.number >> 32 != _PREFIX >> 32:
        return None
    number = destination.number & 0xFFFFFFFF
    if not number:
        return Address(4, -1, destination.text.removeprefix("64:ff9b::/96 for "), destination.service)
    return Address(4, number, ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0)), destination.service)
