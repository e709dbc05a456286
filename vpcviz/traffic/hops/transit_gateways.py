"""Through transit gateways: attachments, associations, zones, appliance mode, peering between gateways.

Sources: Transit Gateway Guide, "How transit gateways work", "Network ACLs for transit gateways", "Appliance in a shared
services VPC", "Transit gateway peering attachments", "Security group referencing".
"""

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works
from vpcviz.traffic.filters.passing import pass_acl
from vpcviz.traffic.hops.core_networks import from_attachment, from_transit
from vpcviz.traffic.hops.inspection import on_transit_gateway
from vpcviz.traffic.hops.outside_ec2 import out_of_transit
from vpcviz.traffic.hops.premises import through
from vpcviz.traffic.hops.registry import at, routed_to
from vpcviz.traffic.hops.transit_nat import of_gateway, translate_in, translate_out
from vpcviz.traffic.hops.transit_routes import because, table_at, winning_route
from vpcviz.traffic.hops.vpc_attachments import by_subnet
from vpcviz.traffic.lookups.gaps import gap_text
from vpcviz.traffic.lookups.new_words import not_documented
from vpcviz.traffic.packets.state import End, Local, Move, Target, Transit, stop
from vpcviz.traffic.routing.transit_changes import without_blackhole
from vpcviz.traffic.routing.transit_tables import (
    TransitEntry,
    associated_table,
    attachments_by_id,
    tables_of,
)
from vpcviz.traffic.walking.edits import more, new
from vpcviz.traffic.walking.ends import broken, unread
from vpcviz.traffic.walking.walk import Walk, own_block


@routed_to(r.TransitGateway)
def transit_gateway(walk: Walk, move: Target, gateway: r.Resource) -> Move:
    """From a VPC into a transit gateway: its attachment must have a subnet in the packet's zone."""
    assert isinstance(gateway, r.TransitGateway)
    network, index = walk.index.network, walk.index
    attachments = [
        one for one in network.attachments_of.get(move.vpc, ()) if one.type == "vpc" and one.transit_gateway == gateway.id
    ]
    if not attachments:
        gap = gap_text(index, "transit_gateway_attachments")
        if gap:
            raise unread(gateway.id, gateway.kind, gap, f"the attachment of {move.vpc} to {gateway.label}")
        text = f"{move.vpc} is not attached to {gateway.label}"
        by_zone = {subnet.zone: subnet.id for subnet in reversed(network.subnets_of.get(move.vpc, ()))}
        fields = {"transit_gateway": gateway.id, "type": "vpc", "resource": move.vpc, "subnets": sorted(by_zone.values())}
        edits = (new(r.TransitGatewayAttachment, id="tgw-attach-new", **fields),)
        raise stop(gateway, "BAD_STATE_ATTACHMENT", text, change=f"attach {move.vpc} to {gateway.id}", edits=edits)
    attachment = attachments[0]
    if not works(attachment.state):
        raise broken(attachment, attachment.state, "BAD_STATE_ATTACHMENT")
    _check_family(walk, attachment)
    here = index.subnets.get(move.subnet)
    zone = here.zone if here is not None else ""
    own = [subnet for subnet in (index.subnets.get(one) for one in attachment.subnets) if subnet is not None]
    inside = next((subnet for subnet in own if subnet.zone == zone), None)
    if own and inside is None and zone:
        raise stop(
            attachment,
            "TGW_ROUTE_AZ_RESTRICTION",
            f"attachment {attachment.label} has no subnet in {zone}, so nothing there reaches {gateway.label}",
            said=f"it has no subnet in {zone}",
            change=f"add a subnet in {zone} to {attachment.id}",
            edits=(more(attachment, "subnets", move.subnet),),
        )
    if inside is not None:
        pass_acl(walk, inside, egress=False)
    walk.add(attachment, "forward", f"into {gateway.label}" + (f" by {inside.label} in {zone}" if inside is not None else ""))
    return Transit(gateway.id, attachment.id, zone)


