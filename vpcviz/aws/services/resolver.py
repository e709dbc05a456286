"""Route 53 Resolver: endpoints with their addresses, rules with their VPCs."""

from typing import Any

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import LOWER, Each, reads, refers
from vpcviz.aws.shapes import CamelShape, Shape, StateWord, Texts, domain, unique, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import LEAVING, is_dead, is_gone

POSITION = 90

_DIRECTIONS = {"": "inbound", "INBOUND": "inbound", "INBOUND_DELEGATION": "inbound", "OUTBOUND": "outbound"}
_RULES = {"": "forward", "FORWARD": "forward", "SYSTEM": "system", "RECURSIVE": "recursive", "DELEGATE": "delegate"}


class Endpoint(Shape, frozen=True, gc=False):
    """A Resolver endpoint."""

    id: str = ""
    arn: str = ""
    name: str = ""
    direction: str = ""
    host_vpc_id: str = field(name="HostVPCId", default="")
    security_group_ids: Texts = ()


@reads(
    "route53resolver",
    "ListResolverEndpoints",
    "ResolverEndpoints",
    "resolver_endpoints",
    "Resolver endpoints",
    Endpoint,
    "Direction",
)
def resolver_endpoints(estate: Estate, answer: Answer, item: Endpoint) -> None:
    """Route 53 Resolver endpoints."""
    estate.put(
        "resolver_endpoints",
        item.id,
        answer,
        name=item.name,
        direction=word(_DIRECTIONS.get(item.direction, item.direction)),
        vpc=item.host_vpc_id,
        security_groups=item.security_group_ids,
    )


class Address(Shape, frozen=True, gc=False):
    """An address of a Resolver endpoint, or one that a rule sends queries to."""

    ip: str = ""
    ipv6: str = ""
    subnet_id: str = ""


@reads(
    "route53resolver",
    "ListResolverEndpointIpAddresses",
    "IpAddresses",
    "resolver_endpoints",
    "addresses of Resolver endpoints",
    Address,
    "IpId",
    "SubnetId",
    each=Each("route53resolver.ListResolverEndpoints", "Id", "ResolverEndpointId"),
)
def resolver_addresses(estate: Estate, answer: Answer, item: Address) -> None:
    """One address of a Resolver endpoint; its network interface is found by the address."""
    ip = item.ip or item.ipv6
    if item.subnet_id or ip:
        estate.more("resolver_endpoints", answer.scope, ips=(r.ResolverIp(subnet=item.subnet_id, ip=ip),))


class Rule(Shape, frozen=True, gc=False):
    """A Resolver rule."""

    id: str = ""
    arn: str = ""
    owner_id: str = ""
    name: str = ""
    domain_name: str = ""
    rule_type: str = ""
    resolver_endpoint_id: str = ""
    delegation_record: str = ""
    target_ips: tuple[Address, ...] = ()


@reads("route53resolver", "ListResolverRules", "ResolverRules", "resolver_rules", "Resolver rules", Rule, "RuleType")
def resolver_rules(estate: Estate, answer: Answer, item: Rule) -> None:
    """Resolver rules, without those that AWS defines in every region by itself."""
    if item.id.startswith("rslvr-autodefined-"):
        return
    estate.put(
        "resolver_rules",
        item.id,
        answer,
        owner=item.owner_id,
        name=item.name,
        domain=domain(item.domain_name),
        type=word(_RULES.get(item.rule_type, item.rule_type)),
        endpoint=item.resolver_endpoint_id,
        target_ips=unique(target.ip or target.ipv6 for target in item.target_ips),
        delegation_record=domain(item.delegation_record),
    )


class RuleAssociation(Shape, frozen=True, gc=False):
    """A VPC that a Resolver rule is for."""

    resolver_rule_id: str = ""
    vpc_id: str = field(name="VPCId", default="")
    status: StateWord = ""


@reads(
    "route53resolver",
    "ListResolverRuleAssociations",
    "ResolverRuleAssociations",
    "resolver_rules",
    "VPCs of Resolver rules",
    RuleAssociation,
    "ResolverRuleId",
)
def rule_associations(estate: Estate, answer: Answer, item: RuleAssociation) -> None:
    """The VPCs whose queries a Resolver rule applies to."""
    if not is_dead(item.status):
        estate.more("resolver_rules", item.resolver_rule_id, vpcs=unique([item.vpc_id]))


class GlobalResolver(CamelShape, frozen=True, gc=False):
    """A Route 53 Global Resolver."""

    id: str = ""
    name: str = ""
    dns_name: str = ""
    regions: Texts = ()
    ipv4_addresses: Texts = ()
    ipv6_addresses: Texts = ()
    status: str = ""


@reads(
    "route53globalresolver",
    "ListGlobalResolvers",
    "globalResolvers",
    "global_resolvers",
    "Route 53 Global Resolvers",
    GlobalResolver,
    "dnsName",
    tokens=LOWER,
    where="account",
    optional=True,
)
def global_resolvers(estate: Estate, answer: Answer, item: GlobalResolver) -> None:
    """Route 53 Global Resolvers, which are outside of VPCs."""
    if not is_gone(item.status, LEAVING):
        ips = unique([*item.ipv4_addresses, *item.ipv6_addresses])
        estate.put(
            "global_resolvers",
            item.id,
            answer,
            region="",
            name=item.name,
            dns_name=domain(item.dns_name),
            anycast_ips=ips,
            regions=item.regions,
            state=item.status.lower(),
        )


@refers("resolver_rules")
def _vpcs(estate: Estate, thing: dict[str, Any]) -> None:
    """The VPCs that a rule is associated with."""
    for vpc in thing.get("vpcs", ()):
        estate.foreign_vpc(vpc, "", thing.get("region", ""))
