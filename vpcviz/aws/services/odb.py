"""Oracle Database@AWS networks with the VPCs that are peered with them."""

from typing import Any

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, reads
from vpcviz.aws.shapes import CamelShape, StateWord, Texts, unique
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead

POSITION = 65


class OdbNetwork(CamelShape, frozen=True, gc=False):
    """An Oracle Database@AWS network."""

    odb_network_id: str = ""
    display_name: str = ""
    status: str = ""
    availability_zone: str = ""
    client_subnet_cidr: str = ""
    backup_subnet_cidr: str = ""


@reads(
    "odb",
    "ListOdbNetworks",
    "odbNetworks",
    "odb_networks",
    "Oracle Database@AWS networks",
    OdbNetwork,
    "odbNetworkId",
    tokens=LOWER,
    optional=True,
)
def odb_networks(estate: Estate, answer: Answer, item: OdbNetwork) -> None:
    """Oracle Database@AWS networks."""
    if is_dead(item.status):
        return
    fields: dict[str, Any] = {
        "name": item.display_name,
        "zone": item.availability_zone,
        "cidrs": unique([item.client_subnet_cidr, item.backup_subnet_cidr]),
        "state": item.status.lower(),
    }
    estate.put("odb_networks", item.odb_network_id, answer, **fields)


class OdbPeering(CamelShape, frozen=True, gc=False):
    """The peering of a VPC with an Oracle Database@AWS network."""

    odb_peering_connection_id: str = ""
    odb_network_arn: str = ""
    peer_network_arn: str = ""
    peer_network_cidrs: Texts = ()
    status: StateWord = ""


@reads(
    "odb",
    "ListOdbPeeringConnections",
    "odbPeeringConnections",
    "odb_networks",
    "VPCs of Oracle Database@AWS networks",
    OdbPeering,
    "odbPeeringConnectionId",
    tokens=LOWER,
    optional=True,
)
def odb_peerings(estate: Estate, answer: Answer, item: OdbPeering) -> None:
    """The VPCs that are peered with an Oracle Database@AWS network."""
    vpc = _of_arn(item.peer_network_arn)
    if not is_dead(item.status) and vpc:
        made = r.OdbPeering(vpc=vpc, peering=item.odb_peering_connection_id, cidrs=item.peer_network_cidrs)
        estate.more("odb_networks", _of_arn(item.odb_network_arn), peers=(made,))


def _of_arn(text: str) -> str:
    """The id that an ARN names; an id as it is."""
    return text.partition("/")[2] if text.startswith("arn:") else text
