"""NAT gateways, zonal and regional, and Elastic IPs that are associated with nothing."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import FAILED, is_gone

POSITION = 32


class NatAddress(Shape, frozen=True, gc=False):
    """One address of a NAT gateway."""

    private_ip: str = ""
    public_ip: str = ""
    network_interface_id: str = ""
    availability_zone: str = ""
    status: StateWord = ""
    is_primary: bool | None = None


class NatAppliance(Shape, frozen=True, gc=False):
    """An appliance that is attached to a NAT gateway."""

    type: str = ""
    appliance_arn: str = ""
    vpc_endpoint_id: str = ""
    attachment_state: str = ""


class NatGateway(Shape, frozen=True, gc=False):
    """A NAT gateway."""

    nat_gateway_id: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    state: str = ""
    connectivity_type: str = ""
    availability_mode: str = ""
    route_table_id: str = ""
    nat_gateway_addresses: tuple[NatAddress, ...] = ()
    attached_appliances: tuple[NatAppliance, ...] = ()
    tags: tuple[Tag, ...] = ()


class ElasticIp(Shape, frozen=True, gc=False):
    """An Elastic IP."""

    allocation_id: str = ""
    public_ip: str = ""
    association_id: str = ""
    network_interface_id: str = ""
    instance_id: str = ""
    service_managed: str = ""
    public_ipv4_pool: str = ""
    tags: tuple[Tag, ...] = ()


@reads("ec2", "DescribeAddresses", "Addresses", "elastic_ips", "Elastic IPs", ElasticIp, "AllocationId", tokens=(), optional=True)
def elastic_ips(estate: Estate, answer: Answer, item: ElasticIp) -> None:
    """Elastic IPs that are associated with no interface; those of interfaces are told with them, as is which are of an own pool."""
    own_pool = item.public_ipv4_pool not in ("", "amazon")
    if own_pool:
        estate.own_pool_ips.add(item.public_ip)
    if not (item.association_id or item.network_interface_id or item.instance_id):
        estate.put(
            "elastic_ips",
            item.allocation_id,
            answer,
            item.tags,
            public_ip=item.public_ip,
            service_managed=item.service_managed,
            own_pool=own_pool,
        )


@reads("ec2", "DescribeNatGateways", "NatGateways", "nat_gateways", "NAT gateways", NatGateway, "NatGatewayId")
def nat_gateways(estate: Estate, answer: Answer, item: NatGateway) -> None:
    """NAT gateways; a deleted one, which AWS lists for another hour, is none."""
    if is_gone(item.state):
        return
    live = (one for one in item.nat_gateway_addresses if one.status not in ("failed", "disassociating"))
    addresses = sorted(live, key=lambda one: one.is_primary is False)
    first = addresses[0] if addresses else NatAddress()
    regional = not item.subnet_id and item.availability_mode not in ("", "zonal")  # Or of a newer sort, in no subnet either.
    estate.put(
        "nat_gateways",
        item.nat_gateway_id,
        answer,
        item.tags,
        vpc=item.vpc_id,
        subnet=item.subnet_id,
        connectivity=word(item.connectivity_type, "public"),
        private_ip=first.private_ip,
        public_ip="" if regional else first.public_ip,
        availability=word(item.availability_mode, "zonal"),
        route_table=item.route_table_id if regional else "",
        addresses=tuple(
            r.NatAddress(public_ip=one.public_ip, private_ip=one.private_ip, zone=one.availability_zone)
            for one in (addresses if regional else addresses[1:])
        ),
        appliances=tuple(
            r.NatAppliance(arn=one.appliance_arn, type=one.type, endpoint=one.vpc_endpoint_id, state=one.attachment_state)
            for one in item.attached_appliances
            if not is_gone(one.attachment_state, FAILED)
        ),
        state=item.state,
    )
    for address in addresses:
        estate.more("network_interfaces", address.network_interface_id, owner=item.nat_gateway_id)
