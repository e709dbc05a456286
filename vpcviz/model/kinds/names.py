"""Hosted zones, Resolver endpoints and rules, DHCP option sets."""

from typing import Annotated, Literal

from vpcviz.model.aws_words import RECORD_TYPES
from vpcviz.model.fields import SecurityGroupIds, VpcId, VpcIds
from vpcviz.model.meanings import Doc, Domain, Ip, Ref, ServiceName, Word
from vpcviz.model.records import Record, Resource

POSITION = 60


class DnsRecord(Record, frozen=True):
    """A record of a hosted zone: `values` as the zone file has them, or `alias`, the name that an alias record points to."""

    name: Annotated[str, Domain(), Doc("The record's name: @ for the zone's own, a bare label for one in it.")]
    type: Annotated[str, Word(*RECORD_TYPES), Doc("The record's type (A, AAAA, CNAME, …).")] = "A"
    values: Annotated[
        tuple[str, ...], Ip(checked=False), Domain(), Doc("The record's values: IPs for A and AAAA, a name for CNAME.")
    ] = ()
    alias: Annotated[
        str, Domain(), Doc("For an alias record: the name that it points to; also an endpoint's or load balancer's name.")
    ] = ""


class HostedZone(Resource, frozen=True):
    """A Route 53 hosted zone; `name` is the domain without the last dot. `vpcs` are the associated VPCs, of any account and
    region. `managed_by` names the AWS service that keeps it."""

    KIND = "hosted-zone"
    COLLECTION = "hosted_zones"
    SCOPE = "account"
    INHERITED = {"name": (Domain(), Doc("The domain, without a dot at the end."))}

    private: Annotated[bool, Doc("Whether it is a private hosted zone.")] = True
    vpcs: VpcIds = ()
    records: Annotated[tuple[DnsRecord, ...], Doc("The records.")] = ()
    records_known: Annotated[bool, Doc("Whether the records are known.")] = True
    managed_by: Annotated[str, ServiceName(), Domain(), Doc("The AWS service that keeps the zone, where one does.")] = ""


class ResolverIp(Record, frozen=True):
    """One address of a Resolver endpoint."""

    subnet: Annotated[str, Ref("subnets"), Doc("Its subnet, by name or id; taken from where it stands.")]
    ip: Annotated[str, Ip(checked=False), Doc("The IP address.")] = ""
    network_interface: Annotated[str, Ref("network_interfaces"), Doc("The network interface; filled in.")] = ""


class ResolverEndpoint(Resource, frozen=True):
    """A Route 53 Resolver endpoint."""

    KIND = "resolver-endpoint"
    COLLECTION = "resolver_endpoints"
    ONE = "Resolver endpoint"
    ID_PREFIX = "rslvr"

    direction: Annotated[
        Literal["inbound", "outbound"], Doc("inbound: answers queries from outside; outbound: forwards the VPC's queries.")
    ] = "inbound"
    vpc: VpcId = ""
    ips: Annotated[
        tuple[ResolverIp, ...],
        Doc("The subnets of the endpoint with its IP in each; the IPs are filled in where they are not written."),
    ] = ()
    security_groups: SecurityGroupIds = ()


class ResolverRule(Resource, frozen=True):
    """A Resolver rule: queries for `domain` from `vpcs` go to `target_ips` through `endpoint` (type forward), or to the VPC's
    own resolver (type system)."""

    KIND = "resolver-rule"
    COLLECTION = "resolver_rules"
    ONE = "Resolver rule"
    ID_PREFIX = "rslvr-rr"
    ICON = "resolver-endpoint"
    SHORT_KEYS = {"target_ip": "target_ips"}

    domain: Annotated[str, Domain(), Doc("The domain whose queries the rule is for.")] = ""
    type: Annotated[
        Literal["forward", "system", "recursive"], Doc("forward: to the target IPs; system: to the VPC's own resolver.")
    ] = "forward"
    endpoint: Annotated[
        str, Ref("resolver_endpoints", needs=True, ties=True), Doc("The outbound Resolver endpoint, by name or id.")
    ] = ""
    target_ips: Annotated[tuple[str, ...], Ip(), Doc("The IPs that the queries are forwarded to.")] = ()
    vpcs: VpcIds = ()


class DhcpOptions(Resource, frozen=True):
    """A DHCP option set; `domain_name_servers` holds `AmazonProvidedDNS` for the VPC's own resolver."""

    KIND = "dhcp"
    COLLECTION = "dhcp_options"
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
