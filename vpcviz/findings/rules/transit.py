"""Rules about transit gateways and VPNs: ways there and back that differ, attachments without a table, tunnels that are down."""

from collections.abc import Iterator
from typing import NamedTuple

from vpcviz.findings.facts import Facts, called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.transit_tables import EVERYTHING, TransitTables, route_to
from vpcviz.findings.values import Severity
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block


class _Side(NamedTuple):
    """A VPC on a transit gateway: its attachment and the table that routes what it sends."""

    vpc: r.Vpc
    attachment: r.TransitGatewayAttachment
    table: r.TransitGatewayRouteTable


class TransitGatewayAsymmetric(Rule):
    """Two VPCs whose packets go one way and whose answers go another, or none."""

    id = "transit-gateway-asymmetric"
    title = "Transit gateway routing is asymmetric: the way back differs from the way there"
    why = "Firewalls that see one direction only drop the connection; with no way back at all, every connection hangs."
    remedy = (
        "Give both VPCs' route tables, and the transit gateway tables that they are associated with, routes that mirror each other."
    )
    source = "Amazon VPC Transit Gateways Guide, Example transit gateway scenarios"
    url = "https://docs.aws.amazon.com/vpc/latest/tgw/TGW_Scenarios.html"
    severity = "warning"
    needs = ("transit_gateways", "transit_gateway_attachments", "transit_gateway_route_tables", "vpcs", "route_tables", "peerings")

    def check(self, facts: Facts) -> Found:
        """One finding for each pair of transit gateway route tables, one for each peering."""
        tables = TransitTables(facts)
        for gateway in facts.network.transit_gateways:
            if not gateway.foreign:
                yield from self._gateway(facts, tables, gateway)
        yield from self._peerings(facts)

    def _gateway(self, facts: Facts, tables: TransitTables, gateway: r.TransitGateway) -> Found:
        sides = list(_sides(facts, tables, gateway))
        ways = _Ways(facts, tables, gateway)
        groups: dict[tuple[Severity, str, str, bool], list[tuple[_Side, _Side]]] = {}
        for at, one in enumerate(sides):
            for other in sides[at + 1 :]:
                for there, back in ((one, other), (other, one)):
                    severity = ways.differ(there, back)
                    if severity is not None:
                        key = severity, there.table.id, back.table.id, ways.lost(there, back)
                        groups.setdefault(key, []).append((there, back))
                        break
        for (severity, _, _, lost), pairs in sorted(groups.items()):
            there, back = pairs[0]
            more = f" ({len(pairs) - 1} more pairs of VPCs likewise)" if len(pairs) > 1 else ""
            way = ways.described(there, back)
            answer = "has no way back" if lost else f"comes back {ways.described(back, there)}"
            yield self.finding(
                f"{called(there.vpc)} reaches {called(back.vpc)} {way} over {called(gateway)}, but the answer {answer}{more}.",
                gateway,
                there.vpc,
                back.vpc,
                there.table,
                back.table,
                severity=severity,
            )

    def _peerings(self, facts: Facts) -> Found:
        for peering in facts.network.peerings:
            mine, theirs = facts.vpc(peering.requester), facts.vpc(peering.accepter)
            if peering.status != "active" or mine is None or theirs is None:
                continue
            there, back = _targets(facts, mine, theirs), _targets(facts, theirs, mine)
            if there and back and (there == {peering.id}) != (back == {peering.id}) and not there & back:
                yield self.finding(
                    f"{called(mine)} reaches {called(theirs)} by {words(sorted(there))}, but the answer comes back by"
                    f" {words(sorted(back))}.",
                    peering,
                    mine,
                    theirs,
                )


