"""Hosted zones with records, Resolver endpoints and rules."""

from typing import Any

from vpcviz.cloudformation.drafts import Draft, plainly, translates
from vpcviz.cloudformation.evaluated_values import Nothing, Symbol
from vpcviz.model.domain_names import normal

plainly("AWS::Route53Resolver::ResolverRuleAssociation", "aws_route53_resolver_rule_association", VPCId="vpc_id")


@translates("AWS::Route53::HostedZone", "aws_route53_zone", "VPCs", "HostedZoneTags", "HostedZoneConfig", "QueryLoggingConfig")
def hosted_zone(draft: Draft) -> None:
    """A hosted zone with the VPCs that it is for."""
    told = [one.get("VPCId") for one in draft.records("VPCs")]
    vpcs = [{"vpc_id": one} for one in told if isinstance(one, str)]
    if vpcs:
        draft.values["vpc"] = vpcs
    if not isinstance(draft.get("HostedZoneTags"), Nothing):
        draft.tags("HostedZoneTags")


_PLAIN = (("Name", "name"), ("Type", "type"), ("SetIdentifier", "set_identifier"), ("HealthCheckId", "health_check_id"))


def _attributes(draft: Draft, record: dict[str, Any]) -> dict[str, Any]:
    """A record as Terraform's AWS provider has it."""
    made: dict[str, Any] = {}
    for key, attribute in _PLAIN:
        if isinstance(record.get(key), str):
            made[attribute] = record[key]
    values = record.get("ResourceRecords")
    if isinstance(values, list):
        made["records"] = [one if isinstance(one, str) and not isinstance(one, Symbol) else None for one in values]
    elif values is not None:
        draft.unsure.append("ResourceRecords")
    alias = record.get("AliasTarget")
    if isinstance(alias, dict):
        target, evaluates = alias.get("DNSName"), str(alias.get("EvaluateTargetHealth", "")).lower() == "true"
        known = isinstance(target, str) and not isinstance(target, Symbol)
        made["alias"] = [{"name": str(target).removeprefix("dualstack.") if known else "", "evaluate_target_health": evaluates}]
        if not known:
            draft.unsure.append("AliasTarget")
    if isinstance(record.get("Weight"), str):
        made["weighted_routing_policy"] = [{"weight": record["Weight"]}]
    if isinstance(record.get("Failover"), str):
        made["failover_routing_policy"] = [{"type": record["Failover"]}]
    if isinstance(record.get("Region"), str):
        made["latency_routing_policy"] = [{"region": record["Region"]}]
    where = record.get("GeoLocation")
    if isinstance(where, dict):
        parts = (("ContinentCode", "continent"), ("CountryCode", "country"), ("SubdivisionCode", "subdivision"))
        made["geolocation_routing_policy"] = [{part: where[key] for key, part in parts if isinstance(where.get(key), str)}]
    made["multivalue_answer_routing_policy"] = str(record.get("MultiValueAnswer", "")).lower() == "true"
    return made


def _zone(draft: Draft, record: dict[str, Any]) -> str | None:
    """The zone of a record: by its id, or by its name, which CloudFormation takes too."""
    told = record.get("HostedZoneId")
    if isinstance(told, str):
        return told
    name = record.get("HostedZoneName")
    stack = draft.stack
    found = [
        stack.address(logical)
        for logical in stack.by_type.get("AWS::Route53::HostedZone", ())
        if _same(stack.property(logical, "Name"), name)
    ]
    return found[0] if len(found) == 1 else None


def _same(left: Any, right: Any) -> bool:
    return isinstance(left, str) and isinstance(right, str) and normal(left) == normal(right)


@translates("AWS::Route53::RecordSet", "aws_route53_record")
def record_set(draft: Draft) -> None:
    """A record of a zone."""
    record = {name: draft.get(name) for name in draft.stack.properties(draft.logical)}
    zone = _zone(draft, record)
    draft.open.clear()
    draft.values = _attributes(draft, record)
    if zone is not None:
        draft.values["zone_id"] = zone
    else:
        draft.unsure.append("HostedZoneName")


@translates("AWS::Route53::RecordSetGroup", "aws_route53_record", "RecordSets")
def record_set_group(draft: Draft) -> None:
    """Several records of a zone."""
    around = {name: draft.get(name) for name in ("HostedZoneId", "HostedZoneName")}
    for position, one in enumerate(draft.records("RecordSets")):
        zone = _zone(draft, one) or _zone(draft, around)
        values = _attributes(draft, one)
        if zone is None:
            draft.unsure.append("HostedZoneName")
        else:
            draft.another(draft.type, f".RecordSets[{position}]", {**values, "zone_id": zone})
    draft.type = ""


@translates("AWS::Route53Resolver::ResolverEndpoint", "aws_route53_resolver_endpoint", "IpAddresses")
def resolver_endpoint(draft: Draft) -> None:
    """A Resolver endpoint with its addresses."""
    draft.names["ip_address"] = "IpAddresses"
    draft.put("ip_address", list(draft.records("IpAddresses")))


@translates("AWS::Route53Resolver::ResolverRule", "aws_route53_resolver_rule", "TargetIps")
def resolver_rule(draft: Draft) -> None:
    """A Resolver rule."""
    draft.names["target_ip"] = "TargetIps"
    draft.put("target_ip", list(draft.records("TargetIps")))
