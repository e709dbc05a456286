"""What VPCs and subnets say of VPC Block Public Access."""

from vpcviz.model import Network
from vpcviz.model import resources as r

_MODES = {"block-bidirectional": "bidirectional", "block-ingress": "ingress", "unknown": "mode not known"}
_EXCLUSIONS = {"allow-bidirectional": "", "allow-egress": ": egress"}


def blocked_words(place: r.Vpc | r.Subnet) -> str:
    """The mode of VPC Block Public Access that holds for a place, or its exclusion from it; "" where neither is told."""
    if place.public_access_exclusion:
        mode = _EXCLUSIONS.get(place.public_access_exclusion, f": {place.public_access_exclusion}")
        return f"excluded from Block Public Access{mode}"
    mode = place.block_public_access
    return f"Block Public Access: {_MODES.get(mode, mode)}" if mode not in ("", "off") else ""


def subnet_words(network: Network, subnet: r.Subnet) -> str:
    """The same of a subnet, where it is another than its VPC's: excluded ones tell that nothing is blocked there."""
    vpc = network.get(subnet.vpc, r.Vpc)
    own, whole = blocked_words(subnet), blocked_words(vpc) if vpc is not None else ""
    if own or subnet.block_public_access != "off":
        return own if own != whole else ""
    return "excluded from Block Public Access" if vpc is not None and vpc.block_public_access not in ("", "off") else ""
