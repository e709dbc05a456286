"""Network interfaces that a spec leaves out: AWS makes one for each instance, NAT gateway, endpoint subnet and the like."""

from vpcviz.model import CLASSES
from vpcviz.model.addresses import hosts_of, ip_text, parse_block, parse_ip
from vpcviz.model.interface_types import PLAIN
from vpcviz.model.shapes import telling_interfaces
from vpcviz.spec.coercion import kind_of
from vpcviz.spec.drafts import Book, Draft
from vpcviz.spec.identity import adopt, resolve

_PREFIX = 28
"""The length of the IPv4 prefixes that AWS delegates to network interfaces."""


class Addresses:
    """Which IPv4 addresses of each subnet are taken."""

    def __init__(self, book: Book) -> None:
        self._taken: dict[str, set[int]] = {}
        self._next: dict[str, int] = {}
        for interface in book["network_interfaces"]:
            subnet = interface.get("subnet")
            if isinstance(subnet, Draft):
                for ip in interface.get("private_ips") or ():
                    self.take(subnet, ip)
                for block in map(parse_block, interface.get("prefixes") or ()):
                    if block is not None and block.version == 4 and block.length >= _PREFIX:
                        self._taken.setdefault(subnet.id, set()).update(range(block.first, block.last + 1))

    def take(self, subnet: Draft, ip: str) -> None:
        """Note that an address is taken."""
        address = parse_ip(ip) if ip else None
        if address is not None and address[0] == 4:
            self._taken.setdefault(subnet.id, set()).add(address[1])

    def free(self, subnet: Draft) -> str:
        """The lowest address that is neither taken nor AWS's own (the first four and the last); "" where there is none."""
        block = parse_block(subnet.get("cidr") or "")
        if block is None or block.version != 4:
            return ""
        taken = self._taken.setdefault(subnet.id, set())
        hosts = hosts_of(block)
        number = self._next.get(subnet.id, hosts.start)
        while number in taken:
            number += 1
        self._next[subnet.id] = number + 1
        return ip_text(4, number) if number < hosts.stop else ""


def fill_interfaces(book: Book) -> None:
    """Add the network interfaces that are not written, with the IPs given or else the lowest free ones of their subnets."""
    owned: dict[str, list[Draft]] = {}
    for kind, record in CLASSES.items():
        for holder in book[kind] if "network_interfaces" in record.__struct_fields__ else ():
            for interface in holder.get("network_interfaces") or ():
                if isinstance(interface, Draft):
                    interface.fields.setdefault("owner", holder)
    for interface in book["network_interfaces"]:
        owner = interface.get("owner")
        if isinstance(owner, Draft):
            owned.setdefault(owner.id, []).append(interface)
            _like_owner(interface, owner)
    addresses = Addresses(book)
    wanted: list[tuple[Draft, Draft, str]] = []
    for kind, record in CLASSES.items():
        for draft in book[kind] if record.INTERFACE_TYPE else ():
            wanted += _wanted(book, draft, owned.get(draft.id, []))
    for _, subnet, ip in wanted:
        addresses.take(subnet, ip)
    _complete(book, addresses)
    for owner, subnet, ip in sorted(wanted, key=lambda one: (one[0].id, one[1].id, one[2])):
        _make(book, owner, subnet, ip or addresses.free(subnet))


def _like_owner(interface: Draft, owner: Draft) -> None:
    """A written interface without its own groups or type has its owner's."""
    if "type" not in interface.fields:
        interface.fields["type"] = type_of(owner)
    if owner.kind in ("instances", "workloads", "load_balancers") and not interface.get("security_groups"):
        interface.fields["security_groups"] = list(owner.get("security_groups") or ())
    if owner.kind == "instances" and not owner.get("subnet") and interface.get("subnet"):
        owner.fields["subnet"] = interface.get("subnet")
        owner.fields.setdefault("vpc", interface.get("vpc"))


