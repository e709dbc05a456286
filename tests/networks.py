"""Random networks for tests: everything that the model holds, in any combination, with names that nobody would choose.

A network follows from a `Plan`: a few numbers that hypothesis can make small, and a seed for all the rest. They are scans: what
AWS says is taken as it is, so odd things (no subnets, addresses outside the subnet, dangling references) are in them, too.
"""

import itertools
from typing import Any

from hypothesis import strategies as st

from tests.network_parts import ACCOUNTS, FEATURES, REGIONS, SERVICES, Plan
from tests.network_vpcs import Vpcs
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.spec.canonical import canonical


def plans(most_vpcs: int = 40, least_vpcs: int = 0) -> st.SearchStrategy[Plan]:
    """Plans of networks of `least_vpcs` to `most_vpcs` VPCs."""
    return st.builds(
        Plan,
        vpcs=st.integers(least_vpcs, most_vpcs),
        zones=st.integers(1, 4),
        subnets=st.integers(0, 4),
        interfaces=st.integers(0, 6),
        features=st.frozensets(st.sampled_from(FEATURES), min_size=least_vpcs // 2),
        seed=st.integers(0, 9999),
    )


def networks(most_vpcs: int = 40) -> st.SearchStrategy[Network]:
    """Random networks of up to `most_vpcs` VPCs."""
    return plans(most_vpcs).map(build)


def build(plan: Plan) -> Network:
    """The network of a plan; always the same for the same plan."""
    return _Builder(plan).network()


class _Builder(Vpcs):
    def network(self) -> Network:
        for index in range(self.plan.vpcs):
            self.vpc(index)
        vpcs = self.parts.get("vpcs", [])
        if len(vpcs) > 1:
            self.peerings(vpcs)
        if self.has("transit"):
            self.transit(vpcs)
        if self.has("on-premises") or self.has("vpn") or self.has("direct-connect"):
            self.on_premises()
        if self.has("zones"):
            self.hosted_zones(vpcs)
        if self.has("services"):
            for service in SERVICES[:3]:
                self.add("services", r.Service(id=f"com.amazonaws.eu-west-1.{service}", region="eu-west-1", note=self.name()))
        if self.has("prefix-lists"):
            self.add(
                "prefix_lists",
                r.PrefixList(
                    id="pl-6da54004",
                    name="com.amazonaws.eu-west-1.s3",
                    region="eu-west-1",
                    entries=("52.218.0.0/17", "2a05:d07a::/40"),
                ),
            )
        gaps = (
            r.Gap(
                service="ec2", operation="DescribeNetworkAcls", region="eu-west-1", error="AccessDenied", feeds=("network_acls",)
            ),
        )
        parts: dict[str, Any] = {key: tuple(self.random.sample(items, len(items))) for key, items in self.parts.items()}
        title = self.name()
        return canonical(
            Network(origin="scan", title=title, description=self.name(), gaps=gaps if self.has("gaps") else (), **parts)
        )

    # --- between VPCs ---

    def peerings(self, vpcs: list[r.Vpc]) -> None:
        pairs = []
        if self.has("mesh"):
            few = vpcs[:6]
            pairs += [(a, b) for i, a in enumerate(few) for b in few[i + 1 :]]
        if self.has("peering"):
            pairs += [tuple(self.random.sample(vpcs, 2)) for _ in range(self.random.randint(1, len(vpcs)))]
        for a, b in pairs:
            status = self.random.choice(("active", "active", "deleted", "pending-acceptance"))
            accepter = "vpc-0gone" if self.has("dangling", 0.3) else b.id
            self.add(
                "peerings",
                r.Peering(
                    id=self.id("pcx"),
                    name=self.name(),
                    requester=a.id,
                    accepter=accepter,
                    status=status,
                    account=a.account,
                    region=a.region,
                ),
            )

    def transit(self, vpcs: list[r.Vpc]) -> None:
        hubs = []
        for region in sorted({vpc.region for vpc in vpcs} or {"eu-west-1"}):
            where = {"account": self.random.choice(ACCOUNTS[:1]), "region": region}
            hub = self.add("transit_gateways", r.TransitGateway(id=self.id("tgw"), name=self.name(), asn=64512, **where))
            hubs.append(hub)
            attachments = [
                self.add(
                    "transit_gateway_attachments",
                    r.TransitGatewayAttachment(
                        id=self.id("tgw-attach"), name=self.name(), transit_gateway=hub.id, resource=vpc.id, **where
                    ),
                )
                for vpc in vpcs
                if vpc.region == region and self.random.random() < 0.8
            ]
            routes = (r.TransitGatewayRoute(destination="0.0.0.0/0", attachments=tuple(a.id for a in attachments[:2])),)
            ids = tuple(a.id for a in attachments)
            self.add(
                "transit_gateway_route_tables",
                r.TransitGatewayRouteTable(
                    id=self.id("tgw-rtb"), transit_gateway=hub.id, associations=ids, propagations=ids, routes=routes, **where
                ),
            )
        for a, b in itertools.pairwise(hubs):
            self.add(
                "transit_gateway_attachments",
                r.TransitGatewayAttachment(
                    id=self.id("tgw-attach"),
                    type="peering",
                    transit_gateway=a.id,
                    resource=b.id,
                    account=a.account,
                    region=a.region,
                ),
            )

    def on_premises(self) -> None:
        servers = (r.DnsServer(ip="192.168.0.53", name=self.name(), forwarders={"amazonaws.com": ("10.9.9.0",)}),)
        site = self.add(
            "on_premises",
            r.OnPremises(
                id="head-office", name=self.name(), cidrs=("192.168.0.0/16",), dns_servers=servers if self.has("resolver") else ()
            ),
        )
        gateways = [*self.parts.get("vpn_gateways", []), *self.parts.get("transit_gateways", [])]
        where = {"account": ACCOUNTS[0], "region": REGIONS[0]}
        if self.has("vpn"):
            customer = self.add(
                "customer_gateways",
                r.CustomerGateway(id=self.id("cgw"), name=self.name(), ip="198.51.100.20", on_premises=site.id, **where),
            )
            for gateway in gateways[:3] or [None]:
                self.add(
                    "vpn_connections",
                    r.VpnConnection(
                        id=self.id("vpn"),
                        name=self.name(),
                        customer_gateway=customer.id,
                        gateway=gateway.id if gateway else "vgw-0gone",
                        **where,
                    ),
                )
        if self.has("direct-connect"):
            direct = self.add(
                "direct_connect_gateways", r.DirectConnectGateway(id=self.id("dx"), name=self.name(), account=ACCOUNTS[0])
            )
            self.add("virtual_interfaces", r.VirtualInterface(id=self.id("dxvif"), gateway=direct.id, on_premises=site.id, **where))
            for gateway in gateways[:2]:
                self.add(
                    "direct_connect_associations",
                    r.DirectConnectAssociation(
                        id=self.id("dxgw-assoc"), direct_connect_gateway=direct.id, gateway=gateway.id, **where
                    ),
                )

    def hosted_zones(self, vpcs: list[r.Vpc]) -> None:
        for index in range(self.random.randint(1, 3)):
            chosen = tuple(vpc.id for vpc in vpcs if self.random.random() < 0.4)
            records = (
                r.DnsRecord(name=f"api.example{index}.com", values=("10.0.0.5",)),
                r.DnsRecord(name=f"example{index}.com", alias="vpce-1.example.com"),
            )
            self.add(
                "hosted_zones",
                r.HostedZone(id=f"Z{index}EXAMPLE", name=f"example{index}.com", vpcs=chosen, records=records, account=ACCOUNTS[0]),
            )


def with_lists_reversed(network: Network) -> Network:
    """The same things in the opposite order, as a scan would tell them."""
    names = (name for name in network.__struct_fields__ if isinstance(getattr(network, name), tuple))
    return Network(origin="scan", **{name: tuple(reversed(getattr(network, name))) for name in names})
