"""Scans inside the test's own process."""

from vpcviz.aws.access import Access
from vpcviz.aws.answers import Reading
from vpcviz.aws.convert import convert
from vpcviz.aws.fetch import scan
from vpcviz.commands.progress import Silent
from vpcviz.model import Network

UNKNOWN_TO_MOTO = {
    "DescribeClientVpnEndpoints",
    "DescribeCoipPools",
    "DescribeDirectConnectGateways",
    "DescribeInstanceConnectEndpoints",
    "DescribeLocalGatewayRouteTableVpcAssociations",
    "DescribeLocalGatewayRouteTables",
    "DescribeLocalGatewayVirtualInterfaceGroups",
    "DescribeLocalGateways",
    "DescribeRouteServerEndpoints",
    "DescribeRouteServerPeers",
    "DescribeRouteServers",
    "DescribeSecondaryInterfaces",
    "DescribeSecondaryNetworks",
    "DescribeSecondarySubnets",
    "DescribeSecurityGroupVpcAssociations",
    "DescribeTransitGatewayConnectPeers",
    "DescribeTransitGatewayConnects",
    "DescribeTransitGatewayNetworkFunctionAttachments",
    "DescribeVerifiedAccessEndpoints",
    "DescribeVirtualInterfaces",
    "DescribeVpcBlockPublicAccessExclusions",
    "DescribeVpcBlockPublicAccessOptions",
    "DescribeVpcEncryptionControls",
    "DescribeVpcEndpointConnections",
    "DescribeVpnConcentrators",
    "ListAttachments",
    "ListConnections",
    "ListGlobalResolvers",
    "ListNetworkConnectors",
    "ListOdbNetworks",
    "ListOdbPeeringConnections",
    "ListProfileAssociations",
    "ListProfiles",
    "ListResourceConfigurations",
    "ListResourceGateways",
    "ListVpcEndpointAssociations",
    "ListVpcOrigins",
}
"""What moto answers with an error page."""


def read(url: str, *regions: str, **access: object) -> Reading:
    """What a scan reads."""
    return scan(Access(endpoint_url=url, regions=regions or ("eu-west-1",), **access), Silent())  # type: ignore[arg-type]


def scanned(url: str, *regions: str, **access: object) -> Network:
    """The network of a scan; nothing may be missing but what moto lacks."""
    network = convert(read(url, *regions, **access))
    assert {gap.operation for gap in network.gaps} <= UNKNOWN_TO_MOTO, network.gaps
    return network
