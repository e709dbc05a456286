"""Rules about names: VPC DNS attributes, Resolver endpoints, and how on-premises networks resolve private names."""

from collections.abc import Iterator, Mapping

from vpcviz.findings.context import JOINING, Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.domain_names import in_domain, normal
from vpcviz.model.services import service_code, service_label

POSITION = 30


class _NeedsVpcDns(Rule):
    """What answers only in VPCs that have both DNS attributes on."""

    def _needs_dns(self, resource: r.Resource, vpc: r.Vpc, text: str) -> Found:
        """A finding whose `text` goes on with what is off, where something is; unknown where the attributes were not read."""
        off = [name for name, on in (("DNS support", vpc.dns_support), ("DNS hostnames", vpc.dns_hostnames)) if on is False]
        if off:
            yield self.finding(f"{text} has {' and '.join(off)} off.", resource, vpc)
        elif vpc.dns_support is None or vpc.dns_hostnames is None:
            yield self.unknown(resource, f"the DNS attributes of {called(vpc)} were not read")


class PrivateDnsWithoutVpcDns(_NeedsVpcDns):
    """Private DNS of an endpoint in a VPC whose DNS attributes are off."""

    id = "private-dns-without-vpc-dns"
    title = "Private DNS is on, but the VPC's DNS attributes are not"
    why = "The hidden zone of private DNS answers only where the VPC has both DNS support and DNS hostnames on."
    remedy = "Turn on DNS support and DNS hostnames of the VPC."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint: Prerequisites"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    severity = "error"
    needs = ("interface_endpoints", "vpcs")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint."""
        for endpoint in context.private_links:
            vpc = context.vpc(endpoint.vpc)
            if endpoint.private_dns and not endpoint.foreign and vpc is not None:
                text = f"{called(endpoint)} for {service_label(endpoint.service)} has private DNS on, but {called(vpc)}"
                yield from self._needs_dns(endpoint, vpc, text)


class HostedZoneWithoutVpcDns(_NeedsVpcDns):
    """A private hosted zone associated with a VPC whose resolver is off."""

    id = "hosted-zone-without-vpc-dns"
    title = "A private hosted zone is associated with a VPC whose DNS attributes are off"
    why = "Private hosted zones answer only through the VPC's own resolver, with both DNS attributes on."
    remedy = "Turn on DNS support and DNS hostnames of the VPC."
    source = "Route 53 Developer Guide, Considerations when working with a private hosted zone"
    url = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
    severity = "warning"
    needs = ("hosted_zones", "vpcs")

    def check(self, context: Context) -> Found:
        """One finding for each hosted zone and VPC."""
        for zone in context.network.hosted_zones:
            for vpc in (context.vpc(one) for one in context.network.vpcs_with(zone) if zone.private and not zone.managed_by):
                if vpc is not None:
                    yield from self._needs_dns(zone, vpc, f"{called(zone)} is associated with {called(vpc)}, which")


class ResolverEndpointInOneZone(Rule):
    """A Resolver endpoint that fails with its only zone."""

    id = "resolver-endpoint-one-zone"
    title = "A Route 53 Resolver endpoint is in one zone only"
    why = "When that zone fails, no name passes between the VPC and on-premises any more."
    remedy = "Give the endpoint an IP in a subnet of another zone."
    source = "Route 53 Developer Guide, High availability for Resolver endpoints"
    url = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-high-availability.html"
    severity = "warning"
    needs = ("resolver_endpoints", "subnets")

    def check(self, context: Context) -> Found:
        """One finding for each Resolver endpoint."""
        for endpoint in context.network.resolver_endpoints:
            zones = context.zones_of(tuple(ip.subnet for ip in endpoint.ips))
            if len(zones) == 1 and not endpoint.foreign:
                count = f"{len(endpoint.ips)} IP{'s' if len(endpoint.ips) != 1 else ''}"
                yield self.finding(
                    f"The {endpoint.direction} endpoint {called(endpoint)} has {count}, all in {zones[0]}.", endpoint
                )


class OnPremisesCannotResolve(Rule):
    """An on-premises network that reaches a VPC, but has no way to resolve its private names."""

    id = "on-premises-cannot-resolve"
    title = "An on-premises network has no way to resolve private names"
    why = "Private hosted zones and private DNS answer inside VPCs only; on-premises the same names are public or do not exist."
    remedy = "Create a Resolver inbound endpoint, and forward the domains to its IPs from the on-premises DNS servers."
    source = "Route 53 Developer Guide, Forwarding inbound DNS queries to your VPCs"
    url = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html"
    severity = "warning"
    needs = ("resolver_endpoints", "hosted_zones", "interface_endpoints", "vpcs", *JOINING)

    def check(self, context: Context) -> Found:
        """One finding for each on-premises network or, where none is known, each link to one."""
        vpcs = [vpc for vpc in context.vpcs if vpc.id in context.linked_outside]
        names = {name: others for vpc in vpcs for name, others in _private_names(context, vpc)}
        if not names:
            return
        inbound = [one for one in context.network.resolver_endpoints if one.direction == "inbound"]
        near = [one for one in inbound if one.vpc in context.linked_outside]
        sites = list(context.network.on_premises)
        if not near:
            links = _links(context)
            subjects: list[list[r.Resource]] = [[site] for site in sites] or ([links] if links else [])
            for group in subjects:
                yield self.finding(
                    f"{words([called(one) for one in group])} lead{'s' if len(group) == 1 else ''} to"
                    f" {words([called(vpc) for vpc in vpcs])}, which has private names ({words(sorted(names))}), but there is no"
                    " Resolver inbound endpoint to ask.",
                    *group,
                    *vpcs,
                )
            return
        for site in sites:
            yield from self._site(site, names, near)

    def _site(self, site: r.OnPremises, names: Mapping[str, tuple[str, ...]], inbound: list[r.ResolverEndpoint]) -> Found:
        if not site.dns_servers:
            return
        addresses = {ip.ip for endpoint in inbound for ip in endpoint.ips if ip.ip}
        asked = [
            domain.lower().strip(".")
            for server in site.dns_servers
            for domain, ips in server.forwarders.items()
            if addresses & set(ips)
        ]
        lost = [name for name in sorted(names) if not any(in_domain(one, domain) for domain in asked for one in names[name])]
        if lost and addresses:
            where = words(sorted(addresses))
            yield self.finding(
                f"The DNS servers of {called(site)} do not forward {words(lost)} to the inbound endpoint"
                f" {called(inbound[0])} ({where}).",
                site,
                inbound[0],
                severity="warning" if len(lost) == len(names) else "info",
            )


def _private_names(context: Context, vpc: r.Vpc) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What only the VPC's resolver answers, each with its other names: private hosted zones, and endpoints with private DNS on.

    Who asks for one of an endpoint's names lacks nothing: SQS has an old one too, and newer ones are in api.aws.
    """
    for zone in context.network.hosted_zones:
        if zone.private and vpc.id in context.network.vpcs_with(zone):
            name = normal(zone.name)
            yield name, (name,)
    for endpoint in context.interface_endpoints.get(vpc.id, ()):
        names = tuple(normal(name).removeprefix("*.") for name in endpoint.private_dns_names)
        if endpoint.private_dns and names:
            code = service_code(endpoint.service).partition(".")[0]
            yield next((name for name in names if name.startswith(f"{code}.")), names[0]), names


def _links(context: Context) -> list[r.Resource]:
    """The VPN connections and Direct Connect virtual interfaces that lead outside."""
    return [*context.network.vpn_connections, *context.network.virtual_interfaces]


RULES = (PrivateDnsWithoutVpcDns, HostedZoneWithoutVpcDns, ResolverEndpointInOneZone, OnPremisesCannotResolve)
