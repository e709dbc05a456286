"""What `Fn::GetAtt` gives: a resource's id, a property of it, what AWS makes with it, or a named unknown.

Source: CloudFormation Template Reference, "Return values" of each resource type.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vpcviz.cloudformation.evaluated_values import Identity, Nothing, Symbol, unknown

_NESTED = ("AWS::CloudFormation::Stack", "AWS::Serverless::Application")

_IDS = {
    "AWS::EC2::EIP": ("AllocationId",),
    "AWS::EC2::SecurityGroup": ("GroupId",),
    "AWS::EC2::VPCEndpointService": ("ServiceId",),
    "AWS::EC2::VPCEndpoint": ("Id",),
    "AWS::EC2::VPNConnection": ("VpnConnectionId",),
    "AWS::EC2::VPNGateway": ("VPNGatewayId",),
    "AWS::EC2::DHCPOptions": ("DhcpOptionsId",),
    "AWS::EC2::EC2Fleet": ("FleetId",),
    "AWS::EC2::ClientVpnEndpoint": ("Id",),
    "AWS::NetworkFirewall::Firewall": ("FirewallArn", "FirewallId"),
    "AWS::RDS::DBInstance": ("DBInstanceArn",),
    "AWS::RDS::DBCluster": ("DBClusterArn",),
}
"""Attributes that tell the id of a resource of a type, besides `Id`, `Arn` and those that the type's name begins."""

PUBLIC_IP = ".public_ip"
"""How the word for a public IP ends that AWS gives to an Elastic IP or an instance."""

_IMPLIED = {
    ("AWS::EC2::VPC", "DefaultSecurityGroup"): "default_security_group_id",
    ("AWS::EC2::VPC", "DefaultNetworkAcl"): "default_network_acl_id",
    ("AWS::EC2::TransitGateway", "AssociationDefaultRouteTableId"): "association_default_route_table_id",
    ("AWS::EC2::TransitGateway", "PropagationDefaultRouteTableId"): "propagation_default_route_table_id",
}
"""What comes with a resource and has an id of its own."""

_PROPERTY = {
    ("AWS::EC2::Instance", "PrivateIp"): "PrivateIpAddress",
    ("AWS::EC2::NetworkInterface", "PrimaryPrivateIpAddress"): "PrivateIpAddress",
}
"""Attributes that have another name than the property that they tell."""

_OWN = {
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "DNSName"),
    ("AWS::ElasticLoadBalancing::LoadBalancer", "DNSName"),
    ("AWS::RDS::DBInstance", "Endpoint.Address"),
    ("AWS::RDS::DBCluster", "Endpoint.Address"),
}
"""Names and addresses that AWS gives: a word of their own stands for them, by which they are found again."""


@dataclass(frozen=True)
class Resource:
    """The resource that has an attribute: `property` gives the value of a property (NOTHING where it is not written), `output`
    that of an output, where the resource is a nested stack whose template is at hand."""

    type: str
    address: str
    property: Callable[[str], Any]
    output: Callable[[str], Any] | None = None


def attribute(resource: Resource, name: str) -> Any:
    """The attribute `name` of a resource, which has it or may have it."""
    kind, address = resource.type, resource.address
    if kind in _NESTED and name.startswith("Outputs."):
        return resource.output(name.removeprefix("Outputs.")) if resource.output is not None else unknown(f"{address}.{name}")
    if (kind, name) in _IMPLIED:
        return Identity(f"{address}.{_IMPLIED[kind, name]}")
    if _is_id(kind, name):
        return Identity(address)
    if name == "PublicIp" and kind in ("AWS::EC2::EIP", "AWS::EC2::Instance"):
        return Identity(f"{address}{PUBLIC_IP}")
    if (kind, name) in _OWN:
        return Identity(f"{address}.{name}")
    if kind == "AWS::EC2::VPCEndpoint" and name == "DnsEntries":
        return [f"${{{address}.HostedZone}}:{dns_name(address)}"]
    if kind == "AWS::EC2::VPCEndpoint" and name == "NetworkInterfaceIds":
        subnets = resource.property("SubnetIds")
        return [Identity(f"{address}.{one}") for one in subnets] if isinstance(subnets, list) else unknown(f"{address}.{name}")
    if kind == "AWS::NetworkFirewall::Firewall" and name == "EndpointIds":
        return _firewall_endpoints(resource)
    if kind == "AWS::NetworkFirewall::VpcEndpointAssociation" and name == "EndpointId":
        return _endpoint_in(resource, resource.property("SubnetMapping"))
    if name == "Endpoint.Port" and kind.startswith("AWS::RDS::"):
        return database_port(resource.property, address)
    told = resource.property(_PROPERTY.get((kind, name), name)) if kind.startswith("AWS::") else None
    return unknown(f"{address}.{name}") if told is None or isinstance(told, Nothing) else told


def dns_name(address: str) -> str:
    """The word for the DNS name that an endpoint has in its region."""
    return f"{address}.DnsEntries"


_PORTS = (
    ("postgres", "5432"),
    ("aurora-postgresql", "5432"),
    ("aurora", "3306"),
    ("mysql", "3306"),
    ("mariadb", "3306"),
    ("oracle", "1521"),
    ("sqlserver", "1433"),
    ("db2", "50000"),
)
"""The port that a database of an engine has where none is given. Source: RDS API Reference, CreateDBInstance, Port."""


def database_port(told: Callable[[str], Any], address: str) -> str:
    """The port of the database at `address`: as its properties tell it, else that of its engine."""
    written, engine = told("Port"), told("Engine")
    if isinstance(written, str):
        return written
    found = [port for begin, port in _PORTS if isinstance(engine, str) and engine.lower().startswith(begin)]
    return found[0] if found else unknown(f"{address}.Endpoint.Port")


def _is_id(kind: str, name: str) -> bool:
    last = kind.rpartition("::")[2].lower()
    return name in ("Id", "Arn") or name.lower() in (f"{last}id", f"{last}arn") or name in _IDS.get(kind, ())


def _firewall_endpoints(resource: Resource) -> Any:
    """`zone:endpoint` for each subnet of a firewall. AWS does not say in which order: of several, none is known by its place."""
    mappings = resource.property("SubnetMappings")
    address = resource.address
    if not isinstance(mappings, list) or len(mappings) != 1:
        return unknown(f"{address}.EndpointIds")
    endpoint = _endpoint_in(resource, mappings[0])
    return unknown(f"{address}.EndpointIds") if isinstance(endpoint, Symbol) else [f"${{zone}}:{endpoint}"]


def _endpoint_in(resource: Resource, mapping: Any) -> Any:
    """The word for a firewall's endpoint in the subnet of a mapping; a named unknown where the subnet is not known."""
    subnet = mapping.get("SubnetId") if isinstance(mapping, dict) else None
    known = isinstance(subnet, str) and not isinstance(subnet, Symbol)
    return Identity(f"{resource.address}.{subnet}") if known else unknown(f"{resource.address}.EndpointId")