def _check_family(walk: Walk, attachment: r.TransitGatewayAttachment) -> None:
    """IPv6 at an attachment of a VPC whose IPv6 support is off.

    Source: EC2 API Reference, CreateTransitGatewayVpcAttachmentRequestOptions (off unless it is turned on); what becomes of IPv6
    packets there it does not say.
    """
    if walk.packet.dst.version == 6 and not attachment.ipv6_support:
        text = f"IPv6 support of {attachment.label} is off, and AWS does not say what becomes of IPv6 packets there"
        needs = f"{attachment.label} passes IPv6 without IPv6 support"
        walk.assume_once(stop(attachment, "NOT_DOCUMENTED", text, missing=f"whether {attachment.id} passes IPv6", needs=needs))


@at(Transit)
def transit(walk: Walk, move: Transit) -> Move:
    """In a transit gateway: the table that the incoming attachment is associated with decides. So are core networks entered."""
    index, packet = walk.index, walk.packet
    core = index.network.get(move.gateway, r.CoreNetwork)
    if core is not None:
        return from_attachment(walk, core, move.attachment)
    gateway = index.network.get(move.gateway, r.TransitGateway)
    if gateway is None:
        raise unread(move.gateway, "transit-gateway")
    walk.passed(gateway.id)
    into = attachments_by_id(index).get(move.attachment)
    if into is not None:
        translate_in(walk, of_gateway(into))
    for one in (gateway, into):
        if one is not None and not one.security_group_referencing:
            walk.forget_groups("SG_REFERENCING_SUPPORT", f"{one.label}, which has security group referencing off")
    if packet.group_rule:
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "a transit gateway")
    table = associated_table(index, gateway.id, move.attachment)
    if table is None:
        raise _no_table(walk, gateway, move.attachment)
    at, name = table_at(gateway, table)
    entry, others = winning_route(walk, gateway, table)
    if entry.blackhole:
        raise stop(
            at,
            "TGW_RTB_BAD_STATE_ROUTE",
            f"{entry.text} in {name} is a blackhole",
            said=f"{entry.text} is a blackhole",
            change=f"give {entry.text} in {at.id} an attachment",
            edits=without_blackhole(walk, table.record, gateway, entry),
        )
    walk.add(gateway, "forward", f"what comes in by {walk.index.label(move.attachment)} is routed by {name}")
    walk.add(at, "route", because(walk, entry, others))
    if entry.word:
        walk.assume_once(not_documented(at, entry.word, f"{entry.text} of {name}"))
    return _out(walk, gateway, entry, move)


def _no_table(walk: Walk, gateway: r.TransitGateway, attachment: str) -> End:
    tables = tables_of(walk.index, gateway.id)
    gap = gap_text(walk.index, "transit_gateway_route_tables", of=gateway)
    if not walk.index.spec and (not tables or (gap and not any(table.associations for table in tables))):
        what = "associations" if tables else "route tables"
        return stop(
            gateway,
            "TGW_RTB_ROUTES_ARE_UNKNOWN",
            f"the {what} of {gateway.label} were not read",
            said=f"its {what} were not read",
            missing=gap or f"the route tables of {gateway.id}{' in account ' + gateway.account if gateway.account else ''}",
            needs=f"{walk.index.label(attachment)} is associated with a table that leads {walk.packet.dst.text} on",
        )
    text = f"attachment {walk.index.label(attachment)} is associated with no route table of {gateway.label}"
    where = walk.index.network.by_id.get(attachment, gateway)
    table = next((one for one in tables if one.id == gateway.default_association_table), tables[0] if tables else None)
    change = f"associate {attachment} with a route table of {gateway.id}"
    edits = (more(table, "associations", attachment),) if table is not None else ()
    return stop(where, "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", text, change=change, edits=edits)


