"""Transit gateways, VPN connections and what is at their far ends."""

from vpcviz.cloudformation.drafts import Draft, plainly, translates

plainly("AWS::EC2::TransitGateway", "aws_ec2_transit_gateway")
plainly("AWS::EC2::TransitGatewayRouteTable", "aws_ec2_transit_gateway_route_table")
plainly("AWS::EC2::TransitGatewayRouteTableAssociation", "aws_ec2_transit_gateway_route_table_association")
plainly("AWS::EC2::TransitGatewayRouteTablePropagation", "aws_ec2_transit_gateway_route_table_propagation")
plainly("AWS::EC2::TransitGatewayRoute", "aws_ec2_transit_gateway_route")
plainly("AWS::EC2::TransitGatewayPeeringAttachment", "aws_ec2_transit_gateway_peering_attachment")
plainly("AWS::EC2::CustomerGateway", "aws_customer_gateway")


def attachment(draft: Draft) -> None:
    """The attachment of a VPC: its options stand in a mapping of their own."""
    options = draft.get("Options")
    for key, attribute in (
        ("ApplianceModeSupport", "appliance_mode_support"),
        ("DnsSupport", "dns_support"),
        ("Ipv6Support", "ipv6_support"),
        ("SecurityGroupReferencingSupport", "security_group_referencing_support"),
    ):
        if isinstance(options, dict) and key in options:
            draft.put(attribute, options[key])


for _kind in ("AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment"):
    translates(_kind, "aws_ec2_transit_gateway_vpc_attachment", "Options")(attachment)


@translates("AWS::EC2::VPNConnection", "aws_vpn_connection", "VpnTunnelOptionsSpecifications", "PreSharedKeyStorage")
def vpn_connection(draft: Draft) -> None:
    """A site-to-site VPN connection: of its tunnels, whose keys may stand there, nothing is taken."""


plainly("AWS::EC2::VPNConnectionRoute", "aws_vpn_connection_route")
