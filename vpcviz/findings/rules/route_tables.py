"""Rules about VPC route tables: dead routes, tables that serve nobody, NAT without a way out, other regions' services."""

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.rules.endpoints import could_send, subnets_of
from vpcviz.findings.ways import CUT_OFF, WayOut
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead
from vpcviz.model.services import GATEWAY_SERVICES, service_code, service_label
from vpcviz.traffic import Flow

POSITION = 130


class RouteToBlackhole(Rule):
    """A route whose target is gone, or cannot take packets (VPC User Guide: "the route's target isn't available")."""

    id = "route-to-blackhole"
    title = "A route leads to a blackhole"
    why = "What the route led to is gone; it still wins over less specific routes, and drops all that it wins."
    remedy = "Delete the route, or point it at what took the target's place."
    source = "Amazon VPC User Guide, Configure route tables"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html"
    severity = "error"
    needs = ("route_tables", "nat_gateways", "transit_gateway_route_tables")

    def check(self, context: Context) -> Found:
        """One finding for each route; a static blackhole of a transit gateway is there on purpose."""
        for table in context.network.route_tables:
            for route in table.routes:
                nat = context.network.get(route.target, r.NatGateway)
                dead = nat is not None and is_dead(nat.state)
                if route.state == "blackhole" or dead:
                    served = subnets_of(context, table)
                    users = f", which serves {words([subnet.label for subnet in served])}" if served else ", which serves no subnet"
                    there = context.network.by_id.get(route.target)
                    state = "is gone" if dead or there is None or there.foreign else "cannot take it now"
                    yield self.finding(
                        f"{route.destination} leads to {route.target or 'nothing'}, which {state}, in {called(table)}{users}.",
                        table,
                        *served,
                        severity="error" if served or table.gateways else "info",
                    )
        for transit in context.network.transit_gateway_route_tables:
            for way in transit.routes:
                if way.state == "blackhole" and way.attachments:
                    yield self.finding(
                        f"{way.destination} leads to {words(way.attachments)}, which is gone, in {called(transit)}.",
                        transit,
                        transit.transit_gateway,
                    )


class RouteTableUnassociated(Rule):
    """A route table that routes nothing."""

    id = "route-table-unassociated"
    title = "A route table is associated with nothing"
    why = "It is neither a main table nor associated with a subnet or gateway: its routes do nothing, though they look active."
    remedy = "Associate it with the subnets that it was made for, or delete it."
    source = "Amazon VPC User Guide, Subnet route tables"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"
    severity = "info"
    needs = ("route_tables",)

    def check(self, context: Context) -> Found:
        """One finding for each table; a regional NAT gateway's own is in use."""
        of_nat = {nat.route_table for nat in context.network.nat_gateways}
        for table in context.network.route_tables:
            if table.id not in of_nat and not (
                table.main or table.subnets or table.gateways or table.public_pools or table.foreign
            ):
                where = context.of_vpc(table.vpc)
                yield self.finding(f"{called(table)}{where} serves no subnet, gateway or public address pool.", table)


class NatGatewayWithoutWayOut(Rule):
    """A public NAT gateway in a subnet that has no route to an internet gateway."""

    id = "nat-gateway-without-way-out"
    title = "A public NAT gateway stands in a subnet without a route to an internet gateway"
    why = "A NAT gateway sends on by its own subnet's route table: without that route, all that goes through it is dropped."
    remedy = "Put it into a public subnet, or give its subnet's route table a default route to the internet gateway."
    source = "Amazon VPC User Guide, NAT gateways"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"
    severity = "error"
    needs = ("nat_gateways", "route_tables", "subnets", "internet_gateways")

    def check(self, context: Context) -> Found:
        """One finding for each NAT gateway; a way out through appliances, firewalls or transit gateways counts."""
        for nat in context.network.nat_gateways:
            subnet = context.network.get(nat.subnet, r.Subnet)
            if nat.connectivity != "public" or nat.foreign or subnet is None or is_dead(nat.state):
                continue
            way = context.ways.from_nat(nat, subnet)
            if way.unknown and way.end is not None:
                yield self.unknown(nat, f"where the routes of its subnet lead is not known: {way.end.explanation}")
            elif way.end is not None and way.end.code != CUT_OFF:  # that is another rule's finding
                yield self.finding(
                    f"{called(nat)} stands in {called(subnet)}, whose routes do not lead to the internet: {way.end.explanation}.",
                    nat,
                    subnet,
                )


class CrossRegionOverInternet(Rule):
    """S3 or DynamoDB of another region, which no gateway endpoint leads to."""

    id = "cross-region-s3-over-internet"
    title = "S3 or DynamoDB of another region is reached over the internet gateway"
    why = (
        "Prefix lists are regional: traffic to another region's service passes the gateway endpoint by and leaves to the internet."
    )
    remedy = "Use a replica in the VPC's region, or an interface endpoint in the other region, reached over peering."
    source = "AWS PrivateLink Guide, Gateway endpoints for Amazon S3"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"
    severity = "warning"
    needs = ("services", "vpcs", "subnets", "route_tables", "internet_gateways")

    def check(self, context: Context) -> Found:
        """One finding for each service and VPC, where no VPC of the network is in the service's region."""
        regions = {vpc.region for vpc in context.vpcs}
        for service in context.network.services:
            code = service_code(service.id)
            if code not in GATEWAY_SERVICES or not service.region or service.region in regions:
                continue
            for vpc in context.vpcs:
                subnets = [one for one in context.network.subnets_of.get(vpc.id, ()) if could_send(context, one)]
                ways = [way for one in subnets if (way := self._way(context, one, service)) is not None]
                if not ways:
                    continue
                own = [one for one in context.network.gateway_endpoints if one.vpc == vpc.id and service_code(one.service) == code]
                past = f", not through {called(own[0])}, which serves {vpc.region} only" if own else ""
                price = context.prices.usd("inter_region_gb", vpc.region, service.region)
                cost = "" if price is None else f"; transfer between the regions costs ${price:g} for each GB"
                yield self.finding(
                    f"Traffic of {called(vpc)} in {vpc.region} to {service_label(service.id)} in {service.region} leaves through"
                    f" {words(sorted({(way.nat or way.gateway).id for way in ways}))}{past}{cost}.",
                    vpc,
                    service,
                    *own,
                    usd_per_gb=price,
                )

    def _way(self, context: Context, subnet: r.Subnet, service: r.Service) -> WayOut | None:
        """The way out that traffic of a subnet takes to a service; None where a trace says that none of it gets there."""
        way = context.ways.way_out(subnet)
        if way is None:
            return None
        source = context.alike(subnet).id
        if way.nat is None:  # Only what has a public IP leaves by an internet gateway itself.
            senders = (one for one in context.senders(subnet.vpc) if one.subnet == subnet.id)
            source = next((one.id for one in senders if one.public_ip or one.public_ips), source)
        trace = context.ways.trace(Flow(source=source, target=service.id))
        return way if trace is None or trace.delivered or trace.verdict == "unknown" else None


RULES = (RouteToBlackhole, RouteTableUnassociated, NatGatewayWithoutWayOut, CrossRegionOverInternet)
