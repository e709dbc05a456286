"""Local gateways, Oracle networks and resource configurations, as AWS tells them."""

from tests.aws.fakes import ACCOUNT, REGION, answer, network_of
from vpcviz.model import resources as r


def test_a_local_gateway_has_the_vpcs_of_its_tables() -> None:
    tied = {"LocalGatewayId": "lgw-1", "LocalGatewayRouteTableId": "lgw-rtb-1", "VpcId": "vpc-1", "State": "associated"}
    network = network_of(
        answer("ec2.DescribeLocalGateways", {"LocalGatewayId": "lgw-1"}),
        answer("ec2.DescribeLocalGatewayRouteTableVpcAssociations", tied, {**tied, "VpcId": "vpc-2", "State": "disassociated"}),
    )
    (made,) = network.local_gateways
    assert (made.vpcs, made.associations) == (("vpc-1",), (r.LocalGatewayAssociation(vpc="vpc-1", table="lgw-rtb-1"),))


def test_an_oracle_network_has_the_vpcs_that_it_is_peered_with() -> None:
    peering = {
        "odbPeeringConnectionId": "odbpcx-1",
        "odbNetworkArn": f"arn:aws:odb:{REGION}:{ACCOUNT}:odb-network/odbnet-1",
        "peerNetworkArn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc/vpc-1",
        "status": "AVAILABLE",
    }
    network = network_of(
        answer("odb.ListOdbNetworks", {"odbNetworkId": "odbnet-1"}),
        answer("odb.ListOdbPeeringConnections", peering, {**peering, "peerNetworkArn": "x/vpc-2", "status": "FAILED"}),
    )
    assert [one.vpc for one in network.odb_networks[0].peers] == ["vpc-1"]


def test_a_resource_configuration_says_what_it_leads_to() -> None:
    told = {
        "id": "rcfg-1",
        "name": "orders",
        "customDomainName": "db.corp",
        "domainVerificationStatus": "VERIFIED",
        "protocol": "TCP",
        "portRanges": ["5432"],
        "resourceConfigurationDefinition": {"dnsResource": {"domainName": "db.internal"}},
    }
    network = network_of(
        answer("vpc-lattice.ListResourceConfigurations", {"id": "rcfg-1", "name": "orders", "type": "SINGLE"}),
        answer("vpc-lattice.GetResourceConfiguration", told, scope="rcfg-1"),
    )
    (made,) = network.resource_configurations
    assert (made.dns_name, made.custom_domain, made.domain_verification) == ("db.internal", "db.corp", "VERIFIED")
    assert (made.protocol, made.ports) == ("TCP", ("5432",))
