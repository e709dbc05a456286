"""Suggested changes as values: what to set or to add where, so that a program can make them; and a network with them made."""

from collections.abc import Iterable
from typing import Any

from msgspec import convert, structs, to_builtins

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import Packet

SPARE = "198.51.100.77"
"""Stands for a public address that AWS would give: one reserved for documentation."""


def put(resource: r.Resource, field: str, value: Any) -> Edit:
    """Set a field of a resource."""
    return Edit(op="set", collection=resource.COLLECTION, id=resource.id, field=field, value=value)


def more(resource: r.Resource, field: str, value: Any) -> Edit:
    """Add an item to a list of a resource, or an entry (a mapping) to a mapping of it."""
    return Edit(op="add", collection=resource.COLLECTION, id=resource.id, field=field, value=value)


def new(kind: type[r.Resource], **fields: Any) -> Edit:
    """Add a resource."""
    return Edit(op="add", collection=kind.COLLECTION, id=str(fields["id"]), field="", value=fields)


def edited(network: Network, edits: Iterable[Edit]) -> Network:
    """The network with changes made. Raises KeyError for a resource that it does not have."""
    for edit in edits:
        records = list(getattr(network, edit.collection))
        if edit.field:
            at = next((number for number, one in enumerate(records) if one.id == edit.id), None)
            if at is None:
                raise KeyError(edit.id)
            records[at] = _changed(records[at], edit)
        else:
            kind = next(one for one in r.Resource.__subclasses__() if getattr(one, "COLLECTION", "") == edit.collection)
            records.append(convert(edit.value, kind))
        network = structs.replace(network, **{edit.collection: tuple(records)})
    return network


def _changed(record: r.Resource, edit: Edit) -> r.Resource:
    fields = to_builtins(record)
    before = fields.get(edit.field)
    if edit.op == "set":
        fields[edit.field] = edit.value
    elif isinstance(before, dict):
        fields[edit.field] = {**before, **edit.value}
    else:
        fields[edit.field] = [*(before or ()), edit.value]
    return convert(fields, type(record))


# --- rules --------------------------------------------------------------------------------------------------------------


def group_rule(group: r.SecurityGroup, packet: Packet, *, egress: bool) -> Edit:
    """Add the rule to a security group that lets a packet through."""
    low, high = (packet.icmp_type, -1) if packet.protocol.startswith("icmp") else packet.ports
    rule = {"protocol": packet.protocol, "from_port": low, "to_port": high, "peer": _peer(packet, egress=egress)}
    return more(group, "egress" if egress else "ingress", rule)


def acl_entry(acl: r.NetworkAcl, packet: Packet, *, egress: bool) -> Edit | None:
    """Add the entry to a network ACL that lets a packet through, before all others; None where no number is left for it."""
    first = min((entry.number for entry in acl.entries if entry.egress == egress), default=101)
    if first <= 1:
        return None
    low, high = (packet.icmp_type, -1) if packet.protocol.startswith("icmp") else packet.ports
    entry = {
        "number": first - 1,
        "egress": egress,
        "action": "allow",
        "protocol": packet.protocol,
        "from_port": low,
        "to_port": high,
        "cidr": _peer(packet, egress=egress),
    }
    return more(acl, "entries", entry)


def _peer(packet: Packet, *, egress: bool) -> str:
    """The CIDR of the other end: of an address that is not known, all."""
    address = packet.dst if egress else packet.src
    if not address.known:
        return "0.0.0.0/0" if address.version == 4 else "::/0"
    return f"{address.text}/{32 if address.version == 4 else 128}"


# --- states -------------------------------------------------------------------------------------------------------------


def working(resource: r.Resource) -> tuple[Edit, ...]:
    """Bring a resource into a working state."""
    if isinstance(resource, r.Instance):
        return (put(resource, "state", "running"),)
    if isinstance(resource, r.Peering):
        return (put(resource, "status", "active"),)
    found = [put(resource, "state", "available")] if hasattr(resource, "state") else []
    if isinstance(resource, r.VpnConnection):
        found.append(put(resource, "tunnels", [{**to_builtins(one), "status": "UP"} for one in resource.tunnels]))
    return tuple(found)


def public_ip(interface: r.NetworkInterface, private: str) -> tuple[Edit, ...]:
    """Give a private IP of an interface a public one."""
    if private == interface.private_ips[:1][0]:
        return (put(interface, "public_ip", SPARE),)
    return (more(interface, "public_ips", {private: SPARE}),)
