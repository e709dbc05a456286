"""What subnets say that are not like any other: that they are on an Outpost, or of another service, or excluded from something."""

from vpcviz.layout.public_access import subnet_words
from vpcviz.model import Network
from vpcviz.model import resources as r


def special_words(network: Network, subnet: r.Subnet) -> tuple[str, ...]:
    """The words for a subnet's kind, its Outpost, and VPC Block Public Access; "" for what it has not.

    Source: EC2 API Reference, Subnet (Type, OutpostArn).
    """
    kind = f"{subnet.type} subnet" if subnet.type else ""
    outpost = f"on Outpost {subnet.outpost.rpartition('/')[2]}" if subnet.outpost else ""
    return kind, outpost, subnet_words(network, subnet)
