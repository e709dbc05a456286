"""One VPC of an estate, with all that stands in it: subnets, interfaces and their owners, gateways, endpoints, route tables."""

from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import IPv4Network

from vpcviz.model import resources as r

TIERS = ("public", "private", "isolated")
ROLES = {"public": ("bastion", "proxy"), "private": ("web", "api", "worker"), "isolated": ("cache", "search", "ledger")}
RESERVED = 5
"""Addresses of a subnet that AWS keeps: the first four and the last. Source: VPC User Guide, "Subnet CIDR reservations"."""


def identifier(prefix: str, key: str) -> str:
    """An id as AWS gives them (`vpc-` and 17 hexadecimal digits), always the same for the same key."""
    return f"{prefix}-{sha256(f'{prefix} {key}'.encode()).hexdigest()[:17]}"


@dataclass(frozen=True)
class Plan:
    """What a VPC is to be: where, how large, and what it is attached to. `enis` holds the interfaces of each subnet in turn."""

    index: int
    name: str
    account: str
    region: str
    zones: int
    subnets: int
    enis: tuple[int, ...]
    transit_gateway: str = ""
    internet: bool = True
    endpoints: tuple[str, ...] = ("sqs",)
    peers: tuple[tuple[str, str], ...] = ()
    """Peering connections: (CIDR of the other side, id of the connection)."""


@dataclass
class Parts:
    """Resources by the name of the Network's collection that they belong to."""

    lists: dict[str, list[r.Resource]] = field(default_factory=dict)

    def add(self, collection: str, item: r.Resource) -> None:
        """Put a resource into a collection."""
        self.lists.setdefault(collection, []).append(item)


def vpc_id(index: int) -> str:
    """The id of the estate's VPC number `index`."""
    return identifier("vpc", str(index))


def vpc_cidr(index: int) -> IPv4Network:
    """The /20 of the estate's VPC number `index` (4,096 of them fit into 10.0.0.0/8)."""
    return IPv4Network((0x0A000000 + (index << 12), 20))