def _complete(book: Book, addresses: Addresses) -> None:
    """Zones and VPCs of written interfaces follow from their subnets; they get an address where none is written."""
    for interface in sorted(book["network_interfaces"], key=lambda interface: interface.id):
        subnet = interface.get("subnet")
        if isinstance(subnet, Draft):
            for word in ("zone", "vpc", "account", "region"):
                if not interface.get(word) and subnet.get(word):
                    interface.fields[word] = subnet.get(word)
            if not interface.get("private_ips") and not interface.get("ipv6s") and not interface.foreign:
                ip = addresses.free(subnet)
                interface.fields["private_ips"] = [ip] if ip else []
    for endpoint in book["resolver_endpoints"]:
        for entry in endpoint.get("ips") or ():
            interface = entry.get("network_interface")
            if isinstance(interface, Draft) and not entry.get("ip"):
                entry.fields["ip"] = next(iter(interface.get("private_ips") or ()), "")


def _given_ips(book: Book, draft: Draft, subnets: list[Draft]) -> dict[str, str]:
    """The IPs that the owner's own words give, by subnet id."""
    extra = draft.extra.get("subnet_ips", draft.extra.get("ips", draft.extra.get("ip")))
    place = draft.where("subnets") if "subnet_ips" in draft.extra else draft.where("ips" if "ips" in draft.extra else "ip")
    if extra in (None, ""):
        return {}
    if isinstance(extra, str):
        extra = [extra]
    if isinstance(extra, list) and all(isinstance(item, str) for item in extra):
        free = [subnet.id for subnet in subnets]
        found = {}
        for ip in sorted(extra):
            inside = next((subnet.id for subnet in subnets if subnet.id in free and _inside(ip, subnet)), None)
            inside = inside or (free[0] if free else None)
            if inside is None:
                book.problems.add(place, f"{ip} is one IP too many", expected="one IP for each subnet")
            else:
                free.remove(inside)
                found[inside] = ip
        return found
    if isinstance(extra, dict):
        found = {}
        for name, ip in extra.items():
            subnet = (
                resolve(book, draft, name, ("subnets",), (*place, name), "subnets")
                if "subnet_ips" not in draft.extra
                else _named(subnets, name)
            )
            if isinstance(ip, str) and isinstance(subnet, Draft):
                if ip:
                    found[subnet.id] = ip
                draft.paths[f"ip {subnet.id}"] = (*place, name)
            elif not isinstance(ip, str):
                book.problems.add((*place, name), f"an IP must be text, not {kind_of(ip)}", expected="such as 10.0.1.10")
        return found
    book.problems.add(place, "the IPs cannot be read", expected="an IP, a list of IPs, or subnet: IP")
    return {}


def _named(subnets: list[Draft], name: str) -> Draft | None:
    return next((subnet for subnet in subnets if name in (subnet.id, subnet.name, subnet.key)), None)


def _inside(ip: str, subnet: Draft) -> bool:
    block, address = parse_block(subnet.get("cidr") or ""), parse_ip(ip)
    return block is not None and address is not None and block.holds(*address)


def _wanted(book: Book, draft: Draft, have: list[Draft]) -> list[tuple[Draft, Draft, str]]:
    """The interfaces that `draft` lacks: (owner, subnet, IP)."""
    if draft.foreign:
        return []
    if draft.kind == "resolver_endpoints":
        return _resolver(draft, have)
    subnets = [draft.get("subnet")] if "subnet" in draft.fields else list(draft.get("subnets") or ())
    subnets = sorted((subnet for subnet in subnets if isinstance(subnet, Draft)), key=lambda subnet: subnet.id)
    ips = _given_ips(book, draft, subnets)
    if draft.kind == "nat_gateways" and draft.get("private_ip"):
        ips = {subnet.id: draft.get("private_ip") for subnet in subnets}
    listed = [item for item in draft.get("network_interfaces") or () if isinstance(item, Draft)]
    served = {id(item.get("subnet")) for item in (*have, *listed)}
    if draft.kind in ("instances", "workloads") and have and not ips:
        return []
    return [(draft, subnet, ips.get(subnet.id, "")) for subnet in subnets if id(subnet) not in served]


