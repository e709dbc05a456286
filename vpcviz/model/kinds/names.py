"""Hosted zones, Resolver endpoints and rules, DHCP option sets."""

from typing import Annotated, Literal

from vpcviz.model import pricing_pages
from vpcviz.model.aws_words import RECORD_TYPES
from vpcviz.model.fields import DnsName, SecurityGroupIds, State, VpcId, VpcIds
from vpcviz.model.meanings import Between, Doc, Domain, Id, Ip, Name, OneOf, Ref, RegionName, ServiceName, Word
from vpcviz.model.records import Record, Resource

POSITION = 60


class DnsRecord(Record, frozen=True):
    """A record of a hosted zone: `values` as the zone file has them, or `alias`, the name that an alias record points to.

    Records of one name and type with a `set_id` are a set, of which Route 53 answers one by their `routing` policy (several
    for `multivalue`): by `weight`, by `failover`, or by `location`, which is the region of latency and geoproximity records, the
    continent, country or subdivision of geolocation ones (`EU`, `DE`, `US-CA`, `*` for everywhere else), the location of CIDR
    ones. Source: Route 53 Developer Guide, "Choosing a routing policy".
    """

    FORM = "NAME: IP, NAME: alias OTHER-NAME, or a mapping"
    PAIR = ("name", "values")

    name: Annotated[str, Domain(), Doc("The record's name: @ for the zone's own, a bare label for one in it.")]
    type: Annotated[str, Word(*RECORD_TYPES), Doc("The record's type (A, AAAA, CNAME, …).")] = "A"
    values: Annotated[
        tuple[str, ...], Ip(checked=False), Domain(), Doc("The record's values: IPs for A and AAAA, a name for CNAME.")
    ] = ()
    alias: Annotated[
        str, Domain(), Doc("For an alias record: the name that it points to; also an endpoint's or load balancer's name.")
    ] = ""
    routing: Annotated[
        Literal["simple", "weighted", "failover", "latency", "geolocation", "geoproximity", "multivalue", "cidr"],
        Doc("The routing policy, by which Route 53 chooses among records of one name and type."),
    ] = "simple"
    set_id: Annotated[str, Name(), Doc("What tells the records of one name and type apart (SetIdentifier).")] = ""
    weight: Annotated[
        int | None, Between(0, 255), Doc("For weighted records: its share of the answers; 0 is answered only where all are 0.")
    ] = None
    failover: Annotated[str, OneOf("", "primary", "secondary"), Doc("For failover records: which of the two it is.")] = ""
    location: Annotated[
        str,
        RegionName(),
        Word(form=r"[A-Z]{2}(-[A-Z0-9]{1,3})?|\*"),
        Doc("The region of latency and geoproximity records; the continent, country or subdivision of geolocation ones."),
    ] = ""
    health_check: Annotated[str, Id(), Doc("The id of the health check that must be passed for it to be answered.")] = ""
    evaluate_target_health: Annotated[
        bool, Doc("For an alias record: whether it is answered only while what it points to is healthy.")
    ] = False


class HostedZone(Resource, frozen=True):
    """A Route 53 hosted zone; `name` is the domain without the last dot. `vpcs` are the associated VPCs, of any account and
    region. `managed_by` names the AWS service that keeps it."""

    KIND = "hosted-zone"
    MARK = "a Route 53 hosted zone, also the hidden one of an endpoint with private DNS"
    ARN = "route53:::hostedzone/{id}"
    CONSOLE = "route53/v2/hostedzones#ListRecordSets/{id}"
    COLLECTION = "hosted_zones"
    KNOWN = {"records_known": ("records",)}
    ID_PREFIX = "hosted-zone"
    NAME_DECIDES = True
    TOUCHES = "names"
    NAMES = True
    DECIDES = "names"
    SCOPE = "account"
    INHERITED = {"name": (Domain(), Doc("The domain, without a dot at the end."))}

    private: Annotated[bool, Doc("Whether it is a private hosted zone.")] = True
    vpcs: VpcIds = ()
    records: Annotated[tuple[DnsRecord, ...], Doc("The records.")] = ()
    records_known: Annotated[bool, Doc("Whether the records are known.")] = True
    managed_by: Annotated[str, ServiceName(), Domain(), Doc("The AWS service that keeps the zone, where one does.")] = ""