class _Ways:
    """Where each transit gateway table sends each VPC's CIDRs, looked up once."""

    def __init__(self, facts: Facts, tables: TransitTables, gateway: r.TransitGateway) -> None:
        self.facts, self.tables, self.gateway = facts, tables, gateway
        self.next: dict[tuple[str, str], str] = {}
        self.sends: dict[tuple[str, str], int] = {}

    def hop(self, side: _Side, to: _Side) -> str:
        """The attachment that packets of `side` for `to` are sent to, "" for none."""
        key = side.table.id, to.vpc.id
        if key not in self.next:
            blocks = self.facts.blocks.get(to.vpc.id, ())
            entry = self.tables.lookup(side.table, blocks[0]) if blocks else None
            self.next[key] = entry.attachments[0] if entry is not None and entry.attachments else ""
        return self.next[key]

    def routed(self, side: _Side, to: _Side) -> int:
        """How closely the VPC's own tables send packets for `to` to the transit gateway: the prefix length of the route plus one,
        1 for a default route, 0 for none.
        """
        key = side.vpc.id, to.vpc.id
        if key not in self.sends:
            routes = _routes(self.facts, side.vpc, to.vpc)
            blocks = [parse_block(route.destination) for route in routes if route.target == self.gateway.id]
            self.sends[key] = max((block.length + 1 for block in blocks if block is not None), default=0)
        return self.sends[key]

    def differ(self, there: _Side, back: _Side) -> Severity | None:
        """None where the ways mirror each other or nothing is meant to go: else how bad it is.

        A default route to the transit gateway does not say that the other VPC is meant; a route for just its CIDR does.
        """
        out, meant = self.hop(there, back), self.routed(there, back)
        if not out or not meant:
            return None
        home = self.hop(back, there)
        if not home or not self.routed(back, there):
            if out != back.attachment.id or meant == 1 or _targets(self.facts, back.vpc, there.vpc) - {self.gateway.id}:
                return None
            if self.goes_out_by(back, there):
                return None
            own = self.facts.blocks[back.vpc.id][0]
            return "error" if meant > own.length else "warning"
        direct_out, direct_home = out == back.attachment.id, home == there.attachment.id
        return None if (direct_out and direct_home) or out == home else "warning"

    def goes_out_by(self, side: _Side, to: _Side) -> bool:
        """Whether `to` is the central way out of `side`: what it sends there are answers, and AWS advises blackholes for the rest.

        Source: Transit Gateway Guide, "Centralized outbound routing to the internet".
        """
        entry = self.tables.lookup(side.table, EVERYTHING)
        return entry is not None and to.attachment.id in entry.attachments

    def lost(self, there: _Side, back: _Side) -> bool:
        """Whether the answer has no way back at all."""
        return not self.hop(back, there) or not self.routed(back, there)

    def described(self, there: _Side, back: _Side) -> str:
        """`directly`, or through what."""
        out = self.hop(there, back)
        if out == back.attachment.id:
            return "directly"
        middle = self.facts.network.get(out, r.TransitGatewayAttachment)
        return f"through {called(middle)}" if middle is not None else f"through {out}"


def _sides(facts: Facts, tables: TransitTables, gateway: r.TransitGateway) -> Iterator[_Side]:
    """The VPCs of a transit gateway that were read, with tables whose routes are known."""
    for attachment in facts.network.attachments_of.get(gateway.id, ()):
        vpc = facts.vpc(attachment.resource) if attachment.type == "vpc" and attachment.transit_gateway == gateway.id else None
        table = tables.table(gateway.id, attachment.id)
        if vpc is not None and table is not None and table.routes_known and facts.network.route_tables_of.get(vpc.id):
            yield _Side(vpc, attachment, table)


def _routes(facts: Facts, vpc: r.Vpc, to: r.Vpc) -> list[r.Route]:
    """The routes by which the VPC's tables send packets for another VPC's first CIDR."""
    blocks = facts.blocks.get(to.id, ())
    found = [route_to(table, blocks[0]) for table in facts.network.route_tables_of.get(vpc.id, ())] if blocks else []
    return [route for route in found if route is not None and route.target != "local"]


def _targets(facts: Facts, vpc: r.Vpc, to: r.Vpc) -> set[str]:
    """The transit gateways and peerings that the VPC's tables send packets for another VPC to."""
    targets = {route.target for route in _routes(facts, vpc, to)}
    return {one for one in targets if isinstance(facts.network.by_id.get(one), (r.TransitGateway, r.Peering))}


class InspectionWithoutApplianceMode(Rule):
    """An inspection VPC in several zones whose attachment has appliance mode off."""

    id = "inspection-without-appliance-mode"
    title = "Appliance mode is off on the attachment of an inspection VPC"
    why = "Without it packet and answer may go to different zones: stateful appliances see half a connection and drop it."
    remedy = "Turn on appliance mode of the VPC attachment."
    source = "Amazon VPC Transit Gateways Guide, Appliance in a shared services VPC"
    url = "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html"
    severity = "warning"
    needs = ("transit_gateway_attachments", "route_tables", "subnets")

    def check(self, facts: Facts) -> Found:
        """One finding for each attachment in more than one zone whose subnets lead to an appliance."""
        firewalls = {endpoint for firewall in facts.network.network_firewalls for endpoint in firewall.endpoints.values()}
        for attachment in facts.network.transit_gateway_attachments:
            zones = facts.zones_of(attachment.subnets)
            if attachment.type != "vpc" or attachment.appliance_mode or len(zones) < 2:
                continue
            vpc = facts.vpc(attachment.resource)
            leads = sorted(set(self._appliances(facts, attachment, firewalls)))
            if vpc is not None and leads:
                yield self.finding(
                    f"{called(attachment)} leads into {called(vpc)} in {words(zones)}, on to {words(leads)}, with"
                    " appliance mode off.",
                    attachment,
                    vpc,
                )

    def _appliances(self, facts: Facts, attachment: r.TransitGatewayAttachment, firewalls: set[str]) -> Iterator[str]:
        for one in attachment.subnets:
            subnet = facts.network.get(one, r.Subnet)
            table = facts.network.route_table_of(subnet) if subnet is not None else None
            for route in table.routes if table is not None else ():
                target = facts.network.by_id.get(route.target)
                appliance = isinstance(target, (r.GatewayLoadBalancerEndpoint, r.NetworkFirewall, r.NetworkInterface, r.Instance))
                if route.state == "active" and (appliance or route.target in firewalls):
                    yield route.target


