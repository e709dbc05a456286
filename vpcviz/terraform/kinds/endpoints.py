"""VPC endpoints and the services behind them."""

from typing import Any

from vpcviz.terraform.aliases import name_of
from vpcviz.terraform.blocks import block_ids, holds
from vpcviz.terraform.building import GROUP, PARTS, SUBNET, TABLE, VPC, Building, makes, tags
from vpcviz.terraform.containing import is_in
from vpcviz.terraform.kinds.hosts import made_interface
from vpcviz.terraform.resource_instances import Thing

PARTS |= {
    "aws_vpc_endpoint_subnet_association",
    "aws_vpc_endpoint_security_group_association",
    "aws_vpc_endpoint_policy",
    "aws_vpc_endpoint_connection_accepter",
    "aws_vpc_endpoint_service_allowed_principal",
}

ENDPOINT = ("aws_vpc_endpoint",)
SERVICE = ("aws_vpc_endpoint_service",)


@makes("aws_vpc_endpoint")
def endpoint(building: Building, thing: Thing) -> None:
    """An endpoint; that of a type with interfaces has one in each of its subnets."""
    kind = thing.text("vpc_endpoint_type") or "Gateway"
    vpc = building.one(thing, "vpc_id", types=VPC)
    subnets, tables, groups = _ties(building, thing, vpc)
    default = building.thing(vpc)
    if (
        kind == "Interface"
        and not groups
        and default is not None
        and not building.references.references_in(thing, "security_group_ids")
    ):
        groups = [building.default_id(default, "default_security_group_id")]
    policy = [thing.text("policy")]
    policy += [
        one.text("policy") for one in building.parts("aws_vpc_endpoint_policy", "vpc_endpoint_id", ENDPOINT).get(thing.id, ())
    ]
    accepted = thing.id in building.parts("aws_vpc_endpoint_connection_accepter", "vpc_endpoint_id", ENDPOINT)
    written = "policy" in thing.expressions or len(policy) > 1
    item: dict[str, Any] = {
        "VpcEndpointId": thing.id,
        "VpcEndpointType": kind,
        "VpcId": vpc,
        "OwnerId": building.account(thing),
        "State": "available" if accepted else thing.text("state"),
        "ServiceName": _service(building, thing),
        "ServiceRegion": thing.text("service_region"),
        "SubnetIds": subnets,
        "RouteTableIds": tables if kind == "Gateway" else [],
        "Groups": [{"GroupId": one} for one in groups],
        "PrivateDnsEnabled": thing.at("private_dns_enabled") is True,
        "DnsEntries": [{"DnsName": one} for one in _names(building, thing)],
        "PolicyDocument": next((one for one in reversed(policy) if one), "" if written else _EVERYTHING),
        "Tags": tags(thing),
    }
    if kind != "Gateway":
        item["NetworkInterfaceIds"] = [_interface(building, thing, subnet, kind, groups) for subnet in subnets]
    building.put("ec2.DescribeVpcEndpoints", thing, item)


def _names(building: Building, thing: Thing) -> list[str]:
    """The DNS names of an endpoint; a word where they are not known and a record is an alias of them."""
    told = [one["dns_name"] for one in thing.records("dns_entry") if isinstance(one.get("dns_name"), str)]
    word = name_of(building, thing)
    return told or [word] * bool(word)


_EVERYTHING = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
"""The policy that AWS gives an endpoint without one of its own."""


def _ties(building: Building, thing: Thing, vpc: str) -> tuple[list[str], list[str], list[str]]:
    """Subnets, route tables and groups: its own, and those that are associated apart."""
    fits = building.in_vpc(vpc)
    made = []
    for name, apart, attribute, types in (
        ("subnet_ids", "aws_vpc_endpoint_subnet_association", "subnet_id", SUBNET),
        ("route_table_ids", "aws_vpc_endpoint_route_table_association", "route_table_id", TABLE),
        ("security_group_ids", "aws_vpc_endpoint_security_group_association", "security_group_id", GROUP),
    ):
        found = _configured(building, thing, vpc) if name == "subnet_ids" else []
        found = found or building.ids(thing, name, types=types, accept=fits)
        for one in building.parts(apart, "vpc_endpoint_id", ENDPOINT).get(thing.id, ()):
            found.append(building.one(one, attribute, types=types, accept=fits))
        made.append(list(dict.fromkeys(one for one in found if one)))
    return made[0], made[1], made[2]


