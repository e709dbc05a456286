"""Route servers with their endpoints and peers, and secondary networks."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, unique
from vpcviz.model.life_cycle import LEAVING, is_dead, is_gone

POSITION = 35


class RouteServer(Shape, frozen=True, gc=False):
    """A route server."""

    route_server_id: str = ""
    amazon_side_asn: int | None = None
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2", "DescribeRouteServers", "RouteServers", "route_servers", "VPC Route Servers", RouteServer, "RouteServerId", optional=True
)
def route_servers(estate: Estate, answer: Answer, item: RouteServer) -> None:
    """Route servers."""
    if not is_dead(item.state):
        estate.put("route_servers", item.route_server_id, answer, item.tags, asn=item.amazon_side_asn, state=item.state)


_EACH_SERVER = Each("ec2.DescribeRouteServers", "RouteServerId", "RouteServerId", own="RouteServerId")


class RouteServerAssociation(Shape, frozen=True, gc=False):
    """A VPC that a route server is associated with, or a route table that it propagates to."""

    route_server_id: str = ""
    vpc_id: str = ""
    route_table_id: str = ""
    state: StateWord = ""


@reads(
    "ec2",
    "GetRouteServerAssociations",
    "RouteServerAssociations",
    "route_servers",
    "VPCs of VPC Route Servers",
    RouteServerAssociation,
    "VpcId",
    tokens=(),
    each=_EACH_SERVER,
    optional=True,
)
def route_server_associations(estate: Estate, answer: Answer, item: RouteServerAssociation) -> None:
    """The VPCs that a route server is associated with."""
    if item.vpc_id and item.state != "disassociating":
        estate.more("route_servers", item.route_server_id or answer.scope, vpcs=(item.vpc_id,))


@reads(
    "ec2",
    "GetRouteServerPropagations",
    "RouteServerPropagations",
    "route_servers",
    "route tables of VPC Route Servers",
    RouteServerAssociation,
    "RouteTableId",
    tokens=(),
    each=_EACH_SERVER,
    optional=True,
)
def route_server_propagations(estate: Estate, answer: Answer, item: RouteServerAssociation) -> None:
    """The route tables that a route server propagates to."""
    if item.route_table_id and not is_gone(item.state, LEAVING):
        estate.more("route_servers", item.route_server_id or answer.scope, route_tables=(item.route_table_id,))


class RouteServerEndpoint(Shape, frozen=True, gc=False):
    """An endpoint of a route server."""

    route_server_id: str = ""
    route_server_endpoint_id: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    eni_id: str = ""
    eni_address: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeRouteServerEndpoints",
    "RouteServerEndpoints",
    "route_server_endpoints",
    "endpoints of VPC Route Servers",
    RouteServerEndpoint,
    "RouteServerEndpointId",
    optional=True,
)
def route_server_endpoints(estate: Estate, answer: Answer, item: RouteServerEndpoint) -> None:
    """Endpoints of route servers, with the network interface of each."""
    if is_dead(item.state):
        return
    estate.put(
        "route_server_endpoints",
        item.route_server_endpoint_id,
        answer,
        item.tags,
        route_server=item.route_server_id,
        vpc=item.vpc_id,
        subnet=item.subnet_id,
        private_ip=item.eni_address,
        state=item.state,
    )
    if item.eni_id:
        estate.more("network_interfaces", item.eni_id, owner=item.route_server_endpoint_id)


class BgpOptions(Shape, frozen=True, gc=False):
    """How a peer speaks BGP."""

    peer_asn: int | None = None


class RouteServerPeer(Shape, frozen=True, gc=False):
    """A peer of a route server's endpoint."""

    route_server_peer_id: str = ""
    route_server_endpoint_id: str = ""
    peer_address: str = ""
    bgp_options: BgpOptions = BgpOptions()
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeRouteServerPeers",
    "RouteServerPeers",
    "route_server_peers",
    "peers of VPC Route Servers",
    RouteServerPeer,
    "RouteServerPeerId",
    optional=True,
)
def route_server_peers(estate: Estate, answer: Answer, item: RouteServerPeer) -> None:
    """Peers of route servers."""
    if not is_dead(item.state):
        estate.put(
            "route_server_peers",
            item.route_server_peer_id,
            answer,
            item.tags,
            endpoint=item.route_server_endpoint_id,
            peer_ip=item.peer_address,
            peer_asn=item.bgp_options.peer_asn,
            state=item.state,
        )


