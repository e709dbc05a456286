"""On-premises networks, and their DNS servers."""

from collections.abc import Mapping
from typing import Annotated

from vpcviz.model.fields import Cidrs
from vpcviz.model.meanings import Doc, Domain, Ip, Key, Name
from vpcviz.model.records import Record, Resource

POSITION = 80


class DnsServer(Record, frozen=True):
    """An on-premises DNS server; `forwarders` maps a domain to the IPs that its queries are sent to, `records` names to IPs."""

    FORM = "the server's IP, or IP: NAME"
    TEXT = "ip"
    PAIR = ("ip", "name")

    ip: Annotated[str, Ip(), Doc("The IP address.")]
    name: Annotated[str, Name(), Doc("The server's name.")] = ""
    forwarders: Annotated[
        Mapping[str, tuple[str, ...]],
        Key(Domain()),
        Ip(checked=False),
        Doc("Domains, each with the IPs that its queries are forwarded to."),
    ] = {}
    records: Annotated[
        Mapping[str, tuple[str, ...]],
        Key(Domain()),
        Ip(checked=False),
        Doc("Names that the server itself answers, each with its IPs."),
    ] = {}


class OnPremises(Resource, frozen=True):
    """An on-premises network."""

    KIND = "on-premises"
    COLLECTION = "on_premises"
    SINGULAR = False
    ON_MAP = "apart"
    ID_PREFIX = "on-premises"
    NOT_CHARGED = "it is not AWS's"
    NAME_DECIDES = True
    PART = "outside"
    FLOW_END = True
    ONE = "on-premises network"
    SCOPE = "none"
    NESTED_BY = "on_premises"
    SHORT_KEYS = {"cidr": "cidrs"}
    TEXT_FIELD = "cidr"

    cidrs: Cidrs = ()
    dns_servers: Annotated[tuple[DnsServer, ...], Doc("The DNS servers of the network.")] = ()
