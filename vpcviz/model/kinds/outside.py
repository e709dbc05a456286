"""What is outside AWS or across accounts: on-premises networks, resource shares, and what could not be read."""

from collections.abc import Mapping
from typing import Annotated

from vpcviz.model.fields import Cidrs
from vpcviz.model.meanings import AccountId, CallWord, CollectionName, Doc, Domain, Free, Id, Ip, Key, Name, RegionName, Role
from vpcviz.model.records import Record, Resource

POSITION = 80


class DnsServer(Record, frozen=True):
    """An on-premises DNS server; `forwarders` maps a domain to the IPs that its queries are sent to, `records` names to IPs."""

    FORM = "the server's IP"

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


class ResourceShare(Resource, frozen=True):
    """A RAM share: `resources` (ids) of this account that `principals` may use."""

    KIND = "resource-share"
    COLLECTION = "resource_shares"
    NOT_CHARGED = "free"
    TOUCHES = "nothing"
    ID_PREFIX = "share"
    SCOPE = "account"

    resources: Annotated[tuple[str, ...], Id(), Role(ties=True), Doc("The ids of what is shared.")] = ()
    principals: Annotated[
        tuple[str, ...], Name(), Doc("The accounts, organizational units or organizations that may use the resources.")
    ] = ()


class Gap(Record, frozen=True):
    """What could not be read: the call, where, AWS's error code, and the document keys (`security_groups`, …) it would feed."""

    FORM = "a mapping of its fields"

    service: Annotated[str, CallWord(), Doc("The AWS service that was called.")]
    operation: Annotated[str, CallWord(), Doc("The operation of the call.")]
    account: Annotated[str, AccountId(), Doc("The account that was asked.")] = ""
    region: Annotated[str, RegionName(), Doc("The region that was asked.")] = ""
    error: Annotated[str, CallWord(), Doc("AWS's error code.")] = ""
    message: Annotated[str, Free(), Doc("AWS's error message.")] = ""
    feeds: Annotated[tuple[str, ...], CollectionName(), Doc("The keys of the document that the call would have fed.")] = ()
    resource: Annotated[str, Id(), Doc("The id of the resource that was asked for.")] = ""