def _resolver(draft: Draft, have: list[Draft]) -> list[tuple[Draft, Draft, str]]:
    wanted = []
    for ip in draft.get("ips") or ():
        subnet = ip.get("subnet")
        served = [
            item
            for item in have
            if item.get("subnet") is subnet and (not ip.get("ip") or ip.get("ip") in (item.get("private_ips") or ()))
        ]
        if served:
            ip.fields["network_interface"] = served[0]
        elif isinstance(subnet, Draft) and not ip.get("network_interface"):
            wanted.append((draft, subnet, ip.get("ip")))
    return wanted


def type_of(owner: Draft) -> str:
    """AWS's InterfaceType of an owner's interfaces."""
    kind = CLASSES[owner.kind]
    return kind.INTERFACE_TYPES.get(owner.get("type"), kind.INTERFACE_TYPE) or PLAIN


def _make(book: Book, owner: Draft, subnet: Draft, ip: str) -> None:
    draft = book.new(
        "network_interfaces", owner, owner.scope, vpc=subnet.get("vpc"), subnet=subnet, zone=subnet.get("zone"), owner=owner
    )
    fields = draft.fields
    fields["type"] = type_of(owner)
    for word in ("account", "region"):
        if owner.get(word) or subnet.get(word):
            fields[word] = owner.get(word) or subnet.get(word)
    field = "ipv6s" if ":" in ip else "private_ips"
    if ip:
        fields[field] = [ip]
    draft.paths[field] = _ip_place(owner, subnet)
    if owner.extra.get("ipv6"):
        fields["ipv6s"] = [owner.extra["ipv6"]] if isinstance(owner.extra["ipv6"], str) else []
        draft.paths["ipv6s"] = owner.where("ipv6")
    public = owner.extra.get("public_ip") or (owner.get("public_ip") if owner.kind == "nat_gateways" else "")
    if isinstance(public, str) and public:
        fields["public_ip"] = public
        draft.paths["public_ip"] = owner.where("public_ip")
    fields["security_groups"] = list(owner.get("security_groups") or ())
    _id(book, draft, owner, subnet, ip)
    if owner.kind in telling_interfaces():
        owner.fields["network_interfaces"] = [*(owner.get("network_interfaces") or ()), draft]
    elif owner.kind == "nat_gateways" and not owner.get("private_ip"):
        owner.fields["private_ip"] = ip
    elif owner.kind == "resolver_endpoints":
        _link_resolver(owner, subnet, ip, draft)


def _ip_place(owner: Draft, subnet: Draft) -> tuple[str | int, ...]:
    if owner.kind == "resolver_endpoints":
        for ip in owner.get("ips") or ():
            if isinstance(ip, Draft) and ip.get("subnet") is subnet:
                return ip.where("ip")
    for word in (f"ip {subnet.id}", "ip", "ips", "private_ip"):
        if word in owner.paths:
            return owner.paths[word]
    return owner.path


def _link_resolver(owner: Draft, subnet: Draft, ip: str, interface: Draft) -> None:
    for entry in owner.get("ips") or ():
        if entry.get("subnet") is subnet and entry.get("ip") in ("", ip) and not entry.get("network_interface"):
            entry.fields["ip"] = ip
            entry.fields["network_interface"] = interface
            return


def _id(book: Book, draft: Draft, owner: Draft, subnet: Draft, ip: str) -> None:
    """`eni-` with the owner's id, and the subnet's zone or the IP where the owner has several."""
    several = len(owner.get("subnets") or ()) > 1 or owner.kind == "resolver_endpoints"
    base = f"eni-{owner.id}"
    if several:
        base += f"-{subnet.get('zone')[-1:] or subnet.id}"
    if base in book.by_id:
        base = f"eni-{owner.id}-{subnet.id}"
    if base in book.by_id and ip:
        base = f"eni-{owner.id}-{ip}"
    draft.fields["id"] = base
    adopt(book, draft)
