"""The VPCs of random networks: subnets with interfaces, tables, gateways, endpoints, owners."""

from ipaddress import IPv4Network
from typing import Any

from tests.network_endpoints import Endpoints
from tests.network_parts import ACCOUNTS, REGIONS
from vpcviz.model import resources as r


class Vpcs(Endpoints):
    """Makes VPCs with all that is in them."""

    def vpc(self, index: int) -> None:
        region = self.random.choice(REGIONS if "regions" in self.plan.features else REGIONS[:1])
        account = self.random.choice(ACCOUNTS if "accounts" in self.plan.features else ACCOUNTS[:1])
        where = {"account": account, "region": region}
        block = IPv4Network(f"10.{index}.0.0/16")
        cidrs = [str(block)] + [f"100.{64 + i}.{index}.0/24" for i in range(4)] * self.has("many-cidrs", 0.5)
        ipv6 = (f"2a05:d018:{index:x}:4400::/56",) if self.has("ipv6", 0.7) else ()
        vpc = self.add(
            "vpcs",
            r.Vpc(
                id=self.id("vpc"),
                name=self.name(),
                cidrs=tuple(cidrs),
                ipv6_cidrs=ipv6,
                foreign=self.has("foreign", 0.2),
                dns_hostnames=self.random.random() < 0.5,
                note=self.name() if self.random.random() < 0.1 else "",
                **where,
            ),
        )
        where["vpc"] = vpc.id
        if self.has("groups"):
            self.groups(where)
        subnets = self.subnets(vpc, block, ipv6, where)
        targets = self.gateways(where, subnets)
        tables = self.tables(vpc, subnets, targets, where)
        self.endpoints(where, subnets, tables)
        self.owners(where, subnets)
        if self.has("acls"):
            entries = tuple(
                r.NetworkAclEntry(number=100 + i, egress=bool(i % 2), action="allow", cidr="10.0.0.0/8") for i in range(4)
            )
            chosen = tuple(s.id for s in subnets[: self.random.randint(0, len(subnets))])
            self.add("network_acls", r.NetworkAcl(id=self.id("acl"), name=self.name(), subnets=chosen, entries=entries, **where))

    def groups(self, where: dict[str, str]) -> None:
        for _ in range(self.random.randint(1, 7)):
            rules = tuple(
                r.SecurityGroupRule(
                    protocol=self.random.choice(("tcp", "udp", "-1", "icmp")),
                    from_port=443,
                    to_port=self.random.choice((443, 8443)),
                    peer="10.0.0.0/8",
                    description=self.name(),
                )
                for _ in range(self.random.randint(0, 3))
            )
            self.add(
                "security_groups", r.SecurityGroup(id=self.id("sg"), name=self.name(), ingress=rules, egress=rules[:1], **where)
            )

    def subnets(self, vpc: r.Vpc, block: IPv4Network, ipv6: tuple[str, ...], where: dict[str, str]) -> list[r.Subnet]:
        found = []
        blocks = block.subnets(new_prefix=24)
        for zone in range(self.plan.zones if self.random.random() < 0.9 else 0):
            for _ in range(self.random.randint(0, self.plan.subnets)):
                cidr = next(blocks)
                own6 = (ipv6[0].replace("4400::/56", f"44{len(found):02x}::/64"),) if ipv6 else ()
                zone_name = f"{vpc.region}{'abcd'[zone]}"
                subnet = self.add(
                    "subnets",
                    r.Subnet(id=self.id("subnet"), name=self.name(), cidr=str(cidr), ipv6_cidrs=own6, zone=zone_name, **where),
                )
                found.append(subnet)
                addresses = cidr.hosts()
                for _ in range(4):
                    next(addresses)
                for _ in range(self.random.randint(0, self.plan.interfaces)):
                    self.interface(subnet, addresses, own6, where)
        return found

    def interface(self, subnet: r.Subnet, addresses: Any, ipv6: tuple[str, ...], where: dict[str, str]) -> None:
        ips = [str(next(addresses)) for _ in range(self.random.choice((1, 1, 1, 2, 12)) if self.has("many-ips") else 1)]
        ipv6s = (ipv6[0].replace("::/64", f":1:2:3:{self.counter:x}"),) if ipv6 else ()
        owner = ""
        sort = self.random.choice(("instance", "instance", "workload", "none", "type"))
        if sort == "instance":
            owner = self.add("instances", r.Instance(id=self.id("i"), name=self.name(), subnet=subnet.id, **where)).id
        elif sort == "workload" and self.has("workloads"):
            kind = self.random.choice(("lambda-function", "rds-instance", "ecs-task", "something-new"))
            owner = self.add(
                "workloads", r.Workload(id=self.id("workload"), name=self.name(), type=kind, subnets=(subnet.id,), **where)
            ).id
        elif self.has("dangling"):
            owner = "i-0gone"
        groups = [g.id for g in self.parts.get("security_groups", []) if g.vpc == where["vpc"]]
        self.add(
            "network_interfaces",
            r.NetworkInterface(
                id=self.id("eni"),
                name=self.name(),
                subnet=subnet.id,
                zone=subnet.zone,
                private_ips=tuple(ips),
                ipv6s=ipv6s,
                owner=owner,
                owner_name=self.name(),
                type=self.random.choice(("interface", "lambda", "network_load_balancer", "efs")),
                public_ip="203.0.113.7" if self.random.random() < 0.1 else "",
                security_groups=tuple(groups[:2]),
                **where,
            ),
        )

    def gateways(self, where: dict[str, str], subnets: list[r.Subnet]) -> list[str]:
        targets = []
        if self.has("internet", 0.7):
            targets.append(self.add("internet_gateways", r.InternetGateway(id=self.id("igw"), name=self.name(), **where)).id)
        if self.has("ipv6", 0.4):
            targets.append(self.add("egress_only_internet_gateways", r.EgressOnlyInternetGateway(id=self.id("eigw"), **where)).id)
        if self.has("nat", 0.7) and subnets:
            nat = r.NatGateway(
                id=self.id("nat"),
                name=self.name(),
                subnet=self.random.choice(subnets).id,
                private_ip="10.0.0.9",
                public_ip="198.51.100.9",
                **where,
            )
            targets.append(self.add("nat_gateways", nat).id)
        if self.has("vpn", 0.4):
            targets.append(self.add("vpn_gateways", r.VpnGateway(id=self.id("vgw"), name=self.name(), **where)).id)
        if self.has("dangling"):
            targets.append("eni-0gone")
        return targets

    def tables(self, vpc: r.Vpc, subnets: list[r.Subnet], targets: list[str], where: dict[str, str]) -> list[r.RouteTable]:
        found = []
        rest = [s.id for s in subnets]
        for index in range(self.random.randint(0, 4)):
            own, rest = rest[: self.random.randint(0, len(rest))], rest[self.random.randint(0, len(rest)) :]
            routes = [r.Route(destination=vpc.cidrs[0], target="local")]
            for target in targets:
                destination = self.random.choice(
                    ("0.0.0.0/0", "::/0", "192.168.0.0/16", f"172.16.{len(routes)}.0/24", "pl-6da54004")
                )
                state = "blackhole" if self.has("dangling", 0.3) else "active"
                if destination not in {route.destination for route in routes}:
                    routes.append(r.Route(destination=destination, target=target, state=state))  # type: ignore[arg-type]
            own = [s for s in own if s not in {x for table in found for x in table.subnets}]
            table = r.RouteTable(
                id=self.id("rtb"), name=self.name(), main=index == 0, subnets=tuple(own), routes=tuple(routes), **where
            )
            found.append(self.add("route_tables", table))
        return found
