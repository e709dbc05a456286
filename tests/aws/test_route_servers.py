"""Route servers and secondary networks: what AWS tells of them is kept, and drawn or counted."""

from tests.aws.fakes import answer, network_of
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.render.svg import render_svg


def test_servers_endpoints_and_peers() -> None:
    end = {"RouteServerId": "rs-1", "RouteServerEndpointId": "rse-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "EniId": "eni-1"}
    interface = {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.0.80"}
    peer = {
        "RouteServerPeerId": "rsp-1",
        "RouteServerEndpointId": "rse-1",
        "PeerAddress": "10.0.0.10",
        "BgpOptions": {"PeerAsn": 65020},
    }
    made = network_of(
        answer("ec2.DescribeVpcs", {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}),
        answer("ec2.DescribeSubnets", {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}),
        answer("ec2.DescribeNetworkInterfaces", interface),
        answer("ec2.DescribeRouteServers", {"RouteServerId": "rs-1", "AmazonSideAsn": 65010, "State": "available"}),
        answer("ec2.DescribeRouteServerEndpoints", end, {"RouteServerEndpointId": "rse-2", "State": "deleted"}),
        answer("ec2.DescribeRouteServerPeers", peer),
    )
    assert [one.id for one in made.route_server_endpoints] == ["rse-1"]
    assert made.owner_of["eni-1"] == "rse-1"
    assert made.route_server_peers[0].peer_asn == 65020
    svg = render_svg(lay_out(made, Options()))
    assert defects(svg) == []
    assert b"1 VPC Route Server endpoint" in svg


def test_secondary_networks() -> None:
    cidrs = {"Ipv4CidrBlockAssociations": [{"CidrBlock": "10.200.0.0/16", "State": "associated"}]}
    inside = {"SecondaryNetworkId": "sn-1", "SecondarySubnetId": "ss-1"}
    interface = {**inside, "SecondaryInterfaceId": "si-1", "PrivateIpv4Addresses": [{"PrivateIpAddress": "10.200.0.10"}]}
    made = network_of(
        answer(
            "ec2.DescribeSecondaryNetworks", {"SecondaryNetworkId": "sn-1", "Type": "rdma", "State": "create-complete", **cidrs}
        ),
        answer("ec2.DescribeSecondarySubnets", inside),
        answer("ec2.DescribeSecondaryInterfaces", {**interface, "Attachment": {"InstanceId": "i-1"}}),
    )
    assert made.secondary_networks[0].cidrs == ("10.200.0.0/16",)
    assert (made.secondary_interfaces[0].instance, made.secondary_interfaces[0].private_ips) == ("i-1", ("10.200.0.10",))
