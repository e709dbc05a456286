"""Network firewalls: at endpoints in subnets, at internet gateways, on transit gateways, and as proxies."""

from typing import Annotated

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, leads, reads
from vpcviz.aws.shapes import Known, Shape, StateWord, Tag, Texts, domain, unique, word
from vpcviz.model import resources as r

POSITION = 135


class FirewallName(Shape, frozen=True, gc=False):
    """A network firewall in a list."""

    firewall_arn: str = ""


class SubnetMapping(Shape, frozen=True, gc=False):
    """A subnet of a firewall."""

    subnet_id: str = ""


class ZoneMapping(Shape, frozen=True, gc=False):
    """A zone of a firewall that is attached to a transit gateway; AWS writes the zone's id."""

    availability_zone: str = ""


class ProxyListener(Shape, frozen=True, gc=False):
    """A port at which clients ask a firewall in proxy mode."""

    port: int | None = None
    type: str = ""


class ProxySettings(Shape, frozen=True, gc=False):
    """What only a firewall in proxy mode has."""

    listener_properties: tuple[ProxyListener, ...] = ()
    domain_name: str = ""


class GatewayConfiguration(Shape, frozen=True, gc=False):
    """What only a firewall at an internet gateway has."""

    enforcement_mode: Annotated[str, Known("policy_controlled")] = ""


class ProxyEndpoint(Shape, frozen=True, gc=False):
    """The endpoints of a firewall in proxy mode."""

    vpc_id: str = ""
    subnet_mappings: tuple[SubnetMapping, ...] = ()


class Firewall(Shape, frozen=True, gc=False):
    """A network firewall."""

    firewall_arn: str = ""
    firewall_name: str = ""
    firewall_policy_arn: str = ""
    vpc_id: str = ""
    subnet_mappings: tuple[SubnetMapping, ...] = ()
    transit_gateway_id: str = ""
    availability_zone_mappings: tuple[ZoneMapping, ...] = ()
    igw_firewall_configuration: GatewayConfiguration = GatewayConfiguration()
    vpc_endpoint: ProxyEndpoint = ProxyEndpoint()
    transparent_filtering_nat_scope: str = ""
    proxy_settings: ProxySettings = ProxySettings()
    tags: tuple[Tag, ...] = ()


class EndpointAttachment(Shape, frozen=True, gc=False):
    """The endpoint of a firewall in a subnet."""

    subnet_id: str = ""
    endpoint_id: str = ""


class AddressTranslations(Shape, frozen=True, gc=False):
    """The addresses by which a firewall at an internet gateway translates in a zone."""

    public_ipv4_addresses: Texts = field(name="PublicIPv4Addresses", default=())


class NatAttachment(Shape, frozen=True, gc=False):
    """The NAT gateway of a firewall in proxy mode in a zone."""

    nat_gateway_id: str = ""
    status: StateWord = ""


class SyncState(Shape, frozen=True, gc=False):
    """How a firewall is in a zone."""

    attachment: EndpointAttachment = EndpointAttachment()
    address_translations: AddressTranslations = AddressTranslations()
    nat_gateway_attachments: tuple[NatAttachment, ...] = ()


class FirewallStatus(Shape, frozen=True, gc=False):
    """How a firewall is, by zone."""

    sync_states: dict[str, SyncState] = field(default_factory=dict)


class DescribedFirewall(Shape, frozen=True, gc=False):
    """A firewall and its status."""

    firewall: Firewall = Firewall()
    firewall_status: FirewallStatus = FirewallStatus()


leads(
    __name__,
    "network-firewall",
    "ListFirewalls",
    "Firewalls",
    "network_firewalls",
    "network firewalls",
    FirewallName,
    "FirewallArn",
)


