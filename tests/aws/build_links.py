"""Peerings, transit gateways, VPNs and names of a network, built in moto by boto3 calls."""

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


class Links:
    """`ids` maps the spec's ids to those that moto gave."""

    def __init__(self, network: Network, clients: Clients) -> None:
        self.network = network
        self.clients = clients
        self.ids: dict[str, str] = {}

    def ec2(self, item: r.Resource) -> Any:
        return self.client("ec2", item)

    def client(self, service: str, item: r.Resource) -> Any:
        return self.clients(service, item.region or HOME_REGION, item.account or HOME_ACCOUNT)

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