class AttachmentWithoutZone(Rule):
    """Subnets that send to a transit gateway from zones that the VPC's attachment is not in."""

    id = "transit-gateway-attachment-zones"
    title = "Subnets send to a transit gateway from a zone that its attachment is not in"
    why = (
        "A transit gateway is reached only from zones in which the VPC's attachment has a subnet: from others packets are dropped."
    )
    remedy = "Add a subnet of the zone to the attachment."
    source = "Amazon VPC Transit Gateways Guide, VPC attachments"
    url = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"
    severity = "error"
    needs = ("transit_gateway_attachments", "subnets", "route_tables")

    def check(self, facts: Facts) -> Found:
        """One finding for each VPC attachment whose subnets are known."""
        for attachment in facts.network.transit_gateway_attachments:
            vpc = facts.vpc(attachment.resource) if attachment.type == "vpc" else None
            served = facts.zones_of(attachment.subnets)
            if vpc is None or attachment.foreign or not served:
                continue
            lost = [
                subnet
                for subnet in facts.network.subnets_of.get(vpc.id, ())
                if subnet.zone and subnet.zone not in served and _sends_to(facts, subnet, attachment.transit_gateway)
            ]
            if lost:
                zones = sorted({subnet.zone for subnet in lost})
                yield self.finding(
                    f"{called(attachment)} has no subnet in {words(zones)}: what is sent to {attachment.transit_gateway} from"
                    f" {words([called(one) for one in lost])} is dropped.",
                    attachment,
                    *lost,
                )


def _sends_to(facts: Facts, subnet: r.Subnet, gateway: str) -> bool:
    table = facts.network.route_table_of(subnet)
    return table is not None and any(route.target == gateway and route.state == "active" for route in table.routes)


class AttachmentNotAssociated(Rule):
    """A transit gateway attachment that no route table serves."""

    id = "transit-gateway-attachment-not-associated"
    title = "A transit gateway attachment is associated with no route table"
    why = (
        "What comes in by an attachment is routed by its associated table: without one it is dropped, and charged for all the same."
    )
    remedy = "Associate the attachment with a route table of the transit gateway, or delete it."
    source = "Amazon VPC Transit Gateways Guide, Transit gateway route tables"
    url = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html"
    severity = "warning"
    needs = ("transit_gateway_attachments", "transit_gateway_route_tables")

    def check(self, facts: Facts) -> Found:
        """One finding for each attachment of a transit gateway whose tables were read."""
        have = {(table.transit_gateway, one) for table in facts.network.transit_gateway_route_tables for one in table.associations}
        read = {table.transit_gateway for table in facts.network.transit_gateway_route_tables}
        for attachment in facts.network.transit_gateway_attachments:
            gateway = attachment.transit_gateway
            if (
                gateway in read
                and (gateway, attachment.id) not in have
                and attachment.state == "available"
                and not attachment.foreign
            ):
                hour = facts.prices.usd("transit_gateway_attachment_hour", attachment.region)
                month = None if hour is None else round(hour * 730, 6)
                cost = "" if month is None else f", and costs ${month:.2f} a month"
                yield self.finding(
                    f"{called(attachment)} of {gateway} has no route table{cost}.", attachment, gateway, usd_per_month=month
                )


class VpnTunnelDown(Rule):
    """A VPN connection that hangs on one tunnel."""

    id = "vpn-tunnel-down"
    title = "A VPN connection has a tunnel that is down"
    why = "AWS takes tunnels down for maintenance, one at a time: with one already down the connection breaks then."
    remedy = "Configure both tunnels on the customer gateway device."
    source = "AWS Site-to-Site VPN User Guide, Tunnel options"
    url = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html"
    severity = "warning"
    needs = ("vpn_connections",)

    def check(self, facts: Facts) -> Found:
        """One finding for each VPN connection; all tunnels down is an error."""
        for connection in facts.network.vpn_connections:
            known = [tunnel for tunnel in connection.tunnels if tunnel.status]
            down = [tunnel for tunnel in known if tunnel.status.upper() == "DOWN"]
            if down and connection.state not in ("deleted", "deleting", "pending"):
                be = "is" if len(down) == 1 else "are"
                names = words([tunnel.outside_ip or "a tunnel" for tunnel in down])
                yield self.finding(
                    f"{called(connection)}: {len(down)} of {len(known)} tunnels {be} down ({names}).",
                    connection,
                    severity="error" if len(down) == len(known) else "warning",
                )


RULES = (TransitGatewayAsymmetric, InspectionWithoutApplianceMode, AttachmentWithoutZone, AttachmentNotAssociated, VpnTunnelDown)
