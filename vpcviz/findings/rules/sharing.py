"""Rules about endpoints that several VPCs use: who finds them by name."""

from collections.abc import Iterator, Sequence

from vpcviz.cost.standing import charged
from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of, is_default, parse_block
from vpcviz.model.domain_names import in_domain, normal
from vpcviz.model.services import service_code, service_label

SHARING_URL = (
    "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/"
    "centralized-access-to-vpc-private-endpoints.html"
)
SHARING = "Building a Scalable and Secure Multi-VPC AWS Network Infrastructure, Centralized access to VPC private endpoints"


class SharedEndpointPrivateDns(Rule):
    """An endpoint that other VPCs are meant to use, with private DNS on."""

    id = "shared-endpoint-private-dns"
    title = "Private DNS is on, on an endpoint that is meant to be shared"
    why = (
        "The hidden zone of private DNS answers in the endpoint's own VPC only, and stands in the way of a hosted zone of the same"
        " name there: the consumers' names go on resolving to the service's public addresses."
    )
    remedy = (
        "Turn private DNS off, make a private hosted zone of the service's name with an alias to the endpoint, and associate it"
        " with every VPC."
    )
    source = SHARING
    url = SHARING_URL
    severity = "error"
    needs = ("interface_endpoints", "hosted_zones", "peerings", "transit_gateway_attachments", "route_tables", "network_interfaces")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint with consumers that its zone does not serve."""
        for endpoint in context.private_links:
            if endpoint.foreign or not endpoint.private_dns or endpoint.private_dns_only_inbound or not charged(endpoint):
                continue
            zones = [zone for zone in context.hosted_zones_for.get(endpoint.id, ()) if serves_name(zone, endpoint)]
            if not zones and not meant_to_be_shared(context, endpoint):
                continue
            consumers = [vpc for vpc in consumers_of(context, endpoint) if not answered(context, vpc, endpoint)]
            if not zones and not consumers:
                continue
            code = service_code(endpoint.service)
            names = sorted(endpoint.private_dns_names, key=lambda name: not name.startswith(f"{code}."))
            name = next(iter(names), service_label(endpoint.service))
            hidden = f" and the hosted zone {called(zones[0])} has the same name" if zones else ""
            others = [called(vpc) for vpc in consumers]
            unserved = f"; {words(others)} get{'s' if len(others) == 1 else ''} the public addresses of {name}" if others else ""
            yield self.finding(
                f"{called(endpoint)} for {service_label(endpoint.service)} has private DNS on{hidden}{unserved}.",
                endpoint,
                *zones,
                *consumers,
            )


class SharedEndpointZoneNotAssociated(Rule):
    """A VPC that is joined to a shared endpoint's VPC, but not associated with the hosted zone that leads to it."""

    id = "shared-endpoint-zone-not-associated"
    title = "The hosted zone of a shared endpoint is not associated with a VPC that is joined for it"
    why = "Without the association the VPC's resolver gives the service's public addresses, and the way that was laid is not used."
    remedy = "Associate the hosted zone with the VPC (across accounts: authorise it first)."
    source = "Route 53 Developer Guide, Associating more VPCs with a private hosted zone"
    url = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs.html"
    severity = "warning"
    needs = ("interface_endpoints", "hosted_zones", "peerings", "transit_gateway_attachments", "route_tables", "network_interfaces")

    def check(self, context: Context) -> Found:
        """One finding for each hosted zone and VPC."""
        for endpoint in context.private_links:
            zones = [zone for zone in context.hosted_zones_for.get(endpoint.id, ()) if context.network.vpcs_with(zone)]
            if endpoint.foreign or not zones:
                continue
            for vpc in consumers_of(context, endpoint):
                if (
                    any(vpc.id in context.network.vpcs_with(zone) for zone in zones)
                    or _forwards(context, vpc, zones)
                    or _own_endpoint(context, vpc, endpoint)
                    or context.ways.resolves_privately(vpc, zones[0].name) is True
                ):
                    continue
                yield self.finding(
                    f"{called(vpc)} has a way to {called(endpoint)}, but is not associated with the hosted zone {called(zones[0])}"
                    " that leads to it.",
                    zones[0],
                    vpc,
                    endpoint,
                )