class ResolverIp(Record, frozen=True):
    """One address of a Resolver endpoint."""

    FORM = "SUBNET: IP, or SUBNET"
    TEXT = "subnet"
    PAIR = ("subnet", "ip")

    subnet: Annotated[str, Ref("subnets"), Doc("Its subnet, by name or id; taken from where it stands.")]
    ip: Annotated[str, Ip(checked=False), Doc("The IP address.")] = ""
    network_interface: Annotated[str, Ref("network_interfaces"), Doc("The network interface; filled in.")] = ""


class ResolverEndpoint(Resource, frozen=True):
    """A Route 53 Resolver endpoint."""

    KIND = "resolver-endpoint"
    ARN = "route53resolver:{region}:{account}:resolver-endpoint/{id}"
    CONSOLE = "route53resolver/home?region={region}#/{direction}-endpoints/{id}"
    COLLECTION = "resolver_endpoints"
    FLOW_END = True
    ONE = "Resolver endpoint"
    ID_PREFIX = "rslvr"
    TOLD_BY = ("direction",)
    INTERFACE_TYPE = "interface"

    direction: Annotated[
        str, OneOf("inbound", "outbound"), Doc("inbound: answers queries from outside; outbound: forwards the VPC's queries.")
    ] = "inbound"
    vpc: VpcId = ""
    ips: Annotated[
        tuple[ResolverIp, ...],
        Doc("The subnets of the endpoint with its IP in each; the IPs are filled in where they are not written."),
    ] = ()
    security_groups: SecurityGroupIds = ()


class ResolverRule(Resource, frozen=True):
    """A Resolver rule: queries for `domain` from `vpcs` go to `target_ips` through `endpoint` (type forward), or to the VPC's
    own resolver (type system). A rule of type delegate has no domain: names that an NS record of a private zone delegates to DNS
    servers in `delegation_record` are asked of those servers, through `endpoint`."""

    KIND = "resolver-rule"
    ARN = "route53resolver:{region}:{account}:resolver-rule/{id}"
    CONSOLE = "route53resolver/home?region={region}#/rules/{id}"
    COLLECTION = "resolver_rules"
    TOLD_BY = ("domain",)
    NOT_CHARGED = 'endpoints and queries are charged for: "Considerations when creating inbound and outbound endpoints"'
    TOUCHES = "names"
    NAMES = True
    ONE = "Resolver rule"
    ID_PREFIX = "rslvr-rr"
    ICON = "resolver-endpoint"
    SHORT_KEYS = {"target_ip": "target_ips"}

    domain: Annotated[str, Domain(), Doc("The domain whose queries the rule is for.")] = ""
    type: Annotated[
        str,
        OneOf("forward", "system", "recursive", "delegate"),
        Doc("forward: to the target IPs; system: to the VPC's own resolver; delegate: to the DNS servers of a delegation."),
    ] = "forward"
    endpoint: Annotated[
        str, Ref("resolver_endpoints", needs=True, ties=True), Doc("The outbound Resolver endpoint, by name or id.")
    ] = ""
    target_ips: Annotated[tuple[str, ...], Ip(), Doc("The IPs that the queries are forwarded to.")] = ()
    delegation_record: Annotated[
        str, Domain(), Doc("For a rule of type delegate: the domain of the DNS servers that it is for.")
    ] = ""
    vpcs: VpcIds = ()


class ProfilePriority(Record, frozen=True):
    """The priority of a Route 53 Profile in one of its VPCs."""

    FORM = "VPC: PRIORITY"
    PAIR = ("vpc", "priority")

    vpc: Annotated[str, Ref("vpcs"), Doc("The VPC, by name or id.")]
    priority: Annotated[int, Between(1, 2147483647), Doc("Its priority among that VPC's Profiles, the lowest first.")]


