"""Builds a network in moto by boto3 calls: what a spec says, as a person would make it in AWS."""

from typing import Any

from tests.aws.build_links import Links, name_tag
from vpcviz.model import resources as r


class Builder(Links):
    """Builds all that moto can hold of a network."""

    def build(self) -> dict[str, str]:
        """Everything that moto can hold of the network; the ids come back."""
        for step in (self.vpcs, self.subnets, self.groups, self.gateways, self.peerings, self.hubs, self.endpoints, self.instances):
            step()
        for step in (self.route_tables, self.hub_routes, self.zones, self.resolvers):
            step()
        return self.ids

    def vpcs(self) -> None:
        for vpc in self.network.vpcs:
            if vpc.foreign:
                continue
            ec2 = self.ec2(vpc)
            made = ec2.create_vpc(
                CidrBlock=vpc.cidrs[0],
                AmazonProvidedIpv6CidrBlock=bool(vpc.ipv6_cidrs),
                TagSpecifications=name_tag("vpc", vpc.label),
            )
            self.ids[vpc.id] = identity = made["Vpc"]["VpcId"]
            for cidr in vpc.cidrs[1:]:
                ec2.associate_vpc_cidr_block(VpcId=identity, CidrBlock=cidr)
            ec2.modify_vpc_attribute(VpcId=identity, EnableDnsSupport={"Value": bool(vpc.dns_support)})
            ec2.modify_vpc_attribute(VpcId=identity, EnableDnsHostnames={"Value": bool(vpc.dns_hostnames)})

    def subnets(self) -> None:
        for subnet in self.network.subnets:
            if subnet.vpc in self.ids and subnet.cidr:
                made = self.ec2(subnet).create_subnet(
                    VpcId=self.ids[subnet.vpc],
                    CidrBlock=subnet.cidr,
                    AvailabilityZone=subnet.zone,
                    TagSpecifications=name_tag("subnet", subnet.label),
                )
                self.ids[subnet.id] = made["Subnet"]["SubnetId"]

    def groups(self) -> None:
        for group in self.network.security_groups:
            if group.vpc in self.ids:
                made = self.ec2(group).create_security_group(
                    GroupName=group.label, Description=group.description or "made by a test", VpcId=self.ids[group.vpc]
                )
                self.ids[group.id] = made["GroupId"]
        for group in self.network.security_groups:
            for rule in group.ingress:
                self._ingress(group, rule)

    def _ingress(self, group: r.SecurityGroup, rule: r.SecurityGroupRule) -> None:
        permission: dict[str, Any] = {"IpProtocol": rule.protocol}
        if rule.from_port >= 0:
            permission |= {"FromPort": rule.from_port, "ToPort": rule.to_port}
        if ":" in rule.peer:
            permission["Ipv6Ranges"] = [{"CidrIpv6": rule.peer}]
        elif "/" in rule.peer:
            permission["IpRanges"] = [{"CidrIp": rule.peer}]
        elif rule.peer in self.ids:
            permission["UserIdGroupPairs"] = [{"GroupId": self.ids[rule.peer]}]
        else:
            return
        if group.id in self.ids:
            self.ec2(group).authorize_security_group_ingress(GroupId=self.ids[group.id], IpPermissions=[permission])

    def gateways(self) -> None:
        for gateway in self.network.internet_gateways:
            self.ids[gateway.id] = identity = self.ec2(gateway).create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
            self.ec2(gateway).attach_internet_gateway(InternetGatewayId=identity, VpcId=self.ids[gateway.vpc])
        for egress in self.network.egress_only_internet_gateways:
            made = self.ec2(egress).create_egress_only_internet_gateway(VpcId=self.ids[egress.vpc])
            self.ids[egress.id] = made["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
        for nat in self.network.nat_gateways:
            ec2 = self.ec2(nat)
            allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
            made = ec2.create_nat_gateway(SubnetId=self.ids[nat.subnet], AllocationId=allocation)
            self.ids[nat.id] = made["NatGateway"]["NatGatewayId"]
        for private in self.network.vpn_gateways:
            ec2 = self.ec2(private)
            self.ids[private.id] = identity = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
            ec2.attach_vpn_gateway(VpnGatewayId=identity, VpcId=self.ids[private.vpc])
        for customer in self.network.customer_gateways:
            made = self.ec2(customer).create_customer_gateway(
                Type="ipsec.1", PublicIp=customer.ip or "203.0.113.9", BgpAsn=customer.asn or 65000
            )
            self.ids[customer.id] = made["CustomerGateway"]["CustomerGatewayId"]

    def endpoints(self) -> None:
        for gateway in self.network.gateway_endpoints:
            self._endpoint(gateway, "Gateway", {})
        for endpoint in self.network.interface_endpoints:
            if ".vpce." in endpoint.service:
                continue
            self._endpoint(
                endpoint,
                "Interface",
                {
                    "SubnetIds": [self.ids[subnet] for subnet in endpoint.subnets],
                    "SecurityGroupIds": [self.ids[group] for group in endpoint.security_groups],
                    "PrivateDnsEnabled": endpoint.private_dns,
                },
            )

    def _endpoint(self, endpoint: Any, kind: str, more: dict[str, Any]) -> None:
        made = self.ec2(endpoint).create_vpc_endpoint(
            VpcEndpointType=kind,
            VpcId=self.ids[endpoint.vpc],
            ServiceName=endpoint.service,
            TagSpecifications=name_tag("vpc-endpoint", endpoint.label),
            **more,
        )
        self.ids[endpoint.id] = made["VpcEndpoint"]["VpcEndpointId"]

    def instances(self) -> None:
        for instance in self.network.instances:
            interface = next((one for one in self.network.network_interfaces if one.owner == instance.id), None)
            if interface is None or instance.subnet not in self.ids:
                continue
            made = self.ec2(instance).run_instances(
                ImageId="ami-12c6146b",
                MinCount=1,
                MaxCount=1,
                SubnetId=self.ids[instance.subnet],
                PrivateIpAddress=interface.private_ips[0],
                SecurityGroupIds=[self.ids[group] for group in instance.security_groups],
                UserData="a secret that nobody may see",
                TagSpecifications=name_tag("instance", instance.label),
            )
            self.ids[instance.id] = made["Instances"][0]["InstanceId"]

    def route_tables(self) -> None:
        for table in self.network.route_tables:
            if table.vpc not in self.ids:
                continue
            ec2 = self.ec2(table)
            made = ec2.create_route_table(VpcId=self.ids[table.vpc], TagSpecifications=name_tag("route-table", table.label))
            self.ids[table.id] = identity = made["RouteTable"]["RouteTableId"]
            for subnet in table.subnets:
                ec2.associate_route_table(RouteTableId=identity, SubnetId=self.ids[subnet])
            for route in table.routes:
                self._route(ec2, identity, route)
            gateways = [one for one in self.network.gateway_endpoints if table.id in one.route_tables]
            for gateway in gateways:
                ec2.modify_vpc_endpoint(VpcEndpointId=self.ids[gateway.id], AddRouteTableIds=[identity])

    def _route(self, ec2: Any, table: str, route: r.Route) -> None:
        target = self.ids.get(route.target, "")
        words = {
            "igw-": "GatewayId",
            "vgw-": "GatewayId",
            "nat-": "NatGatewayId",
            "tgw-": "TransitGatewayId",
            "pcx-": "VpcPeeringConnectionId",
            "eigw-": "EgressOnlyInternetGatewayId",
        }
        word = next((found for prefix, found in words.items() if target.startswith(prefix)), "")
        if not word or route.origin == "propagated" or route.destination.startswith("pl-"):
            return
        destination = "DestinationIpv6CidrBlock" if ":" in route.destination else "DestinationCidrBlock"
        ec2.create_route(RouteTableId=table, **{destination: route.destination, word: target})