class VpcBuilder:
    """Adds the resources of one VPC to `parts`."""

    def __init__(self, plan: Plan, parts: Parts) -> None:
        self.plan = plan
        self.parts = parts
        self.id = vpc_id(plan.index)
        self.common = {"account": plan.account, "region": plan.region}
        self.subnets: list[tuple[r.Subnet, str, IPv4Network]] = []
        self.taken: dict[str, int] = {}

    def build(self) -> None:
        """The VPC with everything in it."""
        plan = self.plan
        self.parts.add(
            "vpcs", r.Vpc(id=self.id, name=plan.name, cidrs=(str(vpc_cidr(plan.index)),), dns_hostnames=True, **self.common)
        )
        if not plan.enis:
            return
        self._subnets()
        self._security_group()
        routes: dict[str, list[r.Route]] = {tier: [] for tier in TIERS}
        self._gateways(routes)
        self._endpoints(routes)
        self._transit(routes)
        routes["private"] += [r.Route(destination=cidr, target=peering) for cidr, peering in plan.peers]
        self._workloads()
        self._tables(routes)

    def _id(self, prefix: str, key: str = "") -> str:
        return identifier(prefix, f"{self.plan.index} {key}")

    def _subnets(self) -> None:
        plan = self.plan
        count = plan.zones * plan.subnets
        blocks = vpc_cidr(plan.index).subnets(new_prefix=min(28, 20 + max(4, (count - 1).bit_length())))
        for layer in range(plan.subnets):
            tier = "private" if plan.subnets == 1 else TIERS[layer % 3]
            for zone in range(plan.zones):
                letter = "abcdef"[zone]
                name = f"{plan.name}-{tier}-{letter}" + (str(layer // 3 + 1) if layer >= 3 else "")
                block = next(blocks)
                subnet = r.Subnet(
                    id=self._id("subnet", name),
                    name=name,
                    vpc=self.id,
                    zone=f"{plan.region}{letter}",
                    cidr=str(block),
                    map_public_ip=tier == "public" and plan.internet,
                    **self.common,
                )
                self.parts.add("subnets", subnet)
                self.subnets.append((subnet, tier, block))

    def _of(self, tier: str) -> list[r.Subnet]:
        return [subnet for subnet, own, _ in self.subnets if own == tier]

    def _room(self, subnet: r.Subnet) -> int:
        """How many more interfaces the subnet is to have."""
        index = next(i for i, (own, _, _) in enumerate(self.subnets) if own is subnet)
        return self.plan.enis[index % len(self.plan.enis)] - self.taken.get(subnet.id, 0)

    def _interface(
        self, subnet: r.Subnet, kind: str, owner: str = "", owner_name: str = "", groups: bool = True
    ) -> r.NetworkInterface:
        number = self.taken.get(subnet.id, 0)
        self.taken[subnet.id] = number + 1
        block = IPv4Network(subnet.cidr)
        if number >= block.num_addresses - RESERVED:
            raise SystemExit(f"{subnet.cidr} has no room for {number + 1} network interfaces")
        interface = r.NetworkInterface(
            id=self._id("eni", f"{subnet.name} {number}"),
            vpc=self.id,
            subnet=subnet.id,
            zone=subnet.zone,
            private_ips=(str(block.network_address + 4 + number),),
            type=kind,
            owner=owner,
            owner_name=owner_name,
            security_groups=(self._id("sg"),) if groups else (),
            **self.common,
        )
        self.parts.add("network_interfaces", interface)
        return interface

    def _security_group(self) -> None:
        group = r.SecurityGroup(
            id=self._id("sg"),
            name=f"{self.plan.name}-app",
            vpc=self.id,
            ingress=(r.SecurityGroupRule(protocol="tcp", from_port=443, to_port=443, peer="10.0.0.0/8"),),
            egress=(r.SecurityGroupRule(peer="0.0.0.0/0"),),
            **self.common,
        )
        self.parts.add("security_groups", group)

    def _gateways(self, routes: dict[str, list[r.Route]]) -> None:
        public = self._of("public")
        if not public or not self.plan.internet:
            return
        gateway = self._id("igw")
        self.parts.add("internet_gateways", r.InternetGateway(id=gateway, name=f"{self.plan.name}-igw", vpc=self.id, **self.common))
        routes["public"].append(r.Route(destination="0.0.0.0/0", target=gateway))
        if self._room(public[0]) < 1:
            return
        nat = self._id("nat")
        interface = self._interface(public[0], "nat_gateway", nat, groups=False)
        outside = f"198.18.{self.plan.index >> 8}.{self.plan.index & 255}"
        self.parts.add(
            "nat_gateways",
            r.NatGateway(
                id=nat,
                name=f"{self.plan.name}-nat",
                vpc=self.id,
                subnet=public[0].id,
                private_ip=interface.private_ips[0],
                public_ip=outside,
                **self.common,
            ),
        )
        routes["private"].append(r.Route(destination="0.0.0.0/0", target=nat))

    def _endpoints(self, routes: dict[str, list[r.Route]]) -> None:
        plan = self.plan
        self._gateway_endpoint(routes)
        for code in plan.endpoints:
            subnets = [subnet for subnet in (self._of("private") or self._of("isolated"))[: plan.zones] if self._room(subnet) > 0]
            if not subnets:
                continue
            endpoint = self._id("vpce", code)
            interfaces = [self._interface(subnet, "vpc_endpoint", endpoint) for subnet in subnets]
            self.parts.add(
                "interface_endpoints",
                r.InterfaceEndpoint(
                    id=endpoint,
                    name=f"{plan.name}-{code}",
                    vpc=self.id,
                    service=f"com.amazonaws.{plan.region}.{code}",
                    subnets=tuple(subnet.id for subnet in subnets),
                    network_interfaces=tuple(interface.id for interface in interfaces),
                    security_groups=(self._id("sg"),),
                    private_dns=True,
                    dns_names=(f"{endpoint}-{plan.index:08x}.{code}.{plan.region}.vpce.amazonaws.com",),
                    private_dns_names=(f"{code}.{plan.region}.amazonaws.com",),
                    **self.common,
                ),
            )

    def _gateway_endpoint(self, routes: dict[str, list[r.Route]]) -> None:
        tiers = [tier for tier in ("private", "isolated") if self._of(tier)]
        endpoint = self._id("vpce", "s3")
        for tier in tiers:
            routes[tier].append(r.Route(destination=prefix_list(self.plan.region), target=endpoint))
        self.parts.add(
            "gateway_endpoints",
            r.GatewayEndpoint(
                id=endpoint,
                name=f"{self.plan.name}-s3",
                vpc=self.id,
                service=f"com.amazonaws.{self.plan.region}.s3",
                route_tables=tuple(self._id("rtb", tier) for tier in tiers),
                **self.common,
            ),
        )

    def _transit(self, routes: dict[str, list[r.Route]]) -> None:
        subnets = (self._of("private") or self._of("isolated"))[: self.plan.zones]
        if not self.plan.transit_gateway or not subnets:
            return
        self.parts.add(
            "transit_gateway_attachments",
            r.TransitGatewayAttachment(
                id=self._id("tgw-attach"),
                name=f"{self.plan.name}-attachment",
                transit_gateway=self.plan.transit_gateway,
                resource=self.id,
                resource_account=self.plan.account,
                resource_region=self.plan.region,
                subnets=tuple(subnet.id for subnet in subnets),
                **self.common,
            ),
        )
        routes["private"].append(r.Route(destination="10.0.0.0/8", target=self.plan.transit_gateway))

    def _workloads(self) -> None:
        for subnet, tier, _ in self.subnets:
            for number in range(max(0, self._room(subnet))):
                role = ROLES[tier][number % len(ROLES[tier])]
                name = f"{role}-{subnet.name.rsplit('-', 1)[-1]}-{number + 1}"
                if tier == "isolated":
                    self._interface(subnet, "interface", "", f"ElastiCache {self.plan.name}-{name}")
                elif role == "worker":
                    self._interface(subnet, "lambda", "", f"Lambda function {self.plan.name}-{name}")
                else:
                    self._instance(subnet, name)

    def _instance(self, subnet: r.Subnet, name: str) -> None:
        instance = self._id("i", f"{subnet.id} {name}")
        self._interface(subnet, "interface", instance)
        groups = (self._id("sg"),)
        self.parts.add(
            "instances",
            r.Instance(
                id=instance,
                name=f"{self.plan.name}-{name}",
                vpc=self.id,
                subnet=subnet.id,
                type="m7g.large",
                security_groups=groups,
                **self.common,
            ),
        )

    def _tables(self, routes: dict[str, list[r.Route]]) -> None:
        main = next(tier for tier in ("private", "isolated", "public") if self._of(tier))
        for tier in TIERS:
            subnets = self._of(tier)
            if not subnets:
                continue
            self.parts.add(
                "route_tables",
                r.RouteTable(
                    id=self._id("rtb", tier),
                    name=f"{self.plan.name}-{tier}",
                    vpc=self.id,
                    main=tier == main,
                    subnets=tuple(subnet.id for subnet in subnets),
                    routes=(r.Route(destination=str(vpc_cidr(self.plan.index)), target="local"), *routes[tier]),
                    **self.common,
                ),
            )


def prefix_list(region: str) -> str:
    """The id of the S3 prefix list of a region."""
    return "pl-" + sha256(region.encode()).hexdigest()[:8]
