"""Rules about subnets: names that say another tier than the routes, and addresses that run out."""

import re

from vpcviz.findings.context import Context
from vpcviz.findings.openings import is_database
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.model.addresses import parse_block

POSITION = 170

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PRIVATE = frozenset({"private", "priv", "isolated", "internal", "intra"})
_PUBLIC = frozenset({"public", "pub", "dmz"})

RESERVED = 5
"""Addresses of a subnet that AWS keeps: the first four and the last."""


class SubnetNameContradictsRoutes(Rule):
    """A subnet that is called private but is public, or the reverse."""

    id = "subnet-name-contradicts-routes"
    title = "A subnet's name says one tier, its routes another"
    why = "People place databases by a subnet's name; what decides is whether its route table leads to an internet gateway."
    remedy = "Associate the subnet with the route table that its name promises, or rename it."
    source = "Amazon VPC User Guide, Subnet types"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html"
    severity = "warning"
    answers = ("no-unrestricted-route-to-igw",)
    needs = ("subnets", "route_tables", "internet_gateways")

    def check(self, context: Context) -> Found:
        """One finding for each subnet."""
        for subnet in context.network.subnets:
            said = _said(subnet)
            if subnet.foreign or not said:
                continue
            tier, table = context.network.tier(subnet), context.network.route_table_of(subnet)
            if table is None or tier == "unknown":
                yield self.unknown(subnet, "its route table was not read")
            elif said == "private" and tier == "public":
                gateway = next(
                    (one.target for one in table.routes if context.network.leads_to_internet(one.target)), "an internet gateway"
                )
                yield self.finding(
                    f"{called(subnet)} is called private, but {called(table)} leads to {gateway}: it is public.", subnet, table
                )
            elif said == "public" and tier != "public" and context.ways.answers_leave(subnet) is None:
                yield self.unknown(subnet, "where its routes lead was not read")
            elif said == "public" and tier != "public" and not context.ways.answers_leave(subnet):
                yield self.finding(
                    f"{called(subnet)} is called public, but {called(table)} has no route to an internet gateway: it is {tier}.",
                    subnet,
                    table,
                )


def _said(subnet: r.Subnet) -> str:
    """`private` or `public` where the subnet's name has one such word, "" where it has none or both, or denies one."""
    said = {word.lower().removesuffix("subnet") for word in _WORDS.findall(subnet.name)}
    private, public = bool(said & _PRIVATE), bool(said & _PUBLIC)
    return "" if private == public or said & {"no", "non", "not"} else "private" if private else "public"


class InternetFacingWithoutInternet(Rule):
    """An internet-facing load balancer in a subnet that is not public."""

    id = "internet-facing-in-private-subnet"
    title = "An internet-facing load balancer is in a subnet without a route to an internet gateway"
    why = (
        "Its nodes have public IPs, but their answers do not get out: clients hang, or do so each time DNS gives them such a node."
    )
    remedy = "Put the load balancer into public subnets; its targets may stay in private ones."
    source = "Application Load Balancers, Troubleshoot your Application Load Balancers"
    url = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"
    severity = "error"
    needs = ("load_balancers", "subnets", "route_tables", "internet_gateways")

    def check(self, context: Context) -> Found:
        """One finding for each load balancer; a way out through appliances and firewalls counts as one."""
        for balancer in context.network.load_balancers:
            if balancer.scheme != "internet-facing" or balancer.foreign:
                continue
            subnets = [context.network.get(one, r.Subnet) for one in balancer.subnets]
            shut = []
            for subnet in (one for one in subnets if one is not None and not one.foreign):
                leave = context.ways.answers_leave(subnet)
                if leave is None:
                    yield self.unknown(balancer, f"where the routes of {subnet.id} lead was not read")
                elif not leave:
                    shut.append(subnet)
            if shut:
                names = words([called(one) for one in shut])
                text = f"{called(balancer)} is internet-facing, but stands in {names}, with no route to an internet gateway."
                yield self.finding(text, balancer, *shut)


class SubnetRunningOut(Rule):
    """A subnet with few free addresses left."""

    id = "subnet-running-out"
    title = "A subnet is running out of addresses"
    why = "Without free addresses nothing new starts in it (instances, load balancers, functions), and its CIDR cannot grow."
    remedy = "Add a subnet from a further CIDR of the VPC, or free addresses that nothing uses."
    source = "Amazon VPC User Guide, Subnet sizing"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"
    severity = "warning"
    needs = ("subnets", "network_interfaces")

    least = 0.1
    """The share of free addresses under which a subnet is reported."""

    def check(self, context: Context) -> Found:
        """One finding for each subnet with under a tenth of its addresses free; none free is an error."""
        for subnet in context.network.subnets:
            block = parse_block(subnet.cidr) if subnet.cidr else None
            if subnet.foreign or block is None or block.version != 4:
                continue
            usable = block.last - block.first + 1 - RESERVED
            free = context.network.free_addresses(subnet)
            if free is None:
                yield self.unknown(subnet, "how many of its addresses are free was not read")
            elif free <= 0 or free / usable < self.least:
                yield self.finding(
                    f"{called(subnet)} has {max(0, free)} of {usable} addresses free ({subnet.cidr}).",
                    subnet,
                    severity="error" if free <= 0 else "warning",
                )


class DatabaseInPublicSubnet(Rule):
    """A database whose interfaces stand in a public subnet."""

    id = "database-in-public-subnet"
    title = "A database stands in a public subnet"
    why = "One public address and one rule more, and the internet reaches it; a private subnet keeps it out whatever else changes."
    remedy = "Move it into private subnets (of RDS: a subnet group of private subnets)."
    source = "Amazon RDS User Guide, Working with a DB instance in a VPC"
    url = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html"
    severity = "info"
    answers = ("RDS.46",)
    needs = ("workloads", "network_interfaces", "subnets", "route_tables", "internet_gateways")

    def check(self, context: Context) -> Found:
        """One finding for each database: where its interfaces stand or, where none were read, might."""
        for database in context.network.workloads:
            if database.foreign or not is_database(database):
                continue
            stands = [one.subnet for one in context.network.interfaces_owned.get(database.id, ())] or list(database.subnets)
            subnets = [context.network.get(one, r.Subnet) for one in dict.fromkeys(stands)]
            public = [one for one in subnets if one is not None and context.network.tier(one) == "public"]
            if public:
                names = words([called(one) for one in public])
                text = f"{called(database)} stands in {names}, with a route to an internet gateway."
                yield self.finding(text, database, *public)


RULES = (SubnetNameContradictsRoutes, InternetFacingWithoutInternet, SubnetRunningOut, DatabaseInPublicSubnet)
