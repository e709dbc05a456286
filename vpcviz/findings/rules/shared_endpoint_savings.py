"""Rules about interface endpoints for one service in several VPCs: what one shared endpoint would save."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence

from vpcviz.cost.kinds.endpoints import endpoint_zones
from vpcviz.cost.standing import charged
from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.report import Finding
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.rules.shared_endpoints import SHARING, SHARING_URL
from vpcviz.model import resources as r
from vpcviz.model.addresses import Block
from vpcviz.model.life_cycle import works
from vpcviz.model.services import service_label

POSITION = 160


class DuplicateEndpointInPeeredVpcs(Rule):
    """Two interface endpoints for one service in two peered VPCs."""

    id = "duplicate-endpoint-in-peered-vpcs"
    title = "Two peered VPCs have an interface endpoint each for the same service"
    why = "Each endpoint is charged for by the hour and zone; over the peering one of them can serve both VPCs."
    remedy = (
        "Keep one, with private DNS off and a private hosted zone associated with both VPCs; or keep both for their independence."
    )
    source = "AWS PrivateLink Guide, Access AWS services through AWS PrivateLink"
    url = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
    severity = "info"
    needs = ("interface_endpoints", "peerings")

    def check(self, context: Context) -> Found:
        """One finding for each peering and service."""
        for peering in context.network.peerings:
            if not works(peering.status) or peering.requester == peering.accepter:
                continue
            mine, theirs = (_by_service(context, vpc) for vpc in (peering.requester, peering.accepter))
            for service in sorted(mine.keys() & theirs.keys()):
                one, other = mine[service], theirs[service]
                saved = context.monthly(min((one, other), key=endpoint_zones))
                worth = "" if saved is None else f"; one for both would save ${saved:.2f} a month"
                yield self.finding(
                    f"{called(one)} and {called(other)} are both for {service_label(service)}, in VPCs that {called(peering)} joins"
                    f"{worth}.",
                    one,
                    other,
                    peering,
                    usd_per_month=saved,
                )


class EndpointInManyVpcs(Rule):
    """The same interface endpoint in many VPCs, where a shared one would be cheaper."""

    id = "endpoint-in-many-vpcs"
    title = "The same interface endpoint is in many VPCs, where one shared endpoint would be cheaper"
    why = "Every copy is charged for by the hour and zone; a shared one costs its own hours, and the way to it each GB."
    remedy = (
        "Put one endpoint into a shared VPC that the others are joined to, with a private hosted zone for all, unless more GB pass"
        " than the break-even."
    )
    source = SHARING
    url = SHARING_URL
    severity = "info"
    needs = ("interface_endpoints", "transit_gateway_attachments", "peerings", "vpcs")

    least = 3
    """From how many copies on it is reported."""

    def check(self, context: Context) -> Found:
        """One finding for each transit gateway and service; one for each region and service of VPCs that peering could join."""
        seen: set[str] = set()
        for gateway in context.network.transit_gateways:
            copies = self._copies(context, context.attached_vpcs.get(gateway.id, ()))
            for service, endpoints in sorted(copies.items()):
                if len(endpoints) >= self.least:
                    seen |= {endpoint.id for endpoint in endpoints}
                    per_gb = context.prices.usd("transit_gateway_gb", gateway.region or endpoints[0].region)
                    way = f"over the transit gateway {called(gateway)}"
                    yield self._finding(context, service, endpoints, way, per_gb, gateway)
        alone: dict[str, list[str]] = {}
        for vpc in context.vpcs:
            alone.setdefault(vpc.region, []).append(vpc.id)
        for region, vpcs in sorted(alone.items()):
            for service, endpoints in sorted(self._copies(context, vpcs).items()):
                left = _joinable(context, [endpoint for endpoint in endpoints if endpoint.id not in seen])
                if len(left) >= self.least:
                    per_gb = context.prices.usd("inter_zone_gb", region)
                    way = "that crosses zones over peering connections"
                    yield self._finding(context, service, left, way, None if per_gb is None else 2 * per_gb)

    def _copies(self, context: Context, vpcs: Sequence[str]) -> dict[str, list[r.InterfaceEndpoint]]:
        copies: dict[str, list[r.InterfaceEndpoint]] = {}
        for vpc in vpcs:
            for service, endpoint in _by_service(context, vpc).items():
                copies.setdefault(service, []).append(endpoint)
        return copies

    def _finding(
        self,
        context: Context,
        service: str,
        endpoints: list[r.InterfaceEndpoint],
        way: str,
        per_gb: float | None,
        *others: r.Resource,
    ) -> Finding:
        monthly = [context.monthly(endpoint) for endpoint in endpoints]
        known = [one for one in monthly if one is not None]
        saved = round(sum(known) - max(known), 2) if len(known) == len(monthly) else None
        vpcs = [vpc.label for vpc in (context.vpc(endpoint.vpc) for endpoint in endpoints) if vpc is not None]
        worth = "what one would save is not known: a price is missing"
        if saved is not None and per_gb:
            worth = (
                f"one shared endpoint would save ${saved:.2f} a month, less ${per_gb:g} for each GB {way}:"
                f" it is cheaper up to {saved / per_gb:,.0f} GB a month"
            )
        return self.finding(
            f"{len(endpoints)} VPCs have an endpoint for {service_label(service)} each ({words(vpcs)}); {worth}.",
            endpoints[0],
            *endpoints[1:],
            *others,
            usd_per_month=saved,
        )


def _joinable(context: Context, endpoints: list[r.InterfaceEndpoint]) -> list[r.InterfaceEndpoint]:
    """Those whose VPCs could be peered with one another (no CIDRs in common) and are not yet."""
    found: list[r.InterfaceEndpoint] = []
    all_vpcs = {one.vpc for one in endpoints}
    taken: dict[int, list[tuple[int, int]]] = {4: [], 6: []}
    for endpoint in endpoints:
        mine = context.blocks.get(endpoint.vpc, ())
        peered = any(other in all_vpcs for other, _ in context.peers.get(endpoint.vpc, ()))
        if not peered and not any(_is_taken(block, taken[block.version]) for block in mine):
            found.append(endpoint)
            for block in sorted(mine, key=lambda one: one.length):  # What a larger one of the VPC holds is taken with it.
                if not _is_taken(block, taken[block.version]):
                    insort(taken[block.version], (block.first, block.last))
    return found


def _is_taken(block: Block, taken: list[tuple[int, int]]) -> bool:
    """Whether a block shares addresses with ranges in their order, no two of which share any."""
    at = bisect_left(taken, (block.last + 1, 0))
    return at > 0 and taken[at - 1][1] >= block.first


def _by_service(context: Context, vpc: str) -> Mapping[str, r.InterfaceEndpoint]:
    """The VPC's endpoints that are in use, by service."""
    return {
        endpoint.service: endpoint
        for endpoint in context.interface_endpoints.get(vpc, ())
        if charged(endpoint) and endpoint.service
    }


RULES = (DuplicateEndpointInPeeredVpcs, EndpointInManyVpcs)
