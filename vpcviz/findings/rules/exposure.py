"""Rules about what the internet reaches: each finding rests on a trace, and tells the way that it took."""

from collections.abc import Iterable, Mapping

from vpcviz.findings.context import Context
from vpcviz.findings.openings import (
    ADMIN_PORTS,
    DATABASE_PORTS,
    Exposure,
    Opening,
    exposure,
    is_database,
    openings,
    other_port,
    rules_from_anywhere,
)
from vpcviz.findings.phrases import called, words
from vpcviz.findings.report import Finding, Severity
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import resources as r
from vpcviz.traffic import Flow
from vpcviz.traffic.filters.decisions import protocol_name

POSITION = 60

_GROUPS = "Amazon VPC User Guide, Security group rules"
_GROUPS_URL = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_NEEDS = (
    "network_interfaces",
    "security_groups",
    "network_acls",
    "subnets",
    "route_tables",
    "internet_gateways",
    "load_balancers",
)

_Exposed = dict[str, tuple[r.Resource, list[Exposure]]]


class _Reached(Rule):
    """A rule about ports that the internet reaches."""

    source = _GROUPS
    url = _GROUPS_URL
    needs = _NEEDS

    def check(self, context: Context) -> Found:
        """One finding for each thing that is reached, with its ports; where the trace is unknown it is not checked."""
        reached: _Exposed = {}
        unknown: dict[str, tuple[r.Resource, str]] = {}
        for opening in openings(context):
            for port in self._ports(opening):
                found = exposure(context, opening, port)
                if found is not None and found.trace.delivered:
                    reached.setdefault(opening.subject.id, (opening.subject, []))[1].append(found)
                elif found is not None and found.trace.verdict == "unknown":
                    unknown.setdefault(opening.subject.id, (opening.subject, found.trace.explanation))
        for subject, exposures in reached.values():
            yield self._finding(subject, exposures)
        for one, (subject, because) in unknown.items():
            if one not in reached:
                yield self.unknown(subject, f"whether the internet reaches it is not known: {because}")

    def _ports(self, opening: Opening) -> Iterable[int]:
        raise NotImplementedError

    def _severity(self, exposures: list[Exposure]) -> Severity:
        return self.severity

    def _finding(self, subject: r.Resource, exposures: list[Exposure]) -> Finding:
        first = exposures[0]
        ports = list(dict.fromkeys(_port(one) for one in exposures))
        found = (one.opening.group for one in exposures)
        groups = list({group.id: group for group in found if group is not None}.values())
        worlds = list(dict.fromkeys(one.opening.world for one in exposures))
        lets = f" {words([called(group) for group in groups])} {'lets' if len(groups) == 1 else 'let'} {words(worlds)} in."
        text = f"The internet reaches {called(subject)} on {words(ports, 8)}: {' → '.join(first.way)};"
        text += lets if groups else " no security group filters it."
        return self.finding(text, subject, *groups, severity=self._severity(exposures), way=first.way)


def _port(one: Exposure) -> str:
    opening = one.opening
    if one.port in ADMIN_PORTS or one.port in DATABASE_PORTS:
        return f"{opening.protocol} {one.port} ({ADMIN_PORTS.get(one.port) or DATABASE_PORTS[one.port]})"
    if opening.all_ports:
        return f"every {opening.protocol} port"
    same = opening.first == opening.last or isinstance(opening.subject, r.LoadBalancer)
    return f"{opening.protocol} {one.port}" if same else f"{opening.protocol} {opening.first}-{opening.last}"


class InternetReachesDatabase(_Reached):
    """A database, or a database's port, that the internet reaches."""

    id = "internet-reaches-database"
    title = "The internet reaches a database, or a port of databases"
    why = "Databases on the internet are found within minutes and attacked by guessing passwords; nothing but the password is left."
    remedy = "Take the public address away, or let only the application's security group in."
    severity = "error"
    answers = ("Redshift.15", "RDS.2", "RDS.46")

    def _ports(self, opening: Opening) -> Iterable[int]:
        own = opening.subject.port if isinstance(opening.subject, r.Workload) and is_database(opening.subject) else None
        if own is None and opening.wide and not is_database(opening.subject):
            return []  # Nothing says that a database is meant.
        ports: Mapping[int, str] = DATABASE_PORTS if own is None else {own: ""}
        return [port for port in ports if opening.protocol == "tcp" and opening.holds(port)]


class InternetReachesAdminPort(_Reached):
    """A port of administration that the internet reaches."""

    id = "internet-reaches-admin-port"
    title = "The internet reaches a port that machines are administered by"
    why = "SSH, RDP and their like are tried by bots all day; one weak password or one hole is enough to lose the machine."
    remedy = "Let only your own addresses in, or use Session Manager or an EC2 Instance Connect Endpoint, which need no open port."
    severity = "error"
    answers = ("EC2.13", "EC2.14", "EC2.19")

    def _ports(self, opening: Opening) -> Iterable[int]:
        ports = (22, 3389) if opening.wide else tuple(ADMIN_PORTS)
        return [port for port in ports if opening.protocol == "tcp" and opening.holds(port)]


class InternetReachesOtherPort(_Reached):
    """Another port than the web's that the internet reaches."""

    id = "internet-reaches-other-port"
    title = "The internet reaches another port than those of the web"
    why = "What is not a public web server is seldom meant for everyone; whatever listens there, now or later, is open to attack."
    remedy = "Let in the addresses and ports that are needed, and no others."
    severity = "warning"
    answers = ("EC2.18",)

    def _ports(self, opening: Opening) -> Iterable[int]:
        port = other_port(opening)
        return [] if port is None else [port]

    def _severity(self, exposures: list[Exposure]) -> Severity:
        return "error" if any(one.opening.all_ports for one in exposures) else self.severity


class DatabaseGroupOpenToWorld(Rule):
    """A database whose security group lets every address in, though the internet does not reach it today."""

    id = "database-group-open-to-world"
    title = "The security group of a database lets every address in"
    why = (
        "Only the missing way keeps the internet out: a public address or one route more, and the database is open. Peered VPCs and"
        " on-premises networks are let in already."
    )
    remedy = "Let in the security groups of the applications that use the database, on its port."
    source = _GROUPS
    url = _GROUPS_URL
    severity = "warning"
    answers = ("Redshift.15", "RDS.2")
    needs = _NEEDS

    def check(self, context: Context) -> Found:
        """One finding for each database that a trace from the internet does not reach by that rule."""
        for database in context.network.workloads:
            if not is_database(database) or database.foreign:
                continue
            interfaces = context.network.interfaces_owned.get(database.id, ())
            ids = dict.fromkeys([*database.security_groups, *(group for one in interfaces for group in one.security_groups)])
            for group in (found for one in ids if (found := context.network.get(one, r.SecurityGroup)) is not None):
                world = next((world for rule, world in rules_from_anywhere(context, group) if _opens(rule, database)), "")
                if world:
                    yield from self._of(context, database, group, world)
                    break

    def _of(self, context: Context, database: r.Workload, group: r.SecurityGroup, world: str) -> Found:
        port = database.port or next(iter(DATABASE_PORTS))
        trace = context.ways.trace(Flow(source="internet", target=database.id, port=port, ipv6=world == "::/0"))
        if trace is not None and trace.delivered:
            return  # That it is reached is another rule's finding.
        because = trace.explanation if trace is not None else "it has no interface that was read"
        unknown = trace is None or trace.verdict == "unknown"
        known = "whether the internet reaches it is not known" if unknown else "the internet does not reach it today"
        on = f" on tcp {database.port}" if database.port else ""
        yield self.finding(f"{called(group)} lets {world} in to {called(database)}{on}; {known}: {because}.", database, group)


def _opens(rule: r.SecurityGroupRule, database: r.Workload) -> bool:
    name = protocol_name(rule.protocol)
    every = name == "-1" or rule.from_port < 0 or database.port is None
    return name in ("-1", "tcp") and (every or rule.from_port <= (database.port or 0) <= rule.to_port)


RULES = (InternetReachesDatabase, InternetReachesAdminPort, InternetReachesOtherPort, DatabaseGroupOpenToWorld)
