"""Rules about transit gateways and VPNs: appliance mode, attachments without a zone or a table, tunnels that are down."""

from collections.abc import Iterator

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works

POSITION = 180


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

    def check(self, context: Context) -> Found:
        """One finding for each attachment in more than one zone whose subnets lead to an appliance."""
        firewalls = {endpoint for firewall in context.network.network_firewalls for endpoint in firewall.endpoints.values()}
        for attachment in context.network.transit_gateway_attachments:
            zones = context.zones_of(attachment.subnets)
            if attachment.type != "vpc" or attachment.appliance_mode or len(zones) < 2:
                continue
            vpc = context.vpc(attachment.resource)
            leads = sorted(set(self._appliances(context, attachment, firewalls)))
            if vpc is not None and leads:
                yield self.finding(
                    f"{called(attachment)} leads into {called(vpc)} in {words(zones)}, on to {words(leads)}, with"
                    " appliance mode off.",
                    attachment,
                    vpc,
                )

    def _appliances(self, context: Context, attachment: r.TransitGatewayAttachment, firewalls: set[str]) -> Iterator[str]:
        """What the subnets of an attachment route to that inspects: an endpoint, or an interface or instance that is routed to."""
        for one in attachment.subnets:
            subnet = context.network.get(one, r.Subnet)
            table = context.network.route_table_of(subnet) if subnet is not None else None
            for route in table.routes if table is not None else ():
                target = context.network.by_id.get(route.target)
                appliance = target is not None and (target.INSPECTS or isinstance(target, (r.NetworkInterface, r.Instance)))
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

    def check(self, context: Context) -> Found:
        """One finding for each VPC attachment whose subnets are known."""
        for attachment in context.network.transit_gateway_attachments:
            vpc = context.vpc(attachment.resource) if attachment.type == "vpc" else None
            served = context.zones_of(attachment.subnets)
            if vpc is None or attachment.foreign or not served:
                continue
            lost = [
                subnet
                for subnet in context.network.subnets_of.get(vpc.id, ())
                if subnet.zone and subnet.zone not in served and _sends_to(context, subnet, attachment.transit_gateway)
            ]
            if lost:
                zones = sorted({subnet.zone for subnet in lost})
                yield self.finding(
                    f"{called(attachment)} has no subnet in {words(zones)}: what is sent to {attachment.transit_gateway} from"
                    f" {words([called(one) for one in lost])} is dropped.",
                    attachment,
                    *lost,
                )


def _sends_to(context: Context, subnet: r.Subnet, gateway: str) -> bool:
    table = context.network.route_table_of(subnet)
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

    def check(self, context: Context) -> Found:
        """One finding for each attachment of a transit gateway whose tables were read."""
        have = {
            (table.transit_gateway, one) for table in context.network.transit_gateway_route_tables for one in table.associations
        }
        read = {table.transit_gateway for table in context.network.transit_gateway_route_tables}
        for attachment in context.network.transit_gateway_attachments:
            gateway = attachment.transit_gateway
            if gateway in read and (gateway, attachment.id) not in have and works(attachment.state) and not attachment.foreign:
                hour = context.prices.usd("transit_gateway_attachment_hour", attachment.region)
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
    answers = ("EC2.20",)
    needs = ("vpn_connections",)

    def check(self, context: Context) -> Found:
        """One finding for each VPN connection; all tunnels down is an error."""
        for connection in context.network.vpn_connections:
            known = [tunnel for tunnel in connection.tunnels if tunnel.status]
            down = [tunnel for tunnel in known if tunnel.status.upper() == "DOWN"]
            if down and works(connection.state):
                be = "is" if len(down) == 1 else "are"
                names = words([tunnel.outside_ip or "a tunnel" for tunnel in down])
                yield self.finding(
                    f"{called(connection)}: {len(down)} of {len(known)} tunnels {be} down ({names}).",
                    connection,
                    severity="error" if len(down) == len(known) else "warning",
                )


class DirectConnectOnOneConnection(Rule):
    """A gateway whose virtual interfaces all run on one Direct Connect connection."""

    id = "direct-connect-one-connection"
    title = "A gateway hangs on a single Direct Connect connection"
    why = "AWS maintains connections and locations one at a time: with a single one the way to on-premises is lost meanwhile."
    remedy = "Add a virtual interface on a second connection, best at another location, or a VPN as a backup."
    source = "AWS Direct Connect User Guide, AWS Direct Connect Resiliency Recommendation"
    url = "https://docs.aws.amazon.com/directconnect/latest/UserGuide/resiliency_toolkit.html"
    severity = "warning"
    answers = ("directconnect_connection_redundancy",)
    needs = ("virtual_interfaces", "vpn_connections", "direct_connect_associations")

    def check(self, context: Context) -> Found:
        """One finding for each gateway; a VPN connection to it, or to what it is associated with, counts as a second way."""
        network = context.network
        by_gateway: dict[str, list[r.VirtualInterface]] = {}
        for interface in network.virtual_interfaces:
            if interface.gateway and interface.type != "public" and not interface.foreign:
                by_gateway.setdefault(interface.gateway, []).append(interface)
        backed_up = {connection.gateway for connection in network.vpn_connections}
        for gateway, interfaces in by_gateway.items():
            links = network.direct_connect_associations
            behind = {gateway, *(link.gateway for link in links if link.direct_connect_gateway == gateway)}
            connections = {interface.connection for interface in interfaces}
            if len(connections) == 1 and "" not in connections and not behind & backed_up:
                at = next((f" at {one.location}" for one in interfaces if one.location), "")
                subject = network.by_id.get(gateway)
                name = called(subject) if subject is not None else gateway
                names = words([called(one) for one in interfaces])
                text = f"{name} hangs on the connection {next(iter(connections))}{at} alone ({names}), with no VPN beside it."
                yield self.finding(text, gateway if subject is None else subject, *interfaces)


RULES = (
    InspectionWithoutApplianceMode,
    AttachmentWithoutZone,
    AttachmentNotAssociated,
    VpnTunnelDown,
    DirectConnectOnOneConnection,
)