@reads(
    "network-firewall",
    "DescribeFirewall",
    "Firewall",
    "network_firewalls",
    "endpoints of network firewalls",
    DescribedFirewall,
    tokens=(),
    whole=True,
    each=Each("network-firewall.ListFirewalls", "FirewallArn", "FirewallArn", own="Firewall.FirewallArn"),
)
def firewall(estate: Estate, answer: Answer, item: DescribedFirewall) -> None:
    """Network firewalls: where each inspects, with the endpoint that it has in a subnet."""
    told, states = item.firewall, dict(sorted(item.firewall_status.sync_states.items()))
    attachments = [state.attachment for state in states.values()]
    mappings = told.subnet_mappings or told.vpc_endpoint.subnet_mappings
    nats = [one for state in states.values() for one in state.nat_gateway_attachments if one.status in ("", "READY", "UPDATING")]
    estate.put(
        "network_firewalls",
        told.firewall_arn,
        answer,
        told.tags,
        name=told.firewall_name,
        vpc=told.vpc_id or told.vpc_endpoint.vpc_id,
        subnets=unique(one.subnet_id for one in mappings),
        endpoints={one.subnet_id: one.endpoint_id for one in sorted(attachments, key=lambda one: one.subnet_id) if one.subnet_id},
        policy=told.firewall_policy_arn,
        placement=_placement(told),
        addresses=tuple(
            r.NatAddress(public_ip=address, zone=zone)
            for zone, state in states.items()
            for address in state.address_translations.public_ipv4_addresses
        ),
        transit_gateway=told.transit_gateway_id,
        zones=unique(one.availability_zone for one in told.availability_zone_mappings),
        nat_gateways=unique(one.nat_gateway_id for one in nats),
        nat_scope=word(told.transparent_filtering_nat_scope),
        listeners=tuple(
            r.Listener(protocol=one.type or "HTTP", port=one.port)
            for one in told.proxy_settings.listener_properties
            if one.port is not None
        ),
        domain_name=domain(told.proxy_settings.domain_name),
    )


def _placement(firewall: Firewall) -> str:
    """Where a firewall inspects. Source: Network Firewall API Reference, Firewall (the members that only one sort has)."""
    if firewall.igw_firewall_configuration.enforcement_mode:
        return "internet-gateway"
    if firewall.transit_gateway_id:
        return "transit-gateway"
    return "proxy" if firewall.vpc_endpoint.vpc_id else "subnets"


class AssociationName(Shape, frozen=True, gc=False):
    """A further endpoint of a firewall in a list."""

    vpc_endpoint_association_arn: str = ""


leads(
    __name__,
    "network-firewall",
    "ListVpcEndpointAssociations",
    "VpcEndpointAssociations",
    "network_firewalls",
    "further endpoints of network firewalls",
    AssociationName,
    "VpcEndpointAssociationArn",
    optional=True,
)


class Association(Shape, frozen=True, gc=False):
    """A further endpoint of a firewall, in any VPC."""

    vpc_endpoint_association_arn: str = ""
    firewall_arn: str = ""
    vpc_id: str = ""
    subnet_mapping: SubnetMapping = SubnetMapping()


class AssociationSyncState(Shape, frozen=True, gc=False):
    """How it is in a zone."""

    attachment: EndpointAttachment = EndpointAttachment()


class AssociationStatus(Shape, frozen=True, gc=False):
    """How it is, by zone."""

    association_sync_state: dict[str, AssociationSyncState] = field(default_factory=dict)


class DescribedAssociation(Shape, frozen=True, gc=False):
    """A further endpoint of a firewall and its status."""

    vpc_endpoint_association: Association = Association()
    vpc_endpoint_association_status: AssociationStatus = AssociationStatus()


@reads(
    "network-firewall",
    "DescribeVpcEndpointAssociation",
    "VpcEndpointAssociation",
    "network_firewalls",
    "subnets of further endpoints of network firewalls",
    DescribedAssociation,
    tokens=(),
    whole=True,
    each=Each(
        "network-firewall.ListVpcEndpointAssociations",
        "VpcEndpointAssociationArn",
        "VpcEndpointAssociationArn",
        own="VpcEndpointAssociation.VpcEndpointAssociationArn",
    ),
    optional=True,
)
def endpoint_association(estate: Estate, answer: Answer, item: DescribedAssociation) -> None:
    """A further endpoint of a firewall, which routes may lead to, also of one that was not read: another account's."""
    told = item.vpc_endpoint_association
    parts = told.firewall_arn.split(":")
    estate.put(
        "network_firewalls",
        told.firewall_arn,
        answer,
        owner=parts[4] if len(parts) > 5 else "",
        aside=True,
        name=told.firewall_arn.rpartition("/")[2],
        vpc=told.vpc_id,
    )
    further = estate.further_endpoints.setdefault(told.firewall_arn, {})
    for state in item.vpc_endpoint_association_status.association_sync_state.values():
        if state.attachment.subnet_id and state.attachment.endpoint_id:
            further[state.attachment.subnet_id] = state.attachment.endpoint_id
