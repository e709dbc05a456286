"""A rule about ways there and back that differ: over transit gateways, and over a peering beside another way."""

from vpcviz.findings.facts import Facts, called, words
from vpcviz.findings.report import Severity
from vpcviz.findings.rule import Found, Rule
from vpcviz.findings.transit_pairs import Sent, Side, TransitPairs
from vpcviz.findings.ways import SENT_TO
from vpcviz.model import resources as r
from vpcviz.traffic.packets.state import End
from vpcviz.traffic.routing.route_selection import Choice, choose, table_of

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

    def check(self, facts: Facts) -> Found:
        """One finding for each pair of transit gateway route tables, one for each peering; traces must not say otherwise."""
        for gateway in facts.network.transit_gateways:
            if not gateway.foreign:
                yield from self._gateway(facts, gateway)
        yield from self._peerings(facts)

    def _gateway(self, facts: Facts, gateway: r.TransitGateway) -> Found:
        pairs = TransitPairs(facts, gateway)
        found: dict[_Key, tuple[Side, Side, str, str, int]] = {}
        for one, other, count, alone in pairs.pairs():
            for there, back in ((one, other), (other, one)):
                out, home = pairs.sent(there, back, alone=alone), pairs.sent(back, there, alone=alone)
                severity = _differ(there, back, out, home)
                lost = not home.hop or not home.routed
                if severity is not None and _traces_agree(facts, there.vpc, back.vpc, lost=lost):
                    key = severity, there.table_id, back.table_id, lost
                    ways = _described(facts, back, out.hop), _described(facts, there, home.hop)
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

    def _peerings(self, facts: Facts) -> Found:
        for peering in facts.network.peerings:
            mine, theirs = facts.vpc(peering.requester), facts.vpc(peering.accepter)
            if peering.status != "active" or mine is None or theirs is None or mine is theirs:
                continue
            there, back = _targets(facts, mine, theirs), _targets(facts, theirs, mine)
            differ = there and back and (there == {peering.id}) != (back == {peering.id}) and not there & back
            if differ and _traces_agree(facts, mine, theirs, lost=False):
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


def _described(facts: Facts, to: Side, hop: str) -> str:
    """`directly`, or through what."""
    if hop == to.attachment.id:
        return "directly"
    middle = facts.network.get(hop, r.TransitGatewayAttachment)
    return f"through {called(middle)}" if middle is not None else f"through {hop}"


def _traces_agree(facts: Facts, there: r.Vpc, back: r.Vpc, *, lost: bool) -> bool:
    """Whether traces from subnets of one VPC to the other's bear out that answers fail or come another way, or cannot tell."""
    traces = list(facts.traces_between(there, back))
    if not traces:
        return True
    if any(one.verdict == "delivered" or (lost and one.delivered) for one in traces):
        return False
    return any(one.back or one.verdict == "unknown" for one in traces)


def _targets(facts: Facts, vpc: r.Vpc, to: r.Vpc) -> frozenset[str]:
    """The transit gateways and peerings that the VPC's subnets send packets for another VPC to."""
    return facts.ways.once((SENT_TO, vpc.id, to.id), lambda: frozenset(_sent_to(facts, vpc, to)))


def _sent_to(facts: Facts, vpc: r.Vpc, to: r.Vpc) -> set[str]:
    there = next((host for one in facts.network.subnets_of.get(to.id, ()) if (host := facts.ways.host(one)) is not None), None)
    if there is None:
        return set()
    choices: list[Choice] = []
    for table in facts.network.route_tables_of.get(vpc.id, ()):
        try:
            choices.append(choose(facts.ways.index, table_of(facts.ways.index, table), there.address))
        except End:
            continue
    sure = [choice for choice in choices if choice.none is None and choice.open is None]
    targets = {choice.route.target for choice in sure if choice.route.state == "active"}
    return {one for one in targets if isinstance(facts.network.by_id.get(one), (r.TransitGateway, r.Peering))}


RULES = (TransitGatewayAsymmetric,)
