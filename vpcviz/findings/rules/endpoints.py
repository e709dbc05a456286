"""Rules about the endpoints of one VPC: what is missing, what is not routed to, what is in one zone only."""

from collections.abc import Iterator

from vpcviz.cost.kinds.endpoints import endpoint_price
from vpcviz.cost.kinds.gateways import known_nat_price
from vpcviz.cost.standing import charged
from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.report import Finding, Severity
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.ways import GOING_OUT, WayOut
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import LEAVING, is_gone, works
from vpcviz.model.services import GATEWAY_SERVICES, service_code, service_label, service_name, service_region
from vpcviz.traffic import Flow, Trace
from vpcviz.traffic.names.public_dns import service_address
from vpcviz.traffic.names.service_names import public_name

POSITION = 50


class GatewayEndpointMissing(Rule):
    """Amazon S3 or DynamoDB through NAT, though a gateway endpoint is free."""

    id = "gateway-endpoint-missing"
    title = "S3 or DynamoDB traffic goes through a NAT gateway, with no gateway endpoint"
    why = "A NAT gateway charges each GB; a gateway endpoint charges nothing, and the traffic needs no way to the internet."
    remedy = "Create a gateway endpoint for the service in the VPC and add it to the route tables of these subnets."
    source = "AWS PrivateLink Guide, Gateway endpoints"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    severity = "warning"
    needs = (
        "vpcs",
        "subnets",
        "route_tables",
        "nat_gateways",
        "gateway_endpoints",
        "interface_endpoints",
        "network_interfaces",
        "transit_gateway_attachments",
        "transit_gateway_route_tables",
        "gateway_load_balancer_endpoints",
        "network_firewalls",
    )

    asks_ahead = True

    def check(self, context: Context) -> Found:
        """One finding for each VPC, with the services that it lacks."""
        for vpc in context.vpcs:
            yield from self._of_vpc(context, vpc)

    def ask_ahead(self, context: Context, vpc: r.Vpc) -> None:
        """What the VPC lacks."""
        self._of_vpc(context, vpc)

    def _of_vpc(self, context: Context, vpc: r.Vpc) -> tuple[Finding, ...]:
        own = context.network.by_vpc(r.GatewayEndpoint).get(vpc.id, ())
        have = {service_code(endpoint.service) for endpoint in own if charged(endpoint)}
        codes = [code for code in GATEWAY_SERVICES if code not in have]
        if not codes:
            return ()
        return context.ways.once((GOING_OUT, vpc.id, self.id), lambda: tuple(self._lacking(context, vpc, codes)))

    def _lacking(self, context: Context, vpc: r.Vpc, codes: list[str]) -> Iterator[Finding]:
        ways = self._through_nat(context, vpc)
        by_code = {code: [(one, way) for one, way in ways if self._passes(context, vpc, one, way, code)] for code in codes}
        lacking = [code for code in codes if by_code[code]]
        if lacking:
            through = list({one.id: (one, way) for code in lacking for one, way in by_code[code]}.values())
            sure = "s3" in lacking or any(code in context.services_mentioned for code in lacking)
            yield self._finding(context, vpc, lacking, through, "warning" if sure else "info")

    def _through_nat(self, context: Context, vpc: r.Vpc) -> list[tuple[r.Subnet, WayOut]]:
        subnets = [one for one in context.network.subnets_of.get(vpc.id, ()) if could_send(context, one)]
        ways = [(one, context.way_by_nat(one)) for one in subnets]
        return [(one, way) for one, way in ways if way is not None]

    def _passes(self, context: Context, vpc: r.Vpc, subnet: r.Subnet, way: WayOut, code: str) -> bool:
        """Whether a trace to the service by its name goes the way through NAT (another endpoint may take the name), or, where
        something else on the way was not read, could.
        """
        trace = self._traced(context, subnet, service_name(code, vpc.region))
        if trace is None or trace.verdict == "unknown":
            return not self._has_interface(context, vpc, code)
        return trace.delivered and way.nat is not None and way.nat.id in {hop.id for hop in trace.forward}

    def _traced(self, context: Context, subnet: r.Subnet, service: str) -> Trace | None:
        """The trace of a subnet to a service; of one that fares alike, where the name leads to public addresses."""
        to = service_address(context.ways.index, service, public_name(service, service_code(service), service_region(service)))
        trace = context.ways.trace(Flow(source=context.likeness.sending(subnet, to).id, target=service))
        if trace is not None and trace.address == to.text:
            return trace
        return context.ways.trace(Flow(source=context.alike(subnet).id, target=service))

    def _has_interface(self, context: Context, vpc: r.Vpc, code: str) -> bool:
        """An interface endpoint with private DNS on takes the service's names, so nothing goes through NAT."""
        endpoints = context.interface_endpoints.get(vpc.id, ())
        return any(service_code(one.service) == code and one.private_dns and not one.private_dns_only_inbound for one in endpoints)

    def _finding(
        self, context: Context, vpc: r.Vpc, lacking: list[str], through: list[tuple[r.Subnet, WayOut]], severity: Severity
    ) -> Finding:
        way = through[0][1]
        nats = list({one.nat.id: one.nat for _, one in through if one.nat is not None}.values())
        prices = [context.prices.usd(f"{known_nat_price(nats)}_gb", nats[0].region or vpc.region)]
        prices += [context.prices.usd("transit_gateway_gb", vpc.region) for _ in way.transit_gateways]
        known = None if None in prices else round(sum(price or 0 for price in prices), 6)
        least = "at least " if way.inspected else ""
        saved = (
            "would be free (what it would save is not known: a price is missing)"
            if known is None
            else f"would be free, and save {least}${known:g} for each GB"
        )
        hubs = list(dict.fromkeys(way.transit_gateways))
        over = f" over {words(hubs)}{' twice' if len(hubs) < len(way.transit_gateways) else ''}" if hubs else ""
        labels = words([service_label(service_name(code, vpc.region)) for code in lacking])
        return self.finding(
            f"Traffic of {called(vpc)} to {labels} goes{over} through {words([called(nat) for nat in nats])}; a gateway"
            f" endpoint {saved}. Subnets: {words([subnet.label for subnet, _ in through])}.",
            vpc,
            *nats,
            *(subnet for subnet, _ in through),
            severity=severity,
            usd_per_gb=known,
        )


