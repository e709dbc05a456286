"""Which public addresses may be those of AWS services."""

from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import Address, is_documentation, is_public

_NOT_AWS = frozenset(
    """8.8.8.8 8.8.4.4 2001:4860:4860::8888 2001:4860:4860::8844 1.1.1.1 1.0.0.1 2606:4700:4700::1111 2606:4700:4700::1001
    9.9.9.9 149.112.112.112 2620:fe::fe""".split()
)
"""Public DNS servers of Google, Cloudflare and Quad9, which people ask for when they mean the internet: no AWS service has them."""


def may_be_a_service(index: Index, address: Address) -> bool:
    """Whether an address without a known owner could be one of an AWS service."""
    if is_documentation(address) or address.text in _NOT_AWS:
        return False
    return is_public(address) and address.number not in index.public
