"""Hosted zones with records and VPCs, Resolver endpoints and rules."""

from typing import Any

from vpcviz.model.domain_names import in_domain
from vpcviz.terraform.aliases import ALIASED, name_of
from vpcviz.terraform.blocks import block_ids, holds
from vpcviz.terraform.building import GROUP, PARTS, SUBNET, VPC, Building, makes
from vpcviz.terraform.resource_instances import Thing

PARTS |= {"aws_route53_zone_association", "aws_route53_record", "aws_route53_resolver_rule_association"}

ZONE = ("aws_route53_zone",)
RULE = ("aws_route53_resolver_rule",)


@makes("aws_route53_zone")
def hosted_zone(building: Building, thing: Thing) -> None:
    """A hosted zone: private where it has VPCs."""
    vpcs = [vpc for n, one in enumerate(thing.records("vpc")) for vpc in _vpcs(building, thing, n)]
    for one in building.parts("aws_route53_zone_association", "zone_id", ZONE).get(thing.id, ()):
        vpcs.append(building.one(one, "vpc_id", types=VPC))
    vpcs = list(dict.fromkeys(one for one in vpcs if one))
    private = bool(vpcs) or thing.at("private_zone") is True or bool(thing.records("vpc"))
    zone = {"Id": thing.id, "Name": thing.text("name"), "Config": {"PrivateZone": private}}
    building.put("route53.ListHostedZones", thing, zone)
    if private:
        told = [{"VPCId": one, "VPCRegion": building.region(building.thing(one) or thing)} for one in vpcs]
        building.put("route53.GetHostedZone", thing, {"HostedZone": zone, "VPCs": told}, thing.id)
    if thing.data:
        building.unsure(thing, "records")
    building.asked("route53.ListResourceRecordSets", thing, thing.id)
    for one in building.parts("aws_route53_record", "zone_id", ZONE).get(thing.id, ()):
        building.put("route53.ListResourceRecordSets", thing, _record(building, one, thing.text("name")), thing.id)


def _vpcs(building: Building, thing: Thing, position: int) -> list[str]:
    """The VPC of a block: of several blocks whose VPCs are not known yet, all of them."""
    found = building.references.ids(thing, "vpc", position, "vpc_id", types=VPC)
    if not found.sure and len(found.ids) != len(thing.records("vpc")):
        building.unsure(thing, "vpc_id")
        return []
    return list(found.ids)


def _record(building: Building, thing: Thing, zone: str) -> dict[str, Any]:
    name = (thing.text("fqdn") or thing.text("name")).removesuffix(".")
    zone = zone.removesuffix(".")
    if not in_domain(name, zone):
        name = f"{name}.{zone}" if name else zone
    alias = thing.text("alias", 0, "name")
    if thing.records("alias") and not alias:
        target = building.thing(building.one(thing, "alias", 0, "name", types=ALIASED))
        alias = name_of(building, target) if target is not None else ""
    item: dict[str, Any] = {
        "Name": name,
        "Type": thing.text("type"),
        "ResourceRecords": [{"Value": one} for one in building.known(thing, "records")],
        "SetIdentifier": thing.text("set_identifier"),
        "MultiValueAnswer": thing.at("multivalue_answer_routing_policy") is True,
        "HealthCheckId": thing.text("health_check_id"),
    }
    if alias:
        item["AliasTarget"] = {"DNSName": alias, "EvaluateTargetHealth": thing.at("alias", 0, "evaluate_target_health") is True}
    if thing.text("weighted_routing_policy", 0, "weight"):
        item["Weight"] = thing.number("weighted_routing_policy", 0, "weight", digits=9)
    item["Failover"] = thing.text("failover_routing_policy", 0, "type")
    item["Region"] = thing.text("latency_routing_policy", 0, "region")
    if thing.records("geolocation_routing_policy"):
        members = (("ContinentCode", "continent"), ("CountryCode", "country"), ("SubdivisionCode", "subdivision"))
        item["GeoLocation"] = {member: thing.text("geolocation_routing_policy", 0, one) for member, one in members}
    return item


@makes("aws_route53_resolver_endpoint")
def resolver_endpoint(building: Building, thing: Thing) -> None:
    """A Resolver endpoint with its addresses."""
    rows: list[dict[str, str]] = []
    subnets = block_ids(building, thing, "ip_address", "subnet_id", SUBNET, holds(building, "ip"))
    for record, subnet in zip(thing.records("ip_address"), subnets, strict=True):
        address = record.get("ip") if isinstance(record.get("ip"), str) else ""
        if subnet:
            rows.append({"Ip": address or building.free(subnet), "SubnetId": subnet})
    vpc = thing.text("host_vpc_id") or building.vpc_of_subnets([row["SubnetId"] for row in rows])
    groups = building.ids(thing, "security_group_ids", types=GROUP, accept=building.in_vpc(vpc))
    item = {
        "Id": thing.id,
        "Name": thing.text("name"),
        "Direction": thing.text("direction"),
        "HostVPCId": vpc,
        "SecurityGroupIds": groups,
    }
    building.put("route53resolver.ListResolverEndpoints", thing, item)
    from vpcviz.terraform.kinds.hosts import made_interface

    for n, row in enumerate(rows):
        building.put("route53resolver.ListResolverEndpointIpAddresses", thing, row, thing.id)
        made = made_interface(
            building, thing, f"{thing.id}.ip_address[{n}]", row["SubnetId"], row["Ip"], "interface", tuple(groups)
        )
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


@makes("aws_route53_resolver_rule")
def resolver_rule(building: Building, thing: Thing) -> None:
    """A Resolver rule, and the VPCs that it is for."""
    item = {
        "Id": thing.id,
        "Name": thing.text("name"),
        "DomainName": thing.text("domain_name"),
        "RuleType": thing.text("rule_type"),
        "OwnerId": building.account(thing),
        "ResolverEndpointId": building.one(thing, "resolver_endpoint_id", types=("aws_route53_resolver_endpoint",)),
        "TargetIps": [{"Ip": one["ip"]} for one in thing.records("target_ip") if isinstance(one.get("ip"), str)],
    }
    building.put("route53resolver.ListResolverRules", thing, item)
    for one in building.parts("aws_route53_resolver_rule_association", "resolver_rule_id", RULE).get(thing.id, ()):
        told = {"ResolverRuleId": thing.id, "VPCId": building.one(one, "vpc_id", types=VPC)}
        building.put("route53resolver.ListResolverRuleAssociations", one, told)