def _configured(building: Building, thing: Thing, vpc: str) -> list[str]:
    """The subnets of an endpoint whose addresses in them are written; none where not all of them are known."""
    records = thing.records("subnet_configuration")
    if thing.texts("subnet_ids") or not records or not all(isinstance(one.get("ipv4"), str) for one in records):
        return []
    return block_ids(building, thing, "subnet_configuration", "subnet_id", SUBNET, holds(building, "ipv4", vpc))


def _service(building: Building, thing: Thing) -> str:
    told = thing.text("service_name")
    if told:
        return told
    behind = building.thing(building.one(thing, "service_name", types=SERVICE))
    return service_name(building, behind) if behind is not None else ""


def service_name(building: Building, service: Thing) -> str:
    """The name that consumers of an endpoint service use; a word for it where it is known after apply only."""
    return service.text("service_name") or f"com.amazonaws.vpce.{building.region(service)}.{service.address}"


def _interface(building: Building, thing: Thing, subnet: str, kind: str, groups: list[str]) -> str:
    """The interface of an endpoint in a subnet: its address where the document tells it."""
    told = [one for one in thing.records("subnet_configuration") if one.get("subnet_id") == subnet]
    place = building.thing(subnet)
    known = str(told[0].get("ipv4") or "") if told else ""
    if place is not None and not is_in(known, place.text("cidr_block")):
        known = ""  # AWS's are in their subnet; moto's are not.
    identity = f"{thing.id}.{subnet}"
    word = "gateway_load_balancer_endpoint" if kind == "GatewayLoadBalancer" else "vpc_endpoint"
    made = made_interface(building, thing, identity, subnet, known or building.free(subnet), word, tuple(groups))
    building.put("ec2.DescribeNetworkInterfaces", thing, made)
    return identity


@makes("aws_vpc_endpoint_service")
def endpoint_service(building: Building, thing: Thing) -> None:
    """An endpoint service of the account; AWS's own ones are looked up by endpoints' names."""
    if thing.data:
        return
    gateways = building.ids(thing, "gateway_load_balancer_arns", types=("aws_lb",))
    item = {
        "ServiceId": thing.id,
        "ServiceName": service_name(building, thing),
        "ServiceType": [{"ServiceType": "GatewayLoadBalancer" if gateways else "Interface"}],
        "NetworkLoadBalancerArns": building.ids(thing, "network_load_balancer_arns", types=("aws_lb",)),
        "GatewayLoadBalancerArns": gateways,
        "PrivateDnsName": thing.text("private_dns_name"),
        "AcceptanceRequired": thing.at("acceptance_required") is not False,
        "AvailabilityZones": list(thing.texts("availability_zones")),
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeVpcEndpointServiceConfigurations", thing, item)
    principals = [*thing.texts("allowed_principals")]
    apart = building.parts("aws_vpc_endpoint_service_allowed_principal", "vpc_endpoint_service_id", SERVICE)
    principals += [one.text("principal_arn") for one in apart.get(thing.id, ())]
    building.asked("ec2.DescribeVpcEndpointServicePermissions", thing, thing.id)
    for one in principals:
        building.put("ec2.DescribeVpcEndpointServicePermissions", thing, {"Principal": one}, thing.id)


@makes("aws_ec2_instance_connect_endpoint")
def instance_connect_endpoint(building: Building, thing: Thing) -> None:
    """An EC2 Instance Connect endpoint."""
    subnet = building.subnet(thing, "subnet_id")
    vpc = building.vpc_of(thing)
    groups = [one["GroupId"] for one in building.groups(thing, "security_group_ids", vpc)]
    item = {
        "InstanceConnectEndpointId": thing.id,
        "VpcId": vpc,
        "SubnetId": subnet,
        "OwnerId": building.account(thing),
        "SecurityGroupIds": groups,
        "NetworkInterfaceIds": [_interface(building, thing, subnet, "", groups)] if subnet else [],
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeInstanceConnectEndpoints", thing, item)
