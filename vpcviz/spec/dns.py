"""DNS names that a spec leaves out: of endpoints and load balancers, and what the short words of records mean."""

import re

from vpcviz.hashing import sha256_of
from vpcviz.model.services import service_code, service_region
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.identity import find, resolve
from vpcviz.spec.regions import domain_of, endpoint_dns_code, private_names

_NO_LABEL = re.compile(r"[^A-Za-z0-9-]+")
_TLS_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def fill_names(book: Book) -> None:
    """Add the DNS names that AWS gives, and resolve those of hosted zones' records."""
    for draft in book["interface_endpoints"]:
        if not draft.foreign:
            _endpoint_names(draft)
    for draft in book["load_balancers"]:
        _balancer_name(draft)
    _hosted_zones(book)


def _hash8(text: str) -> str:
    return "".join(_TLS_ALPHABET[byte % 32] for byte in sha256_of(text)[:8])


def _endpoint_names(draft: Draft) -> None:
    """The regional and zonal names of an interface endpoint, and the service's own names that private DNS answers.

    Source: AWS PrivateLink Guide, "DNS hostnames" of "Access AWS services".
    """
    fields = draft.fields
    service = draft.get("service")
    region = draft.get("service_region") or service_region(service) or draft.get("region")
    code = service_code(service)
    zones = sorted(
        {subnet.get("zone") for subnet in draft.get("subnets") or () if isinstance(subnet, Draft) and subnet.get("zone")}
    )
    written = list(draft.get("dns_names") or ())
    tail = service.rsplit(".", 1)[-1] if ".vpce." in service else endpoint_dns_code(code)
    if not written and tail and region:
        host = _NO_LABEL.sub("-", draft.id if draft.id.startswith("vpce-") else f"vpce-{draft.id}")
        written = [f"{host}-{_hash8(host + service)}.{tail}.{region}.vpce.{domain_of(region)}"]
    if len(written) == 1 and zones:
        host, _, rest = written[0].partition(".")
        if not any(host.endswith(f"-{zone}") for zone in zones):
            written += [f"{host}-{zone}.{rest}" for zone in zones]
    fields["dns_names"] = written
    if not fields.get("private_dns_names") and fields.get("private_dns"):
        provider = draft.extra.get("provider")
        if provider is not None and provider.get("private_dns_name"):
            fields["private_dns_names"] = [provider.get("private_dns_name")]
        elif code and ".vpce." not in service:
            fields["private_dns_names"] = list(private_names(code, region))


def _balancer_name(draft: Draft) -> None:
    """A load balancer's DNS name. Source: Elastic Load Balancing User Guides, "DNS name"."""
    region = draft.get("region")
    if draft.get("dns_name") or draft.foreign or draft.get("type") == "gateway" or not region:
        return
    internal = "internal-" if draft.get("scheme") != "internet-facing" and draft.get("type") != "network" else ""
    host = f"{internal}{_NO_LABEL.sub('-', draft.name or draft.id).lower()}-{_hash8(draft.id)}"
    middle = f"elb.{region}" if draft.get("type") == "network" else f"{region}.elb"
    draft.fields["dns_name"] = f"{host}.{middle}.{domain_of(region)}"


def _hosted_zones(book: Book) -> None:
    """Names in records: `@` for the zone's own, a bare label for one in it, an endpoint or load balancer for an alias."""
    kinds = ("interface_endpoints", "load_balancers")
    for zone in book["hosted_zones"]:
        for record in zone.get("records") or ():
            name = record.get("name")
            if name == "@":
                record.fields["name"] = zone.name
            elif name and "." not in name and zone.name not in ("", name):
                record.fields["name"] = f"{name}.{zone.name}"
            alias = record.get("alias")
            if not alias:
                continue
            inside = [other for other in book.named(alias, kinds) if other.get("vpc") in (zone.get("vpcs") or ())]
            target = inside[0] if len(inside) == 1 else find(book, zone, alias, kinds)
            if target is None and "." not in alias:
                target = resolve(book, zone, alias, kinds, record.where("alias"), "alias")
            if isinstance(target, Draft):
                names = target.get("dns_names") or [target.get("dns_name")]
                record.fields["alias"] = names[0] or target.label