class Route53Profile(Resource, frozen=True):
    """A Route 53 Profile: DNS settings that it brings to all its VPCs, as if they were associated with each.

    Of several Profiles of one VPC the one with the lowest priority there goes first: that of `priorities`, else `priority`.
    `other_resources` are ARNs of what else is in it
    (DNS Firewall rule groups, …), `resources_known` tells whether what is in it was read.
    """

    KIND = "route53-profile"
    ARN = "route53profiles:{region}:{account}:profile/{id}"
    COLLECTION = "route53_profiles"
    KNOWN = {"resources_known": ("hosted_zones", "interface_endpoints", "resolver_rules")}
    TOUCHES = "names"
    NAMES = True
    ONE = "Route 53 Profile"
    ID_PREFIX = "rp"
    ICON = "resolver-endpoint"
    CHARGED = {"route53_profile_hour": "Route 53 Profile (depends on the account's associations)"}

    vpcs: VpcIds = ()
    priority: Annotated[int | None, Between(1, 2147483647), Doc("Its priority among a VPC's Profiles, the lowest first.")] = None
    priorities: Annotated[tuple[ProfilePriority, ...], Doc("Its priority in each VPC, where that differs.")] = ()
    hosted_zones: Annotated[tuple[str, ...], Ref("hosted_zones"), Doc("The private hosted zones in it, by name or id.")] = ()
    resolver_rules: Annotated[tuple[str, ...], Ref("resolver_rules"), Doc("The Resolver rules in it, by name or id.")] = ()
    interface_endpoints: Annotated[
        tuple[str, ...], Ref("interface_endpoints"), Doc("The interface endpoints in it, whose private DNS names it brings.")
    ] = ()
    other_resources: Annotated[tuple[str, ...], Id(), Doc("The ARNs of what else is in it.")] = ()
    resources_known: Annotated[bool, Doc("Whether what is in it is known.")] = True

    @property
    def firewall_rule_groups(self) -> tuple[str, ...]:
        """The ARNs of the DNS Firewall rule groups in it."""
        return tuple(one for one in self.other_resources if ":firewall-rule-group/" in one)


class GlobalResolver(Resource, frozen=True):
    """A Route 53 Global Resolver: DNS by anycast addresses for clients that authenticate, outside of any VPC."""

    KIND = "global-resolver"
    COLLECTION = "global_resolvers"
    ONE = "Route 53 Global Resolver"
    ID_PREFIX = "gr"
    ICON = "resolver-endpoint"
    SCOPE = "account"
    CHARGED = {"global_resolver_hour": "Route 53 Global Resolver"}

    dns_name: DnsName = ""
    anycast_ips: Annotated[tuple[str, ...], Ip(), Doc("Its anycast addresses.")] = ()
    regions: Annotated[tuple[str, ...], RegionName(), Doc("The regions that it answers in.")] = ()
    state: State = ""


class DhcpOptions(Resource, frozen=True):
    """A DHCP option set; `domain_name_servers` holds `AmazonProvidedDNS` for the VPC's own resolver."""

    KIND = "dhcp"
    ARN = "ec2:{region}:{account}:dhcp-options/{id}"
    CONSOLE = "vpc/home?region={region}#DhcpOptionsDetails:DhcpOptionsId={id}"
    COLLECTION = "dhcp_options"
    SINGULAR = False
    NOT_CHARGED = pricing_pages.VPC
    TOUCHES = "names"
    NAMES = True
    ONE = "DHCP option set"
    ID_PREFIX = "dopt"

    domain_name: Annotated[str, Domain(), Doc("The domain name that hosts get.")] = ""
    domain_name_servers: Annotated[
        tuple[str, ...],
        Word("AmazonProvidedDNS"),
        Ip(checked=False),
        Doc("The DNS servers that hosts get; AmazonProvidedDNS is the VPC's own."),
    ] = ("AmazonProvidedDNS",)
    ntp_servers: Annotated[tuple[str, ...], Ip(checked=False), Doc("The time servers that hosts get.")] = ()
