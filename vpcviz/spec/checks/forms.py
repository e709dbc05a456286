"""Values that have a form: account ids, CIDRs, IP addresses, numbers within bounds."""

from collections.abc import Iterator
from functools import partial

from vpcviz.model.addresses import parse_block, parse_ip
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.problems import Path, shown
from vpcviz.spec.regions import check_account, check_region

_ACCOUNTS = ("account", "requester_account", "accepter_account", "resource_account")
_REGIONS = ("requester_region", "accepter_region", "resource_region", "service_region")

_CIDRS = {
    "vpcs": {"cidrs": 4, "ipv6_cidrs": 6},
    "subnets": {"cidr": 4, "ipv6_cidrs": 6},
    "network_interfaces": {"prefixes": 0},
    "prefix_lists": {"entries": 0},
    "peerings": {"requester_cidrs": 0, "accepter_cidrs": 0},
    "transit_gateways": {"cidrs": 0},
    "vpn_connections": {"static_routes": 0},
    "client_vpn_endpoints": {"client_cidr": 4},
    "direct_connect_associations": {"allowed_prefixes": 0},
    "virtual_interfaces": {"prefixes": 0},
    "on_premises": {"cidrs": 0},
    "VpnTunnel": {"inside_cidr": 0},
    "NetworkAclEntry": {"cidr": 0},
}
"""Fields that hold CIDRs, with the IP version that they must have (0: either)."""

_IPS = {
    "network_interfaces": {"private_ips": 4, "ipv6s": 6, "public_ip": 4},
    "nat_gateways": {"private_ip": 4, "public_ip": 4},
    "customer_gateways": {"ip": 0},
    "resolver_rules": {"target_ips": 0},
    "VpnTunnel": {"outside_ip": 0},
    "DnsServer": {"ip": 0},
}
"""Fields that hold IP addresses, likewise."""

_NUMBERS = {
    "target_groups": {"port": (1, 65535)},
    "workloads": {"port": (1, 65535)},
    "TargetPort": {"port": (1, 65535)},
    "DnsRecord": {"weight": (0, 255)},
    "Listener": {"port": (0, 65535)},
    "vpn_gateways": {"asn": (1, 4294967294)},
    "customer_gateways": {"asn": (1, 4294967294)},
    "transit_gateways": {"asn": (1, 4294967294)},
    "direct_connect_gateways": {"asn": (1, 4294967294)},
    "virtual_interfaces": {"vlan": (1, 4094)},
}
"""Fields that hold numbers, with the least and the greatest."""

_EXAMPLES = {
    (True, 4): "such as 10.0.0.0/16",
    (True, 6): "such as 2001:db8::/56",
    (False, 4): "such as 10.0.1.10",
    (False, 6): "such as 2001:db8::10",
}
_RECORDS = {
    "resolver_endpoints": ("ips",),
    "vpn_connections": ("tunnels",),
    "on_premises": ("dns_servers",),
    "network_acls": ("entries",),
    "load_balancers": ("listeners",),
}


def values_of(draft: Draft, field: str) -> Iterator[tuple[Path, str]]:
    """The texts in a field with their places, whether it holds one or a list."""
    value = draft.fields.get(field)
    if isinstance(value, str):
        if value:
            yield draft.where(field), value
    else:
        for at, item in enumerate(value or ()):
            if isinstance(item, str):
                yield draft.item(field, at), item


def check_forms(book: Book) -> None:
    """Every written value of a known form has that form."""
    for draft in book:
        if draft.kind == "network_interfaces" and not draft.given:
            _addresses(book, draft)  # they are written at its owner
        elif draft.given:
            _accounts_and_regions(book, draft)
            _addresses(book, draft)
            if draft.fields.get("icon"):
                _icon(book, draft)
            for field in _RECORDS.get(draft.kind, ()):
                for record in draft.fields.get(field) or ():
                    _addresses(book, record)


def _accounts_and_regions(book: Book, draft: Draft) -> None:
    for field in _ACCOUNTS:
        if field in draft.paths and draft.fields.get(field):
            check_account(draft.fields[field], draft.where(field), book.problems)
    for field in _REGIONS:
        if draft.fields.get(field) and field in draft.paths:
            check_region(draft.fields[field], draft.where(field), book.problems)
    if draft.kind == "accounts":
        check_account(draft.id, draft.where("id"), book.problems)


def _icon(book: Book, draft: Draft) -> None:
    """Names of the `diagrams` package are known; any other may be in a folder of the user's own."""
    from vpcviz.icons.finding import diagrams_folder, is_name

    name, place, root = draft.fields["icon"], draft.where("icon"), diagrams_folder()
    if not is_name(name):
        book.problems.add(place, f"{shown(name)} is no name of an icon", expected="such as aws/database/rds")
    elif root is not None and "/" in name and (root / name.partition("/")[0]).is_dir() and not (root / f"{name}.png").is_file():
        hint = partial(_one_of, name)
        book.problems.add(place, f"there is no icon {shown(name)}", expected="such as aws/database/rds", hint=hint)


def _one_of(name: str) -> str:
    from vpcviz.icons.finding import suggest

    near = " or ".join(shown(other) for other in suggest(name))
    return f"did you mean {near}?" if near else ""


def _addresses(book: Book, draft: Draft) -> None:
    for field, version in _CIDRS.get(draft.kind, {}).items():
        for path, text in values_of(draft, field):
            block = parse_block(text) if "/" in text else None
            if block is None or (version and block.version != version):
                what = f"IPv{version} CIDR" if version else "CIDR"
                book.problems.add(path, f"{shown(text)} is no {what}", expected=_EXAMPLES[True, version or 4])
    for field, version in _IPS.get(draft.kind, {}).items():
        for path, text in values_of(draft, field):
            ip = parse_ip(text)
            if ip is None or (version and ip[0] != version):
                what = f"IPv{version} address" if version else "IP address"
                book.problems.add(path, f"{shown(text)} is no {what}", expected=_EXAMPLES[False, version or 4])
    for field, (least, most) in _NUMBERS.get(draft.kind, {}).items():
        number = draft.fields.get(field)
        if isinstance(number, int) and not least <= number <= most:
            book.problems.add(draft.where(field), f"{field} {number} is out of range", expected=f"{least} to {most}")