class GatewayEndpointWithoutRoutes(Rule):
    """A gateway endpoint that no route table leads to."""

    id = "gateway-endpoint-no-route-table"
    title = "A gateway endpoint is on no route table"
    why = "Only a route with the service's prefix list leads traffic to a gateway endpoint; without one it does nothing."
    remedy = "Associate the endpoint with the route tables of the subnets that use the service."
    source = "AWS PrivateLink Guide, Gateway endpoints"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    severity = "warning"
    needs = ("gateway_endpoints", "route_tables")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint without a table."""
        for endpoint in context.network.gateway_endpoints:
            if not endpoint.foreign and charged(endpoint) and not endpoint_tables(context, endpoint):
                label = service_label(endpoint.service)
                yield self.finding(f"{called(endpoint)} for {label} is on no route table, so nothing is sent to it.", endpoint)


class GatewayEndpointNotEverywhere(Rule):
    """A gateway endpoint that some subnets which go out do not use."""

    id = "gateway-endpoint-missing-route"
    title = "A gateway endpoint is not on all route tables of subnets that go out"
    why = "Subnets whose table lacks the prefix-list route use the service's public addresses, through NAT at a price for each GB."
    remedy = "Associate the endpoint with these route tables, too."
    source = "AWS PrivateLink Guide, Gateway endpoints"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
    severity = "warning"
    needs = ("gateway_endpoints", "route_tables", "subnets", "network_interfaces")
    asks_ahead = True

    def check(self, context: Context) -> Found:
        """One finding for each endpoint and route table."""
        for endpoint in context.network.gateway_endpoints:
            yield from self._of_endpoint(context, endpoint)

    def ask_ahead(self, context: Context, vpc: r.Vpc) -> None:
        """What bypasses each gateway endpoint of the VPC."""
        for endpoint in context.network.by_vpc(r.GatewayEndpoint).get(vpc.id, ()):
            self._of_endpoint(context, endpoint)

    def _of_endpoint(self, context: Context, endpoint: r.GatewayEndpoint) -> tuple[Finding, ...]:
        key = (GOING_OUT, endpoint.vpc, self.id, endpoint.id)
        return context.ways.once(key, lambda: tuple(self._bypassed(context, endpoint)))

    def _bypassed(self, context: Context, endpoint: r.GatewayEndpoint) -> Iterator[Finding]:
        have = endpoint_tables(context, endpoint)
        if not have or endpoint.foreign:
            return
        for table in context.network.route_tables_of.get(endpoint.vpc, ()):
            subnets = [subnet for subnet in subnets_of(context, table) if could_send(context, subnet)]
            subnets = [] if table.id in have else [one for one in subnets if bypasses(context, endpoint, one)]
            if subnets:
                public = context.network.tier(subnets[0]) == "public"
                yield self.finding(
                    f"{called(endpoint)} for {service_label(endpoint.service)} is not on {called(table)}, whose subnets"
                    f" ({words([subnet.label for subnet in subnets])}) bypass it.",
                    endpoint,
                    table,
                    *subnets,
                    severity="info" if public else "warning",
                )


class InterfaceEndpointInOneZone(Rule):
    """An interface endpoint that fails with its only zone."""

    id = "interface-endpoint-one-zone"
    title = "An interface endpoint is in one zone only"
    why = "When that zone fails, the service is out of reach for the whole VPC, though the service itself runs on."
    remedy = "Add a subnet of another zone to the endpoint; each zone is charged for by the hour."
    source = "AWS PrivateLink Guide, Access an AWS service using an interface VPC endpoint"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    severity = "warning"
    answers = ("vpc_endpoint_multi_az_enabled",)
    needs = ("interface_endpoints", "subnets")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint."""
        for endpoint in context.private_links:
            zones = context.zones_of(endpoint.subnets)
            if endpoint.foreign or len(zones) != 1 or not charged(endpoint):
                continue
            others = context.other_zones(endpoint.vpc, zones)
            hour = context.prices.usd(f"{endpoint_price(endpoint)}_hour", endpoint.region)
            more = "" if hour is None else f" A second zone costs ${hour * 730:.2f} a month."
            where = f"the VPC also has subnets in {words(others)}" if others else "the VPC has subnets in no other zone"
            yield self.finding(
                f"{called(endpoint)} for {service_label(endpoint.service)} has a network interface in {zones[0]} only;"
                f" {where}.{more}",
                endpoint,
                severity="warning" if others else "info",
                usd_per_month=None if hour is None else round(hour * 730, 6),
            )