class SecondaryCidr(Shape, frozen=True, gc=False):
    """A CIDR of a secondary network or subnet."""

    cidr_block: str = ""
    state: StateWord = ""


class SecondaryNetwork(Shape, frozen=True, gc=False):
    """A secondary network, or a subnet of one."""

    secondary_network_id: str = ""
    secondary_subnet_id: str = ""
    owner_id: str = ""
    type: str = ""
    state: str = ""
    availability_zone: str = ""
    ipv4_cidr_block_associations: tuple[SecondaryCidr, ...] = ()
    tags: tuple[Tag, ...] = ()


def _cidrs(item: SecondaryNetwork) -> tuple[str, ...]:
    return unique(one.cidr_block for one in item.ipv4_cidr_block_associations if not is_dead(one.state))


@reads(
    "ec2",
    "DescribeSecondaryNetworks",
    "SecondaryNetworks",
    "secondary_networks",
    "secondary networks",
    SecondaryNetwork,
    "SecondaryNetworkId",
    optional=True,
)
def secondary_networks(estate: Estate, answer: Answer, item: SecondaryNetwork) -> None:
    """Secondary networks."""
    if not is_dead(item.state):
        identity, cidrs = item.secondary_network_id, _cidrs(item)
        estate.put(
            "secondary_networks", identity, answer, item.tags, owner=item.owner_id, type=item.type, state=item.state, cidrs=cidrs
        )


@reads(
    "ec2",
    "DescribeSecondarySubnets",
    "SecondarySubnets",
    "secondary_subnets",
    "secondary subnets",
    SecondaryNetwork,
    "SecondarySubnetId",
    optional=True,
)
def secondary_subnets(estate: Estate, answer: Answer, item: SecondaryNetwork) -> None:
    """Subnets of secondary networks."""
    if not is_dead(item.state):
        estate.put(
            "secondary_subnets",
            item.secondary_subnet_id,
            answer,
            item.tags,
            owner=item.owner_id,
            network=item.secondary_network_id,
            zone=item.availability_zone,
            state=item.state,
            cidrs=_cidrs(item),
        )


class SecondaryAddress(Shape, frozen=True, gc=False):
    """A private address of a secondary interface."""

    private_ip_address: str = ""


class SecondaryAttachment(Shape, frozen=True, gc=False):
    """The instance that a secondary interface is attached to."""

    instance_id: str = ""


class SecondaryInterface(Shape, frozen=True, gc=False):
    """A network interface in a secondary network."""

    secondary_interface_id: str = ""
    secondary_network_id: str = ""
    secondary_subnet_id: str = ""
    owner_id: str = ""
    status: str = ""
    addresses: tuple[SecondaryAddress, ...] = field(name="PrivateIpv4Addresses", default=())
    attachment: SecondaryAttachment = SecondaryAttachment()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeSecondaryInterfaces",
    "SecondaryInterfaces",
    "secondary_interfaces",
    "secondary network interfaces",
    SecondaryInterface,
    "SecondaryInterfaceId",
    optional=True,
)
def secondary_interfaces(estate: Estate, answer: Answer, item: SecondaryInterface) -> None:
    """Network interfaces in secondary networks."""
    estate.put(
        "secondary_interfaces",
        item.secondary_interface_id,
        answer,
        item.tags,
        owner=item.owner_id,
        network=item.secondary_network_id,
        secondary_subnet=item.secondary_subnet_id,
        instance=item.attachment.instance_id,
        private_ips=unique(one.private_ip_address for one in item.addresses),
        status=item.status,
    )
