"""What VPCs and subnets say of VPC Block Public Access.

Source: VPC User Guide, "Block public access to VPCs and subnets", "Advanced example": which exclusion is ignored in which mode.
"""

from vpcviz.model import Network
from vpcviz.model import resources as r

_MODES = {"block-bidirectional": "bidirectional", "block-ingress": "ingress", "unknown": "mode not known"}
_EXCLUSIONS = {"allow-bidirectional": "", "allow-egress": ": egress"}


def blocked_words(place: r.Vpc | r.Subnet, around: str = "") -> str:
    """The mode of VPC Block Public Access that holds for a place, or its exclusion from it; "" where neither is told. `around`
    is its VPC's mode, which holds where it has none of its own.
    """
    if place.public_access_exclusion:
        mode = _EXCLUSIONS.get(place.public_access_exclusion, f": {place.public_access_exclusion}")
        if place.public_access_exclusion == "allow-egress" and (place.block_public_access or around) == "block-ingress":
            mode += ", ignored in ingress mode"
        return f"excluded from Block Public Access{mode}"
    mode = place.block_public_access
    return f"Block Public Access: {_MODES.get(mode, mode)}" if mode not in ("", "off") else ""


def subnet_words(network: Network, subnet: r.Subnet) -> str:
    """The same of a subnet, where it is another than its VPC's: excluded ones tell that nothing is blocked there."""
    vpc = network.get(subnet.vpc, r.Vpc)
    own = blocked_words(subnet, vpc.block_public_access if vpc is not None else "")
    whole = blocked_words(vpc) if vpc is not None else ""
    if own or subnet.block_public_access != "off":
        return own if own != whole else ""
    return "excluded from Block Public Access" if vpc is not None and vpc.block_public_access not in ("", "off") else ""
