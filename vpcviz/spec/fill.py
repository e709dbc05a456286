"""Fills in what a spec leaves out: what AWS itself makes (local routes, interfaces, DNS names), what short words mean."""

from collections.abc import Iterable, Iterator
from typing import Any

from vpcviz.hashing import sha256_of
from vpcviz.model.addresses import canonical_cidr, parse_block
from vpcviz.model.resources import ResourceShare
from vpcviz.model.services import GATEWAY_SERVICES, endpoint_service_name, service_name
from vpcviz.spec import interfaces
from vpcviz.spec.dns import fill_names
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.groups import fill_groups
from vpcviz.spec.identity import adopt, find, names_of, resolve
from vpcviz.spec.problems import KEY, near_names, shown
from vpcviz.spec.regions import (
    SERVICES,
    prefix_list_id,
    prefix_list_service,
)
from vpcviz.spec.routes import fill_routes
from vpcviz.spec.transit_peerings import join_peerings
from vpcviz.spec.transit_route_tables import fill_attachments, fill_transit
from vpcviz.spec.vocabulary import CLASSES, SINGULAR, TO_SERVICES, WITH_MAIN
from vpcviz.spec.zones import fill_zones


def before_ids(book: Book) -> None:
    """What must be known before resources get ids: zones and services by their full names, what the spec's own words mean."""
    _region_from_vpc(book)
    fill_zones(book)
    for draft in book["endpoint_services"]:
        _endpoint_service(draft)
    for kind in TO_SERVICES:
        for draft in book[kind]:
            _service(book, draft)
    for draft in book["peerings"]:
        _between(book, draft)
    join_peerings(book)
    for draft in book["vpcs"]:
        _split_versions(draft)
    for kind in ("vpcs", "subnets"):
        for draft in book[kind]:
            _canonical_cidrs(draft)
    for draft in book["services"]:
        _service_id(book, draft)


def after_ids(book: Book) -> None:
    """What follows from the resources and their references: interfaces, routes, DNS names."""
    _associations(book)
    for share in book["resource_shares"]:
        _shared(book, share)
    for firewall in book["network_firewalls"]:
        _firewall_endpoints(book, firewall)
    fill_attachments(book)
    fill_routes(book)
    fill_transit(book)
    _endpoint_services(book)
    for endpoint in book["interface_endpoints"]:
        if "behind" in endpoint.extra:
            endpoint.fields["service"] = endpoint.extra["behind"].id
    interfaces.fill_interfaces(book)
    fill_names(book)
    _peers(book)
    fill_groups(book)
    _prefix_lists(book)


def _shared(book: Book, share: Draft) -> None:
    """What is shared may be written by name; an id of what is not in the spec stays."""
    words = share.get("resources") or ()
    found = [find(book, share, word, ResourceShare.SHARES) for word in words]
    share.fields["resources"] = [word if one is None else one.id for word, one in zip(words, found, strict=True)]


def _canonical_cidrs(draft: Draft) -> None:
    """Bits after the prefix are cleared, as AWS does. Source: EC2 API Reference, CreateVpc and CreateSubnet, CidrBlock."""
    for field in ("cidr", "cidrs", "ipv6_cidrs"):
        value = draft.fields.get(field)
        if isinstance(value, str) and value:
            draft.fields[field] = canonical_cidr(value)
        elif value:
            draft.fields[field] = [canonical_cidr(cidr) for cidr in value]


def _region_from_vpc(book: Book) -> None:
    """What names its VPC but no region is in the VPC's region."""
    regions = {word: vpc.get("region") for vpc in book["vpcs"] for word in (vpc.get("id"), vpc.name) if word}
    for kind in ("subnets", *TO_SERVICES):
        for draft in book[kind]:
            vpc = draft.get("vpc")
            if vpc and not draft.get("region"):
                draft.fields["region"] = vpc.get("region") if isinstance(vpc, Draft) else regions.get(vpc, "")


