"""Gateways, route tables with their routes, prefix lists, peerings."""

from vpcviz.cloudformation.attributes import PUBLIC_IP
from vpcviz.cloudformation.drafts import Draft, plainly, translates
from vpcviz.cloudformation.evaluated_values import Symbol

plainly("AWS::EC2::InternetGateway", "aws_internet_gateway")
plainly("AWS::EC2::EgressOnlyInternetGateway", "aws_egress_only_internet_gateway")
plainly("AWS::EC2::CarrierGateway", "aws_ec2_carrier_gateway")
plainly("AWS::EC2::VPNGateway", "aws_vpn_gateway")
plainly("AWS::EC2::RouteTable", "aws_route_table")
plainly("AWS::EC2::SubnetRouteTableAssociation", "aws_route_table_association")
plainly("AWS::EC2::GatewayRouteTableAssociation", "aws_route_table_association")
plainly("AWS::EC2::PrefixList", "aws_ec2_managed_prefix_list", PrefixListName="name", Entries="entry")


@translates("AWS::EC2::VPCGatewayAttachment", "aws_internet_gateway_attachment", "InternetGatewayId", "VpnGatewayId")
def attachment(draft: Draft) -> None:
    """The attachment of an internet gateway or a virtual private gateway to a VPC."""
    if isinstance(draft.get("VpnGatewayId"), str):
        draft.type = "aws_vpn_gateway_attachment"
        draft.take("VpnGatewayId", "vpn_gateway_id")
    else:
        draft.take("InternetGatewayId", "internet_gateway_id")


@translates("AWS::EC2::Route", "aws_route", "InstanceId", EgressOnlyInternetGatewayId="egress_only_gateway_id")
def route(draft: Draft) -> None:
    """A route; one to an instance leads to its first interface."""
    host = draft.get("InstanceId")
    if isinstance(host, str):
        draft.put("network_interface_id", host if isinstance(host, Symbol) else f"{host}.primary_network_interface_id")


@translates("AWS::EC2::VPNGatewayRoutePropagation", "aws_vpn_gateway_route_propagation", "RouteTableIds")
def propagation(draft: Draft) -> None:
    """The propagation of a virtual private gateway's routes to one table or several."""
    tables = draft.get("RouteTableIds")
    if not isinstance(tables, list):
        draft.unsure.append("RouteTableIds")
        return
    gateway = draft.values.get("vpn_gateway_id", "")
    for position, table in enumerate(tables):
        if isinstance(table, str):
            draft.another(draft.type, f"[{position}]", {"route_table_id": table, "vpn_gateway_id": gateway})
    draft.type = ""


@translates("AWS::EC2::VPCPeeringConnection", "aws_vpc_peering_connection")
def peering(draft: Draft) -> None:
    """A peering: CloudFormation accepts one within the account, and one across where it is given a role there.

    Source: CloudFormation Template Reference, AWS::EC2::VPCPeeringConnection.
    """
    owner = draft.values.get("peer_owner_id", "")
    across = bool(owner) and owner != draft.stack.value({"Ref": "AWS::AccountId"})
    draft.values["auto_accept"] = not across or "peer_role_arn" in draft.values
    draft.values.pop("peer_role_arn", None)


@translates("AWS::EC2::NatGateway", "aws_nat_gateway", PrivateIpAddress="private_ip")
def nat_gateway(draft: Draft) -> None:
    """A NAT gateway."""
    draft.values.setdefault("connectivity_type", "public")


@translates("AWS::EC2::EIP", "aws_eip", InstanceId="instance")
def elastic_ip(draft: Draft) -> None:
    """An Elastic IP, which an instance may have from the beginning; a word stands for the address."""
    draft.values["public_ip"] = f"{draft.address}{PUBLIC_IP}"
    if isinstance(draft.get("InstanceId"), Symbol):
        draft.unsure.append("InstanceId")


@translates("AWS::EC2::EIPAssociation", "aws_eip_association", "EIP")
def elastic_ip_association(draft: Draft) -> None:
    """What an Elastic IP is associated with; the older form names it by its address."""
    address = draft.get("EIP")
    if "allocation_id" not in draft.values and isinstance(address, str):
        draft.put("allocation_id", address if isinstance(address, Symbol) else address.removesuffix(PUBLIC_IP))
