"""Builds a network in moto by boto3 calls: what a spec says, as a person would make it in AWS."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError

from vpcviz.model import Network
from vpcviz.model import resources as r

Clients = Callable[[str, str, str], Any]
"""(service, region, account) → client."""

HOME_ACCOUNT = "123456789012"
HOME_REGION = "eu-west-1"


def name_tag(kind: str, name: str) -> list[dict[str, Any]]:
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": name}]}]


class Builder:
    """`ids` maps the spec's ids to those that moto gave."""

    def __init__(self, network: Network, clients: Clients) -> None:
        self.network = network
        self.clients = clients
        self.ids: dict[str, str] = {}

    def ec2(self, item: r.Resource) -> Any:
        return self.client("ec2", item)

    def client(self, service: str, item: r.Resource) -> Any:
        return self.clients(service, item.region or HOME_REGION, item.account or HOME_ACCOUNT)

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

    def peerings(self) -> None:
        for peering in self.network.peerings:
            if peering.requester not in self.ids or peering.accepter not in self.ids:
                continue
            far = self.network.get(peering.accepter, r.Vpc)
            assert far is not None
            near = self.network.get(peering.requester, r.Vpc)
            assert near is not None
            made = self.ec2(near).create_vpc_peering_connection(
                VpcId=self.ids[near.id], PeerVpcId=self.ids[far.id], PeerRegion=far.region, PeerOwnerId=far.account or HOME_ACCOUNT
            )
            self.ids[peering.id] = identity = made["VpcPeeringConnection"]["VpcPeeringConnectionId"]
            self.ec2(far).accept_vpc_peering_connection(VpcPeeringConnectionId=identity)

    def hubs(self) -> None:
        for hub in self.network.transit_gateways:
            made = self.ec2(hub).create_transit_gateway(
                Description=hub.label, TagSpecifications=name_tag("transit-gateway", hub.label)
            )
            self.ids[hub.id] = made["TransitGateway"]["TransitGatewayId"]
        for table in self.network.transit_gateway_route_tables:
            made = self.ec2(table).create_transit_gateway_route_table(
                TransitGatewayId=self.ids[table.transit_gateway],
                TagSpecifications=name_tag("transit-gateway-route-table", table.label),
            )
            self.ids[table.id] = made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
        for connection in self.network.vpn_connections:
            self._vpn(connection)
        for attachment in self.network.transit_gateway_attachments:
            self._attach(attachment)

    def _vpn(self, connection: r.VpnConnection) -> None:
        gateway = self.ids[connection.gateway]
        word = "TransitGatewayId" if gateway.startswith("tgw-") else "VpnGatewayId"
        made = self.ec2(connection).create_vpn_connection(
            Type="ipsec.1",
            CustomerGatewayId=self.ids[connection.customer_gateway],
            Options={"StaticRoutesOnly": not connection.bgp},
            **{word: gateway},
        )
        self.ids[connection.id] = made["VpnConnection"]["VpnConnectionId"]

    def _attach(self, attachment: r.TransitGatewayAttachment) -> None:
        hub = self.network.get(attachment.transit_gateway, r.TransitGateway)
        assert hub is not None
        if attachment.type == "vpc" and attachment.resource in self.ids:
            vpc = self.network.get(attachment.resource, r.Vpc)
            assert vpc is not None
            made = self.ec2(hub).create_transit_gateway_vpc_attachment(
                TransitGatewayId=self.ids[hub.id],
                VpcId=self.ids[vpc.id],
                SubnetIds=[self.ids[subnet] for subnet in attachment.subnets],
                TagSpecifications=name_tag("transit-gateway-attachment", attachment.label),
            )
            self.ids[attachment.id] = made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
        elif attachment.type == "peering" and attachment.resource in self.ids:
            far = self.network.get(attachment.resource, r.TransitGateway)
            assert far is not None
            made = self.ec2(hub).create_transit_gateway_peering_attachment(
                TransitGatewayId=self.ids[hub.id],
                PeerTransitGatewayId=self.ids[far.id],
                PeerAccountId=far.account or HOME_ACCOUNT,
                PeerRegion=far.region,
            )
            self.ids[attachment.id] = identity = made["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
            self.ec2(far).accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=identity)

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

    def hub_routes(self) -> None:
        for table in self.network.transit_gateway_route_tables:
            ec2, identity = self.ec2(table), self.ids[table.id]
            for attachment in table.associations:
                if attachment in self.ids:
                    with suppress(ClientError):
                        ec2.associate_transit_gateway_route_table(
                            TransitGatewayRouteTableId=identity, TransitGatewayAttachmentId=self.ids[attachment]
                        )
            for route in table.routes:
                if (
                    route.origin == "static"
                    and route.state == "active"
                    and route.attachments[0] in self.ids
                    and ":" not in route.destination
                ):
                    ec2.create_transit_gateway_route(
                        DestinationCidrBlock=route.destination,
                        TransitGatewayRouteTableId=identity,
                        TransitGatewayAttachmentId=self.ids[route.attachments[0]],
                    )

    def zones(self) -> None:
        for zone in self.network.hosted_zones:
            vpcs = [vpc for vpc in zone.vpcs if vpc in self.ids]
            if not vpcs:
                continue
            route53 = self.client("route53", zone)
            homes = [self.network.get(vpc, r.Vpc) for vpc in vpcs]
            places = [{"VPCRegion": home.region, "VPCId": self.ids[home.id]} for home in homes if home is not None]
            made = route53.create_hosted_zone(
                Name=zone.name, VPC=places[0], CallerReference=zone.id, HostedZoneConfig={"PrivateZone": True, "Comment": ""}
            )
            self.ids[zone.id] = identity = made["HostedZone"]["Id"].rpartition("/")[2]
            for place in places[1:]:
                route53.associate_vpc_with_hosted_zone(HostedZoneId=identity, VPC=place)
            for record in zone.records:
                entry: dict[str, Any] = {"Name": record.name, "Type": record.type}
                if record.alias:
                    entry["AliasTarget"] = {
                        "HostedZoneId": "Z2E1VKYJ5P7N1X",
                        "DNSName": record.alias,
                        "EvaluateTargetHealth": False,
                    }
                else:
                    entry |= {"TTL": 60, "ResourceRecords": [{"Value": value} for value in record.values]}
                route53.change_resource_record_sets(
                    HostedZoneId=identity, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": entry}]}
                )

    def resolvers(self) -> None:
        for endpoint in self.network.resolver_endpoints:
            resolver = self.client("route53resolver", endpoint)
            made = resolver.create_resolver_endpoint(
                CreatorRequestId=endpoint.id,
                Name=endpoint.label[:60],
                SecurityGroupIds=[self.ids[group] for group in endpoint.security_groups] or ["sg-1"],
                Direction=endpoint.direction.upper(),
                IpAddresses=[{"SubnetId": self.ids[ip.subnet], "Ip": ip.ip} for ip in endpoint.ips],
            )
            self.ids[endpoint.id] = made["ResolverEndpoint"]["Id"]