class EndpointNotAvailable(Rule):
    """An endpoint that waits for its acceptance, or was refused."""

    id = "endpoint-not-available"
    title = "An endpoint is not available"
    why = (
        "An endpoint that is pending acceptance, rejected or failed carries no traffic; a pending one is charged for all the same."
    )
    remedy = "Have the service's owner accept it, or delete it."
    source = "AWS PrivateLink Guide, AWS PrivateLink concepts: Endpoint states"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html"
    severity = "warning"
    needs = tuple(name for name, kind in CLASSES.items() if kind.ENDS[1] == "service")

    def check(self, context: Context) -> Found:
        """One finding for each endpoint in a state other than available."""
        for endpoint in (one for name in self.needs for one in getattr(context.network, name)):
            state = str(getattr(endpoint, "state", ""))
            if not endpoint.foreign and not works(state) and not is_gone(state, LEAVING):
                yield self.finding(f"{called(endpoint)} is in the state {state}.", endpoint)


def endpoint_tables(context: Context, endpoint: r.GatewayEndpoint) -> frozenset[str]:
    """The route tables that lead to a gateway endpoint."""
    tables = context.network.route_tables_of.get(endpoint.vpc, ())
    routed = {table.id for table in tables if any(route.target == endpoint.id for route in table.routes)}
    return frozenset(routed | set(endpoint.route_tables))


def bypasses(context: Context, endpoint: r.GatewayEndpoint, subnet: r.Subnet) -> bool:
    """Whether a subnet's traffic for the service of a gateway endpoint leaves to the internet, past the endpoint."""
    walk = context.ways.to_service(context.alike_out(subnet, endpoint.service), endpoint.service)
    gateway = walk.arrived.gateway if walk is not None and walk.arrived is not None else ""
    return gateway != endpoint.id and context.way_out(subnet) is not None


def subnets_of(context: Context, table: r.RouteTable) -> list[r.Subnet]:
    """The subnets that a table routes, those of the main table too."""
    return [subnet for subnet in context.network.subnets_of.get(table.vpc, ()) if context.network.route_table_of(subnet) is table]


def could_send(context: Context, subnet: r.Subnet) -> bool:
    """Whether something in the subnet opens connections: what stands in it, or, where it is private and empty, what will.

    Subnets that only hold a transit gateway attachment or AWS's own network things send nothing of their own.
    """
    if context.sends_from(subnet):
        return True
    empty = not context.network.interfaces_of.get(subnet.id) and subnet.id not in context.attachment_subnets
    return empty and context.network.tier(subnet) == "private"


RULES = (
    GatewayEndpointMissing,
    GatewayEndpointWithoutRoutes,
    GatewayEndpointNotEverywhere,
    InterfaceEndpointInOneZone,
    EndpointNotAvailable,
)
