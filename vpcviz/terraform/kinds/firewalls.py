"""Network firewalls with the endpoints that they have in subnets."""

from typing import Any

from vpcviz.terraform.blocks import block_ids, holds
from vpcviz.terraform.building import SUBNET, VPC, Building, makes, tags
from vpcviz.terraform.expressions import expression_at
from vpcviz.terraform.kinds.hosts import made_interface
from vpcviz.terraform.kinds.transit_gateways import HUB
from vpcviz.terraform.resource_instances import Thing

FIREWALL = ("aws_networkfirewall_firewall",)
ASSOCIATION = ("aws_networkfirewall_vpc_endpoint_association",)


@makes(*FIREWALL)
def firewall(building: Building, thing: Thing) -> None:
    """A network firewall: an endpoint in each of its subnets, whose id is a word where the document does not tell it."""
    if thing.data:
        return
    vpc = building.one(thing, "vpc_id", types=VPC)
    subnets = _subnets(building, thing, vpc)
    identity = thing.text("arn") or thing.id
    zones = [one.get("availability_zone_id") for one in thing.records("availability_zone_mapping")]
    item = {
        "FirewallArn": identity,
        "FirewallName": thing.text("name"),
        "FirewallPolicyArn": thing.text("firewall_policy_arn"),
        "VpcId": vpc,
        "SubnetMappings": [{"SubnetId": one} for one in subnets],
        "TransitGatewayId": building.one(thing, "transit_gateway_id", types=HUB),
        "AvailabilityZoneMappings": [{"AvailabilityZone": one} for one in zones if isinstance(one, str)],
        "Tags": tags(thing),
    }
    told = _endpoints(thing)
    states: dict[str, Any] = {}
    for n, subnet in enumerate(subnets):
        endpoint = told.get(subnet) or endpoint_of(thing, subnet)
        zone = building.zone_of(subnet)
        states[f"{zone}#{n}"] = {"Attachment": {"SubnetId": subnet, "EndpointId": endpoint}}
        interface = made_interface(
            building, thing, f"{endpoint}.interface", subnet, building.free(subnet), "gateway_load_balancer_endpoint"
        )
        interface["Attachment"] = {"InstanceId": identity}
        building.put("ec2.DescribeNetworkInterfaces", thing, interface)
    building.put("network-firewall.ListFirewalls", thing, {"FirewallArn": identity})
    described = {"Firewall": item, "FirewallStatus": {"SyncStates": states}}
    building.put("network-firewall.DescribeFirewall", thing, described, identity)


@makes(*ASSOCIATION)
def endpoint_association(building: Building, thing: Thing) -> None:
    """A further endpoint of a firewall, in any VPC: also of a firewall that another account has, which only its ARN names."""
    if thing.data:
        return
    vpc = building.one(thing, "vpc_id", types=VPC)
    subnet = "".join(_subnets(building, thing, vpc)[:1])
    owner = building.one(thing, "firewall_arn", types=FIREWALL)
    if not owner or not subnet:
        return  # Which firewall or subnet it is, is not known: noted.
    endpoint = _endpoints(thing).get(subnet) or endpoint_of(thing, subnet)
    zone = building.zone_of(subnet)
    item = {"VpcEndpointAssociationArn": thing.id, "FirewallArn": owner, "VpcId": vpc, "SubnetMapping": {"SubnetId": subnet}}
    states = {zone: {"Attachment": {"SubnetId": subnet, "EndpointId": endpoint}}}
    interface = made_interface(
        building, thing, f"{endpoint}.interface", subnet, building.free(subnet), "gateway_load_balancer_endpoint"
    )
    interface["Attachment"] = {"InstanceId": owner}
    building.put("ec2.DescribeNetworkInterfaces", thing, interface)
    building.put("network-firewall.ListVpcEndpointAssociations", thing, {"VpcEndpointAssociationArn": thing.id})
    described = {"VpcEndpointAssociation": item, "VpcEndpointAssociationStatus": {"AssociationSyncState": states}}
    building.put("network-firewall.DescribeVpcEndpointAssociation", thing, described, thing.id)


def _subnets(building: Building, thing: Thing, vpc: str) -> list[str]:
    """The subnets that a firewall has endpoints in."""
    mapped = block_ids(building, thing, "subnet_mapping", "subnet_id", SUBNET, holds(building, "", vpc))
    return [one for one in dict.fromkeys(mapped) if one]


def route_endpoint(building: Building, thing: Thing, *path: str | int) -> str:
    """The firewall's endpoint that a route leads to: its expression names the firewall, and the subnet by which it takes one of
    the endpoints; a firewall of one subnet has no other, nor has an association. "" where it is not known.
    """
    if len(path) > 1 and len(thing.records(str(path[0]))) > 1:
        return ""  # Whose expression of several blocks is this route's is not told.
    expression = expression_at(thing.expressions, path)
    found = (
        building.references.of_expression(expression, thing, frozenset(FIREWALL + ASSOCIATION)) if expression is not None else None
    )
    firewall = building.thing(found.ids[0]) if found is not None and found.sure and len(found.ids) == 1 else None
    if firewall is None:
        return ""
    own = _subnets(building, firewall, "")
    named = building.references.of_expression(expression, thing, frozenset(SUBNET))
    fitting = [one for one in named.ids if one in own] if named.sure else []
    fitting = fitting or (own if len(own) == 1 == len(firewall.records("subnet_mapping")) else [])
    return endpoint_of(firewall, fitting[0]) if len(fitting) == 1 else ""


def endpoint_of(thing: Thing, subnet: str) -> str:
    """The word for the endpoint of a firewall in a subnet."""
    return f"{thing.address}.{subnet}"


def _endpoints(thing: Thing) -> dict[str, str]:
    """The endpoints that a state tells, by their subnets."""
    made: dict[str, str] = {}
    states = [one.get("sync_states") for one in thing.records("firewall_status")]
    states += [one.get("association_sync_states") for one in thing.records("vpc_endpoint_association_status")]
    for listed in states:
        for state in listed if isinstance(listed, list) else ():
            attachments = state.get("attachment") if isinstance(state, dict) else None
            for one in attachments if isinstance(attachments, list) else ():
                if isinstance(one, dict) and isinstance(one.get("subnet_id"), str) and isinstance(one.get("endpoint_id"), str):
                    made[one["subnet_id"]] = one["endpoint_id"]
    return made
