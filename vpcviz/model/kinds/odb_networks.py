"""Oracle Database@AWS: the networks that VPCs are peered with."""

from typing import Annotated

from vpcviz.model.fields import Cidrs, InZone, State
from vpcviz.model.meanings import Doc, Ref
from vpcviz.model.records import Resource

POSITION = 55


class OdbNetwork(Resource, frozen=True):
    """An Oracle Database@AWS network: `cidrs` are those of its client and backup subnets, `peers` the VPCs peered with it."""

    KIND = "odb-network"
    COLLECTION = "odb_networks"
    NOT_CHARGED = 'by a private offer on AWS Marketplace: "Pricing for Oracle Database@AWS"'
    JOINS = True
    PART = "outside"
    ONE = "ODB network"
    ID_PREFIX = "odbnet"
    ICON = "database"
    ROUTE_TARGET = True
    ROUTED_AS = "OdbNetworkArn"

    zone: InZone = ""
    cidrs: Cidrs = ()
    peers: Annotated[tuple[str, ...], Ref("vpcs", ties=True), Doc("The VPCs that are peered with it, by name or id.")] = ()
    state: State = ""