def _split_versions(draft: Draft) -> None:
    """IPv6 CIDRs of a VPC written among the IPv4 ones go where they belong."""
    cidrs = list(enumerate(draft.get("cidrs") or ()))
    if not any(":" in cidr for _, cidr in cidrs):
        return
    six = [(draft.item("ipv6_cidrs", at), cidr) for at, cidr in enumerate(draft.get("ipv6_cidrs") or ())]
    six += [(draft.item("cidrs", at), cidr) for at, cidr in cidrs if ":" in cidr]
    four = [(draft.item("cidrs", at), cidr) for at, cidr in cidrs if ":" not in cidr]
    for word, pairs in (("cidrs", four), ("ipv6_cidrs", six)):
        draft.fields[word] = [cidr for _, cidr in pairs]
        draft.paths.update({f"{word}[{at}]": path for at, (path, _) in enumerate(pairs)})


def _between(book: Book, draft: Draft) -> None:
    if "between" not in draft.extra:
        return
    sides = draft.extra["between"]
    if not (isinstance(sides, list) and len(sides) == 2 and all(isinstance(side, str) for side in sides)):
        book.problems.add(draft.where("between"), "between must name two VPCs", expected="[requester, accepter]")
        return
    for at, word in enumerate(("requester", "accepter")):
        draft.fields.setdefault(word, sides[at])
        draft.paths.setdefault(word, (*draft.where("between"), at))


# --- services -----------------------------------------------------------------------------------------------------------


_BEHIND_ENDPOINTS = {record.BEHIND_ENDPOINT: name for name, record in CLASSES.items() if record.BEHIND_ENDPOINT}
"""What endpoints of these types lead to; others lead to services."""


def _service_id(book: Book, draft: Draft) -> None:
    """A listed service may be written by its code; its id is its endpoint service name."""
    name, region = draft.get("id") or draft.key or draft.name, draft.get("region")
    if name in SERVICES and region:
        draft.fields["id"] = service_name(name, region)
        draft.paths.setdefault("id", draft.path)
        if draft.name == name:
            del draft.fields["name"]


def _service(book: Book, draft: Draft) -> None:
    """An endpoint's service by its full name: from a code, an endpoint service of the document, or as it stands."""
    written = draft.get("service") or (draft.name if draft.name in SERVICES else "")
    place = draft.where("service")
    region = draft.get("service_region") or draft.get("region")
    if not written:
        book.problems.add(
            draft.where(), "an endpoint needs a service", expected="service: sqs, an endpoint service's name, or the full name"
        )
        return
    if written in SERVICES:
        if not region:
            book.problems.add(
                place, f"{shown(written)} needs a region", expected="region: … in the document, the region or the VPC"
            )
        draft.fields["service"] = service_name(written, region)
        return
    for own in book[_BEHIND_ENDPOINTS.get(draft.get("type"), "endpoint_services")]:
        if written in (own.name, own.key, own.get("id"), own.get("service")):
            if own.kind == "endpoint_services":
                draft.fields["service"] = own.get("service")
            draft.extra["provider" if own.kind == "endpoint_services" else "behind"] = own
            return
    if written.startswith("vpce-svc-") and region:
        draft.fields["service"] = endpoint_service_name(written, region)
    elif "." not in written and draft.get("type") in (None, "", "Interface"):
        book.problems.add(
            place,
            f"there is no service {shown(written)}",
            expected="a service's code (sqs), an endpoint service's name, or a full name (com.amazonaws.REGION.…)",
            hint=near_names(written, lambda: [*SERVICES, *names_of(book, ("endpoint_services",))]),
        )


def _endpoint_service(draft: Draft) -> None:
    if draft.get("service"):
        return
    region = draft.get("region")
    own = draft.get("id") or draft.name or draft.key
    if not own:
        return
    made = own if own.startswith("vpce-svc-") else "vpce-svc-0" + sha256_of(own).hex()[:16]
    draft.fields.setdefault("id", made)
    draft.fields["service"] = endpoint_service_name(made, region or "region")


def _endpoint_services(book: Book) -> None:
    """A provider's service lists the connections that the document's own endpoints make to it."""
    consumers: dict[str, list[Draft]] = {}
    for kind in ("interface_endpoints", "gateway_load_balancer_endpoints"):
        for endpoint in book[kind]:
            consumers.setdefault(endpoint.get("service"), []).append(endpoint)
    for draft in book["endpoint_services"]:
        for endpoint in consumers.get(draft.get("service"), ()) if not draft.foreign else ():
            listed = [connection.get("endpoint") for connection in draft.get("connections") or ()]
            if endpoint not in listed and endpoint.id not in listed:
                connection = Draft("EndpointConnection", draft.path, {}, given=False)
                connection.fields = {"endpoint": endpoint, "account": endpoint.get("account"), "state": "available"}
                draft.fields["connections"] = [*(draft.get("connections") or ()), connection]