def serves_name(zone: r.HostedZone, endpoint: r.InterfaceEndpoint) -> bool:
    """Whether a hosted zone is of (or above) one of the endpoint's private DNS names."""
    return names_in(zone, endpoint.private_dns_names)


def names_in(zone: r.HostedZone, names: Sequence[str]) -> bool:
    """Whether a hosted zone is of (or above) one of these names."""
    return any(in_domain(normal(name).removeprefix("*."), normal(zone.name)) for name in names)


def consumers_of(context: Context, endpoint: r.InterfaceEndpoint) -> list[r.Vpc]:
    """The VPCs of the endpoint's region that have a route of their own to its VPC: over a peering, or, with something in them
    that could call it, by a more specific route than the default one over a transit gateway.
    """
    found = []
    for other in context.joined(endpoint.vpc):
        vpc = context.vpc(other)
        if vpc is None or vpc.region not in ("", endpoint.region):
            continue
        targets = [context.network.by_id.get(route.target) for route in _routes_between(context, vpc, endpoint)]
        if any(isinstance(target, r.Peering) for target in targets) or (targets and context.senders(other)):
            found.append(vpc)
    return found


def _routes_between(context: Context, vpc: r.Vpc, endpoint: r.InterfaceEndpoint) -> Iterator[r.Route]:
    """The routes of a VPC that lead to the endpoint's VPC."""
    blocks = context.blocks.get(endpoint.vpc, ())
    for table in context.network.route_tables_of.get(vpc.id, ()):
        for route in table.routes:
            block = parse_block(route.destination)
            if route.state != "active" or block is None or not any(block.overlaps(one) for one in blocks):
                continue
            target = context.network.by_id.get(route.target)
            if (isinstance(target, r.Peering) and endpoint.vpc in (target.requester, target.accepter)) or (
                isinstance(target, r.TransitGateway) and not is_default(route.destination)
            ):
                yield route


def meant_to_be_shared(context: Context, endpoint: r.InterfaceEndpoint) -> bool:
    """Whether an endpoint is there for other VPCs: its own VPC has nothing that calls it, or its group names another VPC's CIDR."""
    if not context.senders(endpoint.vpc):
        return True
    own = context.blocks.get(endpoint.vpc, ())
    for group in (context.network.get(one, r.SecurityGroup) for one in endpoint.security_groups):
        for rule in group.ingress if group is not None else ():
            for peer in blocks_of(rule.peer):
                if not any(block.overlaps(peer) for block in own) and any(
                    block.contains(peer) for vpc in context.each_joined(endpoint.vpc) for block in context.blocks.get(vpc, ())
                ):
                    return True
    return False


def answered(context: Context, vpc: r.Vpc, endpoint: r.InterfaceEndpoint) -> bool:
    """Whether a VPC has a private answer for the service: an endpoint of its own, a hosted zone, a forwarding rule, or whatever
    else makes a trace find one.
    """
    if _own_endpoint(context, vpc, endpoint):
        return True
    zones = context.hosted_zones_of.get(vpc.id, ())
    if any(serves_name(zone, endpoint) for zone in zones) or _forwards(context, vpc, [], endpoint.private_dns_names):
        return True
    plain = [name for name in endpoint.private_dns_names if not name.startswith("*")]
    return any(context.ways.resolves_privately(vpc, name) is True for name in plain[:1])


def _own_endpoint(context: Context, vpc: r.Vpc, endpoint: r.InterfaceEndpoint) -> bool:
    code = service_code(endpoint.service)
    own = any(one.service == endpoint.service for one in context.interface_endpoints.get(vpc.id, ()))
    return own or (
        bool(code) and any(one.vpc == vpc.id and service_code(one.service) == code for one in context.network.gateway_endpoints)
    )


def _forwards(context: Context, vpc: r.Vpc, zones: list[r.HostedZone], names: tuple[str, ...] = ()) -> bool:
    """Whether a Resolver rule of the VPC forwards the zones' names, or these ones."""
    wanted = [normal(one).removeprefix("*.") for one in (*names, *(zone.name for zone in zones))]
    rules = (one for one in context.network.resolver_rules if one.type == "forward" and vpc.id in context.network.vpcs_with(one))
    domains = [domain for rule in rules if (domain := normal(rule.domain))]
    return any(in_domain(name, domain) for name in wanted for domain in domains)


RULES = (SharedEndpointPrivateDns, SharedEndpointZoneNotAssociated)
