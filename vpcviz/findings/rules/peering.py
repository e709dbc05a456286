"""Rules about VPC peering: dead, overlapping, or with routes on one side only."""

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.report import Finding, Severity
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import blocks_of, parse_block
from vpcviz.model.life_cycle import is_dead, works

POSITION = 100


class PeeringNotActive(Rule):
    """A peering that carries nothing: pending, or gone."""

    id = "peering-not-active"
    title = "A peering connection is pending or gone"
    why = "Only an active peering carries traffic; routes to any other are blackholes."
    remedy = "Accept the request, or delete the routes that lead to it."
    source = "Amazon VPC Peering Guide, VPC peering connection lifecycle"
    url = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"
    severity = "warning"
    needs = ("peerings", "route_tables")

    def check(self, context: Context) -> Found:
        """One finding for each peering: an error where routes lead to a dead one, no more than a word where nothing does."""
        for peering in context.network.peerings:
            if works(peering.status):
                continue
            tables = [table for table in context.network.route_tables if any(route.target == peering.id for route in table.routes)]
            routed = (
                f"; {words([called(table) for table in tables])} still lead{'s' if len(tables) == 1 else ''} to it"
                if tables
                else ""
            )
            if not is_dead(peering.status):
                yield self.finding(f"{called(peering)} is in the state {peering.status}{routed}.", peering, *tables)
            else:
                severity: Severity = "error" if tables else "info"
                yield self.finding(f"{called(peering)} is {peering.status}{routed}.", peering, *tables, severity=severity)


class PeeringWithoutRoutes(Rule):
    """A peering that one side, or neither, has routes to."""

    id = "peering-without-routes"
    title = "A peering connection has no routes on one side"
    why = "Packets need a route there and their answers one back: with routes on one side only, every connection hangs."
    remedy = "Add routes for the other side's CIDRs to the route tables of the subnets that use the peering."
    source = "Amazon VPC Peering Guide, Update your route tables for a VPC peering connection"
    url = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"
    severity = "error"
    needs = ("peerings", "route_tables", "vpcs")

    def check(self, context: Context) -> Found:
        """One finding for each peering; a side that was not read is not judged."""
        for peering in context.network.peerings:
            sides = [context.vpc(side) for side in (peering.requester, peering.accepter)]
            read = [vpc for vpc in sides if vpc is not None and context.network.route_tables_of.get(vpc.id)]
            lacking = [vpc for vpc in read if not _leads(context, vpc, peering)]
            if not works(peering.status) or not lacking or peering.requester == peering.accepter:
                continue
            if len(lacking) == 2:
                message = f"{called(peering)} is used by no route of {called(lacking[0])} or {called(lacking[1])}."
                yield self.finding(message, peering, *lacking, severity="warning")
            else:
                yield self._one_sided(context, peering, lacking[0])

    def _one_sided(self, context: Context, peering: r.Peering, lacking: r.Vpc) -> Finding:
        """No answer comes back, unless traces have found another way for it."""
        other = context.vpc(peering.accepter if lacking.id == peering.requester else peering.requester)
        over = [
            trace
            for trace in (context.traces_between(other, lacking) if other is not None else ())
            if trace.delivered and any(hop.id == peering.id for hop in trace.forward)
        ]
        answers = "answers come back another way" if over else "no answer comes back"
        severity: Severity = "warning" if over else "error"
        return self.finding(f"{called(peering)} has no route in {called(lacking)}: {answers}.", peering, lacking, severity=severity)


class PeeringWithOverlappingCidrs(Rule):
    """A peering of VPCs that have addresses in common."""

    id = "peering-overlapping-cidrs"
    title = "Peered VPCs have overlapping CIDRs"
    why = "The local route always wins, so an address that both VPCs have is never reached on the other side."
    remedy = "Renumber one VPC, or share single services through PrivateLink, where CIDRs may overlap."
    source = "Amazon VPC Peering Guide, Unsupported VPC peering configurations"
    url = "https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html"
    severity = "error"
    needs = ("peerings", "vpcs")

    def check(self, context: Context) -> Found:
        """One finding for each peering."""
        for peering in context.network.peerings:
            if is_dead(peering.status) or not peering.requester or peering.requester == peering.accepter:
                continue
            mine, theirs = (context.blocks.get(side, ()) for side in (peering.requester, peering.accepter))
            if any(one.overlaps(other) for one in mine for other in theirs):
                cidrs = [words([*_cidrs(context, peering, side)]) for side in ("requester", "accepter")]
                message = (
                    f"{called(peering)} joins {peering.requester} ({cidrs[0]}) and {peering.accepter} ({cidrs[1]}), which overlap."
                )
                yield self.finding(message, peering, peering.requester, peering.accepter)


class PeeringRouteTooWide(Rule):
    """A route to a peering for addresses that the other side has not."""

    id = "peering-route-wider-than-peer"
    title = "A route to a peering connection is wider than the other side's CIDRs"
    why = "What is not the peer's is dropped there rather than sent where it belongs."
    remedy = "Route the peer's CIDRs, or those of its subnets that are meant."
    source = "Amazon VPC Peering Guide, VPC peering configurations with specific routes"
    url = "https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html"
    severity = "info"
    answers = ("vpc_peering_routing_tables_with_least_privilege",)
    needs = ("peerings", "route_tables", "vpcs", "prefix_lists")

    def check(self, context: Context) -> Found:
        """One finding for each route; a side whose CIDRs are not known is not judged."""
        for table in context.network.route_tables:
            for route in table.routes:
                peering = context.network.get(route.target, r.Peering)
                block = parse_block(route.destination)
                if peering is None or block is None or not works(peering.status) or peering.requester == peering.accepter:
                    continue
                other = peering.accepter if table.vpc == peering.requester else peering.requester
                theirs = [one for one in context.blocks.get(other, ()) if one.version == block.version]
                have = _cidrs(context, peering, "accepter" if other == peering.accepter else "requester")
                if theirs and not any(one.contains(block) for one in theirs):
                    yield self.finding(
                        f"{called(table)} sends {route.destination} to {called(peering)}, but {other} has {words(have)}.",
                        table,
                        peering,
                    )


def _cidrs(context: Context, peering: r.Peering, side: str) -> tuple[str, ...]:
    vpc = context.network.get(getattr(peering, side), r.Vpc)
    told: tuple[str, ...] = getattr(peering, f"{side}_cidrs")
    return (*vpc.cidrs, *vpc.ipv6_cidrs) or told if vpc is not None else told


def _leads(context: Context, vpc: r.Vpc, peering: r.Peering) -> bool:
    """Whether a route of the VPC leads to the other side; one for addresses that the other side has not leads nowhere."""
    mine = vpc.id == peering.requester
    told = peering.accepter_cidrs if mine else peering.requester_cidrs
    theirs = context.blocks.get(peering.accepter if mine else peering.requester, ()) or blocks_of(*told)
    for table in context.network.route_tables_of.get(vpc.id, ()):
        for route in table.routes:
            if route.target == peering.id:
                prefix_list = context.network.get(route.destination, r.PrefixList)
                wanted = blocks_of(*(prefix_list.entries if prefix_list is not None else (route.destination,)))
                if not wanted or not theirs or any(one.overlaps(other) for one in wanted for other in theirs):
                    return True
    return False


RULES = (PeeringNotActive, PeeringWithoutRoutes, PeeringWithOverlappingCidrs, PeeringRouteTooWide)
