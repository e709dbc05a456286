"""Oracle Database@AWS: the networks that VPCs are peered with."""

from typing import Annotated

from vpcviz.model.fields import Cidrs, InZone, State
from vpcviz.model.meanings import Cidr, Doc, Id, Ref
from vpcviz.model.records import Record, Resource

POSITION = 55


class OdbPeering(Record, frozen=True):
    """The peering of a VPC with an Oracle Database@AWS network."""

    FORM = "the VPC, by name or id"
    TEXT = "vpc"

    vpc: Annotated[str, Ref("vpcs", ties=True), Doc("The VPC, by name or id.")]
    peering: Annotated[str, Id("odbpcx"), Doc("The peering's own id.")] = ""
    cidrs: Annotated[
        tuple[str, ...], Cidr(), Doc("The VPC's CIDRs that can communicate by the peering; all of them where none is written.")
    ] = ()


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
    peers: Annotated[tuple[OdbPeering, ...], Doc("The VPCs that are peered with it.")] = ()
    state: State = ""
