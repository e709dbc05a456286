"""Random networks that traces get far in: everything is written, but routes, filters and addresses are whatever they happen to be.

NAT gateways and load balancers stand behind appliances, appliances have their check on, tables lead in circles, peerings and transit
gateways have routes on one side, groups are open or shut. Where `tests/networks.py` is for shapes, this is for ways.
"""

from collections.abc import Iterable
from random import Random
from typing import Any

from msgspec import structs

from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.model.resources import Service
from vpcviz.spec import load_document

HEAD = "vpcviz: 1\naccount: '111122223333'\nregion: eu-west-1\n"
ZONES = ("a", "b")
INGRESS = (
    "all from 0.0.0.0/0",
    "ssh from 0.0.0.0/0",
    "https from 0.0.0.0/0",
    "tcp 5432 from 0.0.0.0/0",
    "all from 10.0.0.0/8",
    "tcp 8000-8100 from 0.0.0.0/0",
    "all from self",
)
ACLS = (
    "100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0",
    "100 allow tcp 443 from 0.0.0.0/0, 100 allow tcp 1024-65535 to 0.0.0.0/0",
    "100 allow all from 10.0.0.0/8, 100 allow all to 10.0.0.0/8",
    "100 allow tcp 443 from 0.0.0.0/0",
    "90 deny tcp 22 from 0.0.0.0/0, 100 allow all from 0.0.0.0/0, 100 allow all to 0.0.0.0/0",
)


def routed_network(seed: int) -> Network:
    """The network of a seed; always the same for the same one. What AWS refuses is drawn anew."""
    for attempt in range(100):
        text = HEAD + _Text(Random(f"{seed} {attempt}")).spec()
        try:
            return load_document("random.yaml", text.encode())
        except InputError:
            continue
    raise AssertionError(f"no network for seed {seed}")


class _Text:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.vpcs = [f"v{at}" for at in range(random.randint(1, 3))]
        self.hub = len(self.vpcs) > 1 and random.random() < 0.7
        self.shared: tuple[str, str] | None = None  # an interface endpoint and its service
        self.zones: dict[str, dict[str, str]] = {vpc: {} for vpc in self.vpcs}  # by VPC: a subnet of each zone
        self.peered = [pair for pair in zip(self.vpcs, self.vpcs[1:], strict=False) if random.random() < 0.5]

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def spec(self) -> str:
        lines = ["vpcs:"]
        for at, vpc in enumerate(self.vpcs):
            lines += self.vpc(at, vpc)
        if self.peered:
            lines.append(f"peerings: [{', '.join(f'{{id: pcx-{a}-{b}, between: [{a}, {b}]}}' for a, b in self.peered)}]")
        if self.hub:
            lines += self.transit_gateway()
        if self.shared and self.maybe(0.6):
            vpcs = ", ".join(vpc for vpc in self.vpcs if self.maybe(0.5))
            name = f"{self.shared[1]}.eu-west-1.amazonaws.com"
            lines.append(f'hosted_zones: [{{name: {name}, vpcs: [{vpcs}], records: {{"@": alias {self.shared[0]}}}}}]')
        return "\n".join(lines) + "\n"

    def vpc(self, at: int, vpc: str) -> list[str]:
        subnets = [f"{vpc}-{self.random.choice(('public', 'private', 'app'))}-{n}" for n in range(self.random.randint(2, 4))]
        lines = [f"  {vpc}:", f"    cidr: 10.{at}.0.0/16", "    dns_support: true", "    dns_hostnames: true"]
        lines += [f"    internet_gateway: {{id: igw-{vpc}}}"] if self.maybe(0.85) else []
        self.internet = len(lines) == 5
        if self.internet and self.maybe(0.1):
            lines.append(f"    block_public_access: {self.random.choice(('block-bidirectional', 'block-ingress'))}")
        self.nat = self.random.choice(subnets) if self.internet and self.maybe(0.6) else ""
        lines.append("    subnets:")
        lines += [self.subnet(at, vpc, n, name) for n, name in enumerate(subnets)]
        home = subnets[0]
        check = "true" if self.maybe(0.3) else "false"
        public = f", public_ip: 52.1.{at}.7" if self.maybe(0.3) else ""
        lines.append(
            f"    network_interfaces: [{{id: eni-fw-{vpc}, subnet: {home}, owner: i-{vpc}-0, private_ips: [10.{at}.0.200]{public},"
            f" source_dest_check: {check}, security_groups: [any]}}]"
        )
        groups = [
            f"{name}: {{ingress: [{rule}], egress: [all to 0.0.0.0/0]}}" for name, rule in zip("gh", self.two(), strict=False)
        ]
        lines.append(
            f"    security_groups: {{any: {{ingress: [all from 0.0.0.0/0], egress: [all to 0.0.0.0/0]}}, {', '.join(groups)}}}"
        )
        lines += self.owners(vpc, subnets)
        lines += self.endpoints(vpc, subnets)
        lines += self.tables(at, vpc, subnets)
        return lines

    def two(self) -> list[str]:
        return [self.random.choice(INGRESS), self.random.choice(INGRESS)]

    def subnet(self, at: int, vpc: str, n: int, name: str) -> str:
        zone = self.random.choice(ZONES)
        self.zones[vpc].setdefault(zone, name)
        public = f", public_ip: 52.0.{at}.{n + 10}" if self.maybe(0.5) else ""
        group = self.random.choice("gh")
        nat = f", nat_gateway: {{id: nat-{vpc}, public_ip: 52.2.{at}.9}}" if name == self.nat else ""
        instance = f"i{n}: {{id: i-{vpc}-{n}, ip: 10.{at}.{n}.10{public}, security_groups: {group}}}"
        return f"      {name}: {{id: subnet-{name}, zone: {zone}, cidr: 10.{at}.{n}.0/24, instances: {{{instance}}}{nat}}}"

    def owners(self, vpc: str, subnets: list[str]) -> list[str]:
        lines = []
        if self.maybe(0.5):
            scheme, kind = self.random.choice(("internet-facing", "internal")), self.random.choice(("network", "application"))
            chosen = ", ".join(self.random.sample(subnets, self.random.randint(1, 2)))
            lines.append(
                f"    load_balancers: {{site: {{id: lb-{vpc}, type: {kind}, scheme: {scheme}, subnets: [{chosen}],"
                f" security_groups: [{self.random.choice(('any', 'g'))}], listeners: [{'tcp' if kind == 'network' else 'http'} 80 -> t]}}}}"
            )
            protocol = "TCP" if kind == "network" else "HTTP"
            lines.append(f"    target_groups: {{t: {{id: tg-{vpc}, protocol: {protocol}, port: 80, targets: [i-{vpc}-1]}}}}")
        if self.maybe(0.5):
            lines.append(
                f"    workloads: {{db: {{id: db-{vpc}, type: rds-instance, port: 5432, subnets: [{self.random.choice(subnets)}],"
                f" security_groups: [{self.random.choice(('any', 'g', 'h'))}]}}}}"
            )
        if self.maybe(0.4):
            entries = self.random.choice(ACLS)
            lines.append(f"    network_acls: {{strict: {{subnets: [{self.random.choice(subnets)}], entries: [{entries}]}}}}")
        return lines

    def endpoints(self, vpc: str, subnets: list[str]) -> list[str]:
        lines = []
        if self.maybe(0.4):
            lines.append(f"    gateway_endpoints: [{{id: vpce-s3-{vpc}, service: s3, route_tables: [rt-0]}}]")
        if self.maybe(0.4):
            private, service = "true" if self.maybe(0.5) else "false", self.random.choice(("sqs", "dynamodb"))
            self.shared = f"vpce-sqs-{vpc}", service
            lines.append(
                f"    interface_endpoints: [{{id: vpce-sqs-{vpc}, service: {service}, private_dns: {private},"
                f" subnets: [{self.random.choice(subnets)}], security_groups: [{self.random.choice(('any', 'g', 'h'))}]}}]"
            )
        return lines

    def tables(self, at: int, vpc: str, subnets: list[str]) -> list[str]:
        lines = ["    route_tables:"]
        targets = [f"eni-fw-{vpc}", *([f"igw-{vpc}"] * 3 if self.internet else []), *([f"nat-{vpc}"] * 2 if self.nat else [])]
        ways = [f"eni-fw-{vpc}"]
        ways += [f"pcx-{a}-{b}" for a, b in self.peered if vpc in (a, b)] * 2
        ways += ["tgw-hub"] * 3 if self.hub else []
        for n, name in enumerate(subnets):
            routes = {}
            if self.maybe(0.85):
                routes["0.0.0.0/0"] = self.random.choice([*targets, *(["tgw-hub"] if self.hub else [])])
            for other in range(len(self.vpcs)):
                if other != at and self.maybe(0.7):
                    routes[f"10.{other}.0.0/16"] = self.random.choice(ways)
            listed = ", ".join(f"{destination}: {target}" for destination, target in routes.items())
            lines.append(f"      rt-{n}: {{subnets: [{name}], routes: {{{listed}}}}}")
        if self.internet and self.maybe(0.3):
            lines.append(f"      edge: {{gateways: igw-{vpc}, routes: {{10.{at}.1.0/24: eni-fw-{vpc}}}}}")
        return lines

    def transit_gateway(self) -> list[str]:
        attached = ", ".join(
            f"{vpc}: {{id: tgw-attach-{vpc}, resource: {vpc}, subnets: [{self.attached(vpc)}]}}" for vpc in self.vpcs
        )
        lines = ["transit_gateways:", "  hub:", "    id: tgw-hub", f"    attachments: {{{attached}}}"]
        if self.maybe(0.6):
            lines.append("    route_tables:")
            for vpc in self.vpcs:
                others = [one for one in self.vpcs if one != vpc and self.maybe(0.8)]
                default = f", routes: {{0.0.0.0/0: {self.random.choice(self.vpcs)}}}" if self.maybe(0.5) else ""
                lines.append(f"      from-{vpc}: {{associations: [{vpc}], propagations: [{', '.join(others)}]{default}}}")
        return lines

    def attached(self, vpc: str) -> str:
        """Subnets of the zones, seldom of one only."""
        names = list(self.zones[vpc].values())
        return ", ".join(names if self.maybe(0.8) else names[:1])


# --- what goes wrong in them ----------------------------------------------------------------------------------------------


def troubled_network(seed: int) -> Network:
    """The network of a seed in which things have gone, are not ready or lack a setting, always the same for a seed."""
    random, network = Random(seed), routed_network(seed)

    def some(records: Iterable[Any], chance: float, **fields: Any) -> tuple[Any, ...]:
        return tuple(
            structs.replace(one, **{key: random.choice(value) for key, value in fields.items()})
            if random.random() < chance
            else one
            for one in records
        )

    tables = tuple(structs.replace(table, routes=some(table.routes, 0.15, state=["blackhole"])) for table in network.route_tables)
    lone = [one.id for one in network.gateway_endpoints if random.random() < 0.3]
    tables = tuple(
        structs.replace(table, routes=tuple(route for route in table.routes if route.target not in lone)) for table in tables
    )
    hubs = tuple(
        structs.replace(table, associations=tuple(one for one in table.associations if random.random() < 0.8))
        for table in network.transit_gateway_route_tables
    )
    here = [structs.replace(one, route_tables=()) if one.id in lone else one for one in network.gateway_endpoints]
    far = Service(id="com.amazonaws.us-east-1.s3", name="Amazon S3", region="us-east-1")
    return structs.replace(
        network,
        vpcs=some(some(network.vpcs, 0.3, dns_hostnames=[False]), 0.1, dns_support=[False]),
        route_tables=tables,
        transit_gateway_route_tables=hubs,
        gateway_endpoints=some(here, 0.2, state=["pending", "failed"]),
        interface_endpoints=some(network.interface_endpoints, 0.3, state=["pendingAcceptance", "failed", "rejected"]),
        peerings=some(network.peerings, 0.4, status=["pending-acceptance", "expired", "deleted", "failed"]),
        services=(*network.services, far) if random.random() < 0.4 else network.services,
    )