def _out(walk: Walk, gateway: r.TransitGateway, entry: TransitEntry, move: Transit) -> Move:
    """Out of the transit gateway by the route's attachment."""
    known = attachments_by_id(walk.index)
    again = [one for one in entry.attachments if one in known and known[one].resource in walk.taken]
    attachment = known.get((again or entry.attachments)[0])
    if attachment is None:
        raise unread(entry.attachments[0], "transit-gateway-attachment")
    if not works(attachment.state):
        raise broken(attachment, attachment.state, "BAD_STATE_ATTACHMENT")
    translate_out(walk, of_gateway(attachment))
    if attachment.type == "vpc":
        return _into_vpc(walk, attachment, move.zone)
    if attachment.type == "peering":
        core = walk.index.network.get(attachment.resource, r.CoreNetwork)
        if core is not None:
            walk.add(attachment, "forward", f"peering to core network {core.label}")
            table = associated_table(walk.index, gateway.id, attachment.id)
            return from_transit(walk, core, gateway.id, table.record.id if table is not None and table.record is not None else "")
        other = attachment.resource if attachment.transit_gateway == gateway.id else attachment.transit_gateway
        walk.add(attachment, "forward", f"peering to {walk.index.label(other)}")
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "peering between transit gateways")
        if walk.index.network.get(other, r.TransitGateway) is None or walk.index.network.by_id[other].foreign:
            raise unread(
                other,
                "transit-gateway",
                f"transit gateway {other}{' of account ' + attachment.resource_account if attachment.resource_account else ''}",
            )
        return Transit(other, attachment.id)
    walk.add(attachment, "forward", f"to {walk.index.label(attachment.resource)}")
    firewall = walk.index.network.get(attachment.resource, r.NetworkFirewall)
    if firewall is not None and not firewall.foreign:
        on_transit_gateway(walk, firewall)
        return Transit(gateway.id, attachment.id, move.zone)
    if attachment.type == "vpn":
        connection = walk.index.network.get(attachment.resource, r.VpnConnection)
        if connection is None:
            raise unread(attachment.resource, "vpn-connection", gap_text(walk.index, "vpn_connections"))
        return through(walk, connection)
    return out_of_transit(walk, attachment)


def _into_vpc(walk: Walk, attachment: r.TransitGatewayAttachment, zone: str) -> Move:
    """Into a VPC by one of the attachment's subnets, whose route table then decides.

    In the packet's own zone if the attachment has a subnet there; in appliance mode an answer enters by the subnet that the
    packet entered by.
    """
    index = walk.index
    vpc = index.vpcs.get(attachment.resource)
    _check_family(walk, attachment)
    if not attachment.security_group_referencing:
        walk.forget_groups("SG_REFERENCING_SUPPORT", f"{attachment.label}, which has security group referencing off")
    if vpc is None or vpc.foreign:
        account = attachment.resource_account or (vpc.account if vpc is not None else "")
        raise unread(
            attachment.resource or attachment.id, "vpc", f"VPC {attachment.resource}{' of account ' + account if account else ''}"
        )
    subnets = sorted(
        (subnet for subnet in (index.subnets.get(one) for one in attachment.subnets) if subnet is not None),
        key=lambda one: (one.zone, one.id),
    )
    if not subnets:
        walk.add(attachment, "forward", f"into {vpc.label}")
        if not own_block(index, vpc.id, walk.packet.dst):
            raise stop(
                attachment,
                "UNKNOWN_DESTINATION",
                f"the subnets of {attachment.label} are not known, so neither is where {vpc.label} sends {walk.packet.dst.text}",
                said="its subnets are not known",
                missing=f"the subnets of {attachment.id}",
                needs=f"the route table of the attachment's subnet leads {walk.packet.dst.text} on",
            )
        return Local(vpc.id)
    return by_subnet(walk, attachment, attachment.id, subnets, vpc, zone, appliance_mode=attachment.appliance_mode)
