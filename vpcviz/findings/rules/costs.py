"""Rules about what need not be paid: endpoints that nothing uses, interface endpoints for S3, NAT across zones."""

from vpcviz.cost.standing import charged
from vpcviz.findings.context import JOINING, Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.report import Finding
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.rules.endpoints import could_send
from vpcviz.findings.rules.shared_endpoints import names_in
from vpcviz.findings.ways import GOING_OUT
from vpcviz.model import resources as r
from vpcviz.model.services import GATEWAY_SERVICES, service_code, service_label
from vpcviz.spec.regions import private_names

POSITION = 20


class InterfaceEndpointForS3(Rule):
    """An interface endpoint for S3 or DynamoDB in a VPC that a free gateway endpoint would serve."""

    id = "interface-endpoint-for-s3"
    title = "An interface endpoint for S3 or DynamoDB, where the free gateway endpoint would do"
    why = "Inside one VPC the gateway endpoint does the same for nothing; the interface endpoint costs by the hour, zone and GB."
    remedy = (
        "Create a gateway endpoint and delete this one, or keep it for on-premises with private DNS for inbound endpoints only."
    )
    source = "Amazon S3 User Guide, AWS PrivateLink for Amazon S3"
    url = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"
    severity = "warning"
    needs = ("interface_endpoints", "gateway_endpoints", "network_interfaces", *JOINING)

    def check(self, context: Context) -> Found:
        """One finding for each endpoint that only its own VPC can use, or whose VPC has no gateway endpoint for its own traffic."""
        for endpoint in context.private_links:
            code = service_code(endpoint.service)
            other = endpoint.service_region and endpoint.service_region != endpoint.region
            if (
                endpoint.foreign
                or code not in GATEWAY_SERVICES
                or endpoint.private_dns_only_inbound
                or other
                or not charged(endpoint)
            ):
                continue
            shared = context.is_joined(endpoint.vpc) or endpoint.vpc in context.linked_outside
            gateway = [
                one for one in context.network.gateway_endpoints if one.vpc == endpoint.vpc and service_code(one.service) == code
            ]
            if not shared or (not gateway and context.senders(endpoint.vpc)):
                yield self._finding(context, endpoint, gateway, shared)

    def _finding(self, context: Context, endpoint: r.InterfaceEndpoint, gateway: list[r.GatewayEndpoint], shared: bool) -> Finding:
        month, per_gb = context.monthly(endpoint), context.prices.usd("interface_endpoint_gb", endpoint.region)
        cost = " and ".join(
            [*([] if month is None else [f"${month:.2f} a month"]), *([] if per_gb is None else [f"${per_gb:g} for each GB"])]
        )
        also = f"; {called(gateway[0])} is there already" if gateway else ""
        used = "also serves its own VPC, which has no gateway endpoint" if shared else "serves its own VPC only"
        return self.finding(
            f"{called(endpoint)} for {service_label(endpoint.service)} {used}, for {cost or 'a price that is not known'}{also}.",
            endpoint,
            *gateway,
            severity="info" if shared else "warning",
            usd_per_month=None if shared else month,
            usd_per_gb=per_gb,
        )


class NatGatewayInOneZone(Rule):
    """A NAT gateway that subnets of other zones go out through."""

    id = "nat-gateway-other-zones"
    title = "A NAT gateway in one zone serves subnets of other zones"
    why = "What crosses zones is charged by the GB in both directions, and the others lose their way out when its zone fails."
    remedy = "Put a NAT gateway into each zone, and let each zone's subnets go out through their own."
    source = "Amazon VPC User Guide, NAT gateway basics"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
    severity = "warning"
    needs = ("nat_gateways", "route_tables", "subnets")
    asks_ahead = True

    def check(self, context: Context) -> Found:
        """One finding for each NAT gateway."""
        for nat in context.network.nat_gateways:
            home, served = self._served(context, nat)
            others = [one for one in (context.network.get(subnet, r.Subnet) for subnet in served) if one is not None]
            if home is None or not others:
                continue
            price = context.prices.usd("inter_zone_gb", nat.region or home.region)
            cost = "" if price is None else f"; each GB costs ${price:g} as it leaves its zone and ${price:g} as it arrives"
            yield self.finding(
                f"{called(nat)} in {home.zone} also serves"
                f" {words([f'{subnet.label} in {subnet.zone}' for subnet in others])}{cost}.",
                nat,
                *others,
                usd_per_gb=None if price is None else 2 * price,
            )

    def ask_ahead(self, context: Context, vpc: r.Vpc) -> None:
        """Which subnets each NAT gateway of a VPC serves."""
        for nat in context.network.by_vpc(r.NatGateway).get(vpc.id, ()):
            self._served(context, nat)

    def _served(self, context: Context, nat: r.NatGateway) -> tuple[r.Subnet | None, tuple[str, ...]]:
        """Where a NAT gateway stands, and the subnets of other zones that go out through it, by their ids."""
        home = context.network.get(nat.subnet, r.Subnet)
        if home is None or not home.zone or nat.foreign or not charged(nat):
            return None, ()
        key = (GOING_OUT, nat.vpc, self.id, nat.id)
        return home, context.ways.once(key, lambda: tuple(one.id for one in self._through(context, nat, home)))

    def _through(self, context: Context, nat: r.NatGateway, home: r.Subnet) -> list[r.Subnet]:
        """The subnets of other zones than the gateway's that go out through it."""
        elsewhere = [one for one in context.network.subnets_of.get(nat.vpc, ()) if one.zone and one.zone != home.zone]
        ways = ((one, context.way_by_nat(one)) for one in elsewhere)
        return [one for one, way in ways if way is not None and way.nat is nat]


