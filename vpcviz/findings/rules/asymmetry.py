"""A rule about ways there and back that differ: over transit gateways, and over a peering beside another way."""

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.report import Severity
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.transit_pairs import Sent, Side, TransitPairs
from vpcviz.findings.ways import SENT_TO
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works
from vpcviz.traffic.packets.state import End
from vpcviz.traffic.routing.compiled_tables import Choice, table_of
from vpcviz.traffic.routing.route_selection import choose

POSITION = 10

_Key = tuple[Severity, str, str, bool]


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

    def check(self, context: Context) -> Found:
        """One finding for each pair of transit gateway route tables, one for each peering; traces must not say otherwise."""
        for gateway in context.network.transit_gateways:
            if not gateway.foreign:
                yield from self._gateway(context, gateway)
        yield from self._peerings(context)

    def _gateway(self, context: Context, gateway: r.TransitGateway) -> Found:
        pairs = TransitPairs(context, gateway)
        found: dict[_Key, tuple[Side, Side, str, str, int]] = {}
        for one, other, count, alone in pairs.pairs():
            for there, back in ((one, other), (other, one)):
                out, home = pairs.sent(there, back, alone=alone), pairs.sent(back, there, alone=alone)
                severity = _differ(there, back, out, home)
                lost = not home.hop or not home.routed
                if severity is not None and _traces_agree(context, there.vpc, back.vpc, lost=lost):
                    key = severity, there.table_id, back.table_id, lost
                    ways = _described(context, back, out.hop), _described(context, there, home.hop)
                    first = found.get(key, (there, back, *ways, 0))
                    found[key] = (*first[:4], first[4] + count)
                    break
        for (severity, _, _, lost), (there, back, way, way_back, count) in sorted(found.items(), key=lambda item: item[0]):
            more = f" ({count - 1} more pairs of VPCs likewise)" if count > 1 else ""
            answer = "has no way back" if lost else f"comes back {way_back}"
            yield self.finding(
                f"{called(there.vpc)} reaches {called(back.vpc)} {way} over {called(gateway)}, but the answer {answer}{more}.",
                gateway,
                there.vpc,
                back.vpc,
                *(side.table_id for side in (there, back) if side.table_id),
                severity=severity,
            )

    def _peerings(self, context: Context) -> Found:
        for peering in context.network.peerings:
            mine, theirs = context.vpc(peering.requester), context.vpc(peering.accepter)
            if not works(peering.status) or mine is None or theirs is None or mine is theirs:
                continue
            there, back = _targets(context, mine, theirs), _targets(context, theirs, mine)
            differ = there and back and (there == {peering.id}) != (back == {peering.id}) and not there & back
            if differ and _traces_agree(context, mine, theirs, lost=False):
                yield self.finding(
                    f"{called(mine)} reaches {called(theirs)} by {words(sorted(there))}, but the answer comes back by"
                    f" {words(sorted(back))}.",
                    peering,
                    mine,
                    theirs,
                )


def _differ(there: Side, back: Side, out: Sent, home: Sent) -> Severity | None:
    """None where the ways mirror each other or nothing is meant to go: else how bad it is.

    A default route to the transit gateway does not say that the other VPC is meant; a route for just its CIDR does. Where `there`
    is the central way out of `back`, what `back` is sent are answers, and AWS advises blackholes for the rest.
    Source: Transit Gateway Guide, "Centralized outbound routing to the internet".
    """
    if not out.hop or not out.routed:
        return None
    if not home.hop or not home.routed:
        if out.hop != back.attachment.id or out.routed == 1 or home.others or home.default:
            return None
        return "error" if out.routed > back.block.length else "warning"
    direct_out, direct_home = out.hop == back.attachment.id, home.hop == there.attachment.id
    return None if (direct_out and direct_home) or out.hop == home.hop else "warning"


def _described(context: Context, to: Side, hop: str) -> str:
    """`directly`, or through what."""
    if hop == to.attachment.id:
        return "directly"
    middle = context.network.get(hop, r.TransitGatewayAttachment)
    return f"through {called(middle)}" if middle is not None else f"through {hop}"


def _traces_agree(context: Context, there: r.Vpc, back: r.Vpc, *, lost: bool) -> bool:
    """Whether traces from subnets of one VPC to the other's bear out that answers fail or come another way, or cannot tell."""
    traces = list(context.traces_between(there, back))
    if not traces:
        return True
    if any(one.verdict == "delivered" or (lost and one.delivered) for one in traces):
        return False
    return any(one.back or one.verdict == "unknown" for one in traces)


def _targets(context: Context, vpc: r.Vpc, to: r.Vpc) -> frozenset[str]:
    """The transit gateways and peerings that the VPC's subnets send packets for another VPC to."""
    return context.ways.once((SENT_TO, vpc.id, to.id), lambda: frozenset(_sent_to(context, vpc, to)))


def _sent_to(context: Context, vpc: r.Vpc, to: r.Vpc) -> set[str]:
    """The transit gateways and peerings to which a VPC's tables send what is for another VPC, where that is sure."""
    there = next((host for one in context.network.subnets_of.get(to.id, ()) if (host := context.ways.host(one)) is not None), None)
    if there is None:
        return set()
    choices: list[Choice] = []
    for table in context.network.route_tables_of.get(vpc.id, ()):
        try:
            choices.append(choose(context.ways.index, table_of(context.ways.index, table), there.address))
        except End:
            continue
    sure = [choice for choice in choices if choice.none is None and choice.open is None]
    targets = {choice.route.target for choice in sure if choice.route.state == "active"}
    return {one for one in targets if isinstance(context.network.by_id.get(one), (r.TransitGateway, r.Peering))}


RULES = (TransitGatewayAsymmetric,)
