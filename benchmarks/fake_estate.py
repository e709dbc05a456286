"""What a stand-in for AWS answers of an estate: EC2's XML, in pages, of what the estate has many of."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

import boto3
import dumps
import estates

from vpcviz.model import Network
from vpcviz.model import resources as r

Item = dict[str, Any]
Form = dict[str, list[str]]

OPERATIONS = {
    "Vpcs": "DescribeVpcs",
    "Subnets": "DescribeSubnets",
    "NetworkInterfaces": "DescribeNetworkInterfaces",
    "RouteTables": "DescribeRouteTables",
    "SecurityGroups": "DescribeSecurityGroups",
    "VpcPeeringConnections": "DescribeVpcPeeringConnections",
    "TransitGateways": "DescribeTransitGateways",
    "TransitGatewayAttachments": "DescribeTransitGatewayAttachments",
    "NatGateways": "DescribeNatGateways",
    "InternetGateways": "DescribeInternetGateways",
    "VpcEndpoints": "DescribeVpcEndpoints",
}
"""The call that answers with a key."""

_PAGE = 1000
"""The items of a page where nobody asks for fewer."""


class EstateAnswers:
    """The answers of an estate's accounts, by account, region and call."""

    def __init__(self, vpcs: int, kind: str, otherwise: Callable[[str, str, str, Form], str]) -> None:
        self._otherwise = otherwise
        self._model = boto3.Session()._session.get_service_model("ec2")
        self._items: dict[tuple[str, str, str], list[str]] = {}
        network = estates.estate(estates.Size(vpcs), kind)
        first = network.vpcs[0]
        for key, resource, item in (*dumps.items(network), *_joined(network)):
            place = (resource.account or first.account, resource.region or first.region, OPERATIONS[key])
            self._items.setdefault(place, []).append(self._element(OPERATIONS[key], key, item))

    def told(self, action: str, account: str, region: str, form: Form) -> str:
        """The inside of an answer: a page of the items, with the token of the next one; of other calls what there is otherwise."""
        key = next((key for key, operation in OPERATIONS.items() if operation == action), "")
        if action == "DescribeVpcAttribute":
            name = f"{form['Attribute'][0]}"
            return f"<vpcId>{form['VpcId'][0]}</vpcId><{name}><value>true</value></{name}>"
        if not key:
            return self._otherwise(action, account, region, form)
        items = self._items.get((account, region, action), [])
        start, size = int(form.get("NextToken", ["0"])[0]), min(_PAGE, int(form.get("MaxResults", [_PAGE])[0]))
        name = self._model.operation_model(action).output_shape.members[key].serialization["name"]
        more = f"<nextToken>{start + size}</nextToken>" if start + size < len(items) else ""
        return f"<{name}>{''.join(items[start : start + size])}</{name}>{more}"

    def _element(self, action: str, key: str, item: Item) -> str:
        shape = self._model.operation_model(action).output_shape.members[key].member
        return f"<item>{_written(shape, item)}</item>"


def _written(shape: Any, value: Any) -> str:
    """A value as EC2's XML has it."""
    if shape.type_name == "structure":
        members = ((one.serialization.get("name", name), one, value[name]) for name, one in shape.members.items() if name in value)
        return "".join(f"<{name}>{_written(one, inner)}</{name}>" for name, one, inner in members)
    if shape.type_name == "list":
        return "".join(f"<item>{_written(shape.member, one)}</item>" for one in value)
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _joined(network: Network) -> Iterator[tuple[str, r.Resource, Item]]:
    """The gateways of the VPCs, and what joins them."""
    vpcs = {vpc.id: vpc for vpc in network.vpcs}
    for peering in network.peerings:
        yield "VpcPeeringConnections", vpcs[peering.requester], _peering(peering, vpcs)
    for gateway in network.transit_gateways:
        yield "TransitGateways", gateway, {"TransitGatewayId": gateway.id, "OwnerId": gateway.account, "State": "available"}
    for attachment in network.transit_gateway_attachments:
        yield "TransitGatewayAttachments", attachment, _attachment(attachment)
    for nat in network.nat_gateways:
        addresses = [{"PublicIp": nat.public_ip, "PrivateIp": nat.private_ip}]
        where = {"SubnetId": nat.subnet, "VpcId": nat.vpc, "State": "available"}
        yield "NatGateways", nat, {"NatGatewayId": nat.id, **where, "NatGatewayAddresses": addresses}
    for gate in network.internet_gateways:
        yield "InternetGateways", gate, {"InternetGatewayId": gate.id, "Attachments": [{"State": "available", "VpcId": gate.vpc}]}
    for endpoint in network.gateway_endpoints:
        yield "VpcEndpoints", endpoint, {**_endpoint(endpoint, "Gateway"), "RouteTableIds": list(endpoint.route_tables)}
    for endpoint in network.interface_endpoints:
        yield "VpcEndpoints", endpoint, {**_endpoint(endpoint, "Interface"), "SubnetIds": list(endpoint.subnets)}


def _peering(peering: r.Peering, vpcs: dict[str, r.Vpc]) -> Item:
    def side(vpc: r.Vpc) -> Item:
        return {"VpcId": vpc.id, "OwnerId": vpc.account, "Region": vpc.region, "CidrBlock": vpc.cidrs[0]}

    sides = {"RequesterVpcInfo": side(vpcs[peering.requester]), "AccepterVpcInfo": side(vpcs[peering.accepter])}
    return {"VpcPeeringConnectionId": peering.id, "Status": {"Code": "active"}, **sides}


def _attachment(attachment: r.TransitGatewayAttachment) -> Item:
    return {
        "TransitGatewayAttachmentId": attachment.id,
        "TransitGatewayId": attachment.transit_gateway,
        "TransitGatewayOwnerId": attachment.account,
        "ResourceType": attachment.type,
        "ResourceId": attachment.resource,
        "ResourceOwnerId": attachment.account,
        "State": "available",
    }


def _endpoint(endpoint: r.GatewayEndpoint | r.InterfaceEndpoint, kind: str) -> Item:
    return {
        "VpcEndpointId": endpoint.id,
        "VpcEndpointType": kind,
        "VpcId": endpoint.vpc,
        "ServiceName": endpoint.service,
        "State": "available",
        "OwnerId": endpoint.account,
    }
