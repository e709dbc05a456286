"""What random VPCs hold besides interfaces: endpoints, load balancers, firewalls."""

from ipaddress import IPv4Network

from tests.network_parts import SERVICES, Parts
from vpcviz.model import resources as r


class Endpoints(Parts):
    """Makes endpoints of VPCs, and what stands before services."""

    def endpoints(self, where: dict[str, str], subnets: list[r.Subnet], tables: list[r.RouteTable]) -> None:
        region = where["region"]
        if self.has("gateway-endpoints", 0.7):
            for service in ("s3", "dynamodb"):
                item = r.GatewayEndpoint(
                    id=self.id("vpce"),
                    name=self.name(),
                    service=f"com.amazonaws.{region}.{service}",
                    route_tables=tuple(t.id for t in tables[:2]),
                    **where,
                )
                self.add("gateway_endpoints", item)
        if self.has("endpoints", 0.7):
            for _ in range(self.random.randint(1, 9)):
                service = self.random.choice(
                    (*(f"com.amazonaws.{region}.{s}" for s in SERVICES), f"com.amazonaws.vpce.{region}.vpce-svc-0aa")
                )
                self.interface_endpoint(service, where, subnets)
        if self.has("gateway-load-balancer", 0.4) and subnets:
            subnet = self.random.choice(subnets)
            self.add(
                "gateway_load_balancer_endpoints",
                r.GatewayLoadBalancerEndpoint(
                    id=self.id("vpce"), service=f"com.amazonaws.vpce.{region}.vpce-svc-0bb", subnets=(subnet.id,), **where
                ),
            )
        if self.has("resolver", 0.5) and subnets:
            ips = tuple(r.ResolverIp(subnet=s.id, ip=f"10.9.9.{i}") for i, s in enumerate(subnets[:2]))
            endpoint = self.add(
                "resolver_endpoints", r.ResolverEndpoint(id=self.id("rslvr-in"), name=self.name(), ips=ips, **where)
            )
            self.add(
                "resolver_rules",
                r.ResolverRule(
                    id=self.id("rslvr-rr"),
                    name=self.name(),
                    domain="example.com",
                    endpoint=endpoint.id,
                    target_ips=("192.168.0.53",),
                    vpcs=(where["vpc"],),
                    account=where["account"],
                    region=region,
                ),
            )
        if self.has("client-vpn", 0.3):
            self.add(
                "client_vpn_endpoints",
                r.ClientVpnEndpoint(id=self.id("cvpn-endpoint"), name=self.name(), client_cidr="10.200.0.0/22", **where),
            )

    def interface_endpoint(self, service: str, where: dict[str, str], subnets: list[r.Subnet]) -> None:
        endpoint_id = self.id("vpce")
        chosen = {s.zone: s for s in self.random.sample(subnets, len(subnets))}
        interfaces = []
        for subnet in list(chosen.values())[: self.random.randint(0, 3)]:
            address = str(IPv4Network(subnet.cidr)[100 + self.counter % 100])
            item = r.NetworkInterface(
                id=self.id("eni"),
                subnet=subnet.id,
                zone=subnet.zone,
                private_ips=(address,),
                type="vpc_endpoint",
                owner=endpoint_id,
                **where,
            )
            interfaces.append(self.add("network_interfaces", item))
        names = (
            f"{endpoint_id}-abc.sqs.{where['region']}.vpce.amazonaws.com",
            f"{endpoint_id}-abc-{where['region']}a.sqs.{where['region']}.vpce.amazonaws.com",
        )
        self.add(
            "interface_endpoints",
            r.InterfaceEndpoint(
                id=endpoint_id,
                name=self.name(),
                service=service,
                subnets=tuple(i.subnet for i in interfaces),
                network_interfaces=tuple(i.id for i in interfaces),
                dns_names=names,
                private_dns=self.random.random() < 0.5,
                **where,
            ),
        )

    def owners(self, where: dict[str, str], subnets: list[r.Subnet]) -> None:
        if self.has("load-balancers", 0.5):
            balancer = r.LoadBalancer(
                id=self.id("load-balancer"),
                name=self.name(),
                type="network",
                subnets=tuple(s.id for s in subnets[:2]),
                listeners=(r.Listener(protocol="TCP", port=443),),
                **where,
            )
            self.add("load_balancers", balancer)
            place = {"account": where["account"], "region": where["region"]}
            self.add(
                "endpoint_services",
                r.EndpointService(
                    id=self.id("vpce-svc"),
                    name=self.name(),
                    service=f"com.amazonaws.vpce.{where['region']}.{self.id('vpce-svc')}",
                    load_balancers=(balancer.id,),
                    **place,
                ),
            )
            self.add(
                "target_groups", r.TargetGroup(id=self.id("target-group"), name=self.name(), load_balancers=(balancer.id,), **where)
            )
        if self.has("firewall", 0.4) and subnets:
            self.add(
                "network_firewalls",
                r.NetworkFirewall(
                    id=self.id("firewall"),
                    name=self.name(),
                    subnets=(subnets[0].id,),
                    endpoints={subnets[0].id: "vpce-0fw"},
                    **where,
                ),
            )