class UnusedEndpoint(Rule):
    """An endpoint that nothing can be using."""

    id = "endpoint-unused"
    title = "An endpoint is charged for, though nothing seems to use it"
    why = "Endpoints are charged for by the hour in each zone, whether anything uses them or not."
    remedy = "Delete the endpoint, or lead traffic to it."
    source = "AWS PrivateLink pricing"
    url = "https://aws.amazon.com/privatelink/pricing/"
    severity = "info"
    needs = (
        "interface_endpoints",
        "gateway_load_balancer_endpoints",
        "network_interfaces",
        "route_tables",
        "hosted_zones",
        *JOINING,
    )

    def check(self, context: Context) -> Found:
        """One finding for each endpoint, with what it costs a month."""
        for endpoint in context.private_links:
            if endpoint.foreign or not charged(endpoint):
                continue
            because = self._because(context, endpoint)
            if because:
                yield self._finding(endpoint, service_label(endpoint.service), because, context.monthly(endpoint))
        targets = {route.target for table in context.network.route_tables for route in table.routes}
        for inspection in context.network.gateway_load_balancer_endpoints:
            if inspection.id in targets or inspection.foreign or not charged(inspection):
                continue
            firewall, _ = context.network.firewall_endpoints.get(inspection.id, (None, ""))
            before = f"Network Firewall {called(firewall)}" if firewall is not None else "a Gateway Load Balancer"
            month = context.monthly(inspection) if firewall is None else None
            yield self._finding(inspection, before, "no route leads to it", month)
        yield from self._of_firewalls(context, targets)

    def _of_firewalls(self, context: Context, targets: set[str]) -> Found:
        """Endpoints of firewalls that a scan tells with the firewall only; routes of another account's VPC are not seen."""
        for identity, (firewall, subnet_id) in context.network.firewall_endpoints.items():
            subnet = context.network.get(subnet_id, r.Subnet)
            apart = identity in context.network.by_id or context.network.origin != "scan" or subnet is None or subnet.foreign
            if not apart and identity not in targets and firewall.placement == "subnets" and not firewall.foreign:
                text = f"{identity} of Network Firewall {called(firewall)} is charged for by the hour, but no route leads to it."
                yield self.finding(text, firewall)

    def _finding(self, endpoint: r.Resource, service: str, because: str, month: float | None) -> Finding:
        cost = "is charged for by the hour" if month is None else f"costs ${month:.2f} a month"
        return self.finding(f"{called(endpoint)} for {service} {cost}, but {because}.", endpoint, usd_per_month=month)

    def _because(self, context: Context, endpoint: r.InterfaceEndpoint) -> str:
        joined = context.is_joined(endpoint.vpc) or endpoint.vpc in context.linked_outside
        subnets = context.network.subnets_of.get(endpoint.vpc, ())
        if not joined and not any(could_send(context, subnet) for subnet in subnets) and not context.senders(endpoint.vpc):
            return "nothing in its VPC could call it, and no other network is joined to it"
        own_name = endpoint.private_dns or context.hosted_zones_for.get(endpoint.id) or self._zone_unread(context, endpoint)
        if service_code(endpoint.service) and ".vpce." not in endpoint.service and not own_name:
            return "private DNS is off and no hosted zone leads to it: only clients that are given its own DNS name use it"
        return ""

    def _zone_unread(self, context: Context, endpoint: r.InterfaceEndpoint) -> bool:
        """Whether a hosted zone of the service's names was found whose records were not read: it may lead to the endpoint."""
        code, region = service_code(endpoint.service), endpoint.service_region or endpoint.region
        names = endpoint.private_dns_names or (private_names(code, region) if code else ())
        zones = [zone for zone in context.network.hosted_zones if zone.private and not zone.records_known]
        return any(names_in(zone, names) for zone in zones)


RULES = (InterfaceEndpointForS3, NatGatewayInOneZone, UnusedEndpoint)