# --- references of records ----------------------------------------------------------------------------------------------


def _peers(book: Book) -> None:
    """The peers of rules: CIDRs stay, names of groups and prefix lists become ids."""
    for group, rule in _group_rules(book):
        peer = rule.get("peer")
        if isinstance(peer, str) and peer and parse_block(peer) is None:
            if peer == "self":
                rule.fields["peer"] = group
                continue
            probe = Draft("SecurityGroupRule", rule.path, {})
            probe.fields = {"vpc": group.get("vpc"), "region": group.get("region"), "account": group.get("account")}
            rule.fields["peer"] = _peer(book, probe, peer, rule.where("peer"))


def _group_rules(book: Book) -> Iterator[tuple[Draft, Draft]]:
    """The rules of security groups, each with its group."""
    for group in book["security_groups"]:
        for field in ("ingress", "egress"):
            for rule in group.get(field) or ():
                yield group, rule


def _peer(book: Book, probe: Draft, peer: str, place: tuple[str | int, ...]) -> Any:
    """What the peer of a rule means: a prefix list of AWS's by its service, else a group or list by its name."""
    region, _ = prefix_list_service(peer)
    if region or (peer.startswith("pl-") and peer not in book.by_id):
        return peer
    kinds = ("security_groups", "prefix_lists")
    if peer in GATEWAY_SERVICES and not book.named(peer, kinds):
        return prefix_list_id(peer, str(probe.get("region"))) or peer
    return resolve(book, probe, peer, kinds, place, "peer")


def _firewall_endpoints(book: Book, firewall: Draft) -> None:
    """The endpoints of a firewall are kept by their subnets' ids."""
    made = {}
    for name, endpoint in (firewall.get("endpoints") or {}).items():
        subnet = resolve(book, firewall, name, ("subnets",), (*firewall.where("endpoints"), name, KEY), "endpoints")
        made[subnet.id if isinstance(subnet, Draft) else name] = endpoint
    if made:
        firewall.fields["endpoints"] = made


def _associations(book: Book) -> None:
    """A subnet that names its route table or network ACL is one of the table's subnets."""
    for subnet in book["subnets"]:
        for word, kind in ((SINGULAR[name], name) for name in WITH_MAIN):
            if word not in subnet.extra:
                continue
            written, place = subnet.extra[word], subnet.where(word)
            found = resolve(book, subnet, written, (kind,), place, word) if isinstance(written, str) else None
            if isinstance(found, Draft):
                found.fields["subnets"] = [*(found.get("subnets") or ()), subnet]
            elif not isinstance(written, str):
                book.problems.add(place, f"{word} must be a name or id", expected="text")


def _prefix_lists(book: Book) -> None:
    """AWS's own prefix lists that routes and rules mention."""
    for mentioned, source in sorted(_mentioned(book), key=lambda pair: pair[0]):
        region, code = prefix_list_service(mentioned)
        if code and mentioned not in book.by_id:
            scope = {"region": region}
            adopt(
                book,
                book.new(
                    "prefix_lists",
                    source,
                    scope,
                    id=mentioned,
                    name=service_name(code, region),
                    region=region,
                    account="",
                    known=False,
                ),
            )
    for draft in book["prefix_lists"]:
        region, code = prefix_list_service(draft.id)
        if code and not draft.name:
            draft.fields["name"] = service_name(code, region)
        if draft.given and "entries" not in draft.fields and "known" not in draft.fields:
            draft.fields["known"] = False


def _mentioned(book: Book) -> Iterable[tuple[str, Draft]]:
    for table in book["route_tables"]:
        for route in table.get("routes") or ():
            if isinstance(route.get("destination"), str):
                yield route.get("destination"), route
    for _, rule in _group_rules(book):
        if isinstance(rule.get("peer"), str):
            yield rule.get("peer"), rule
