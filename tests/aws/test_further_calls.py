"""Calls that tell more of what others tell: Classic Load Balancers, attachments to core networks, route servers."""

from tests.aws.fakes import ACCOUNT, REGION, answer, network_of


def test_cross_zone_load_balancing_of_a_classic_load_balancer() -> None:
    for told in (True, False):
        made = network_of(
            answer("elb.DescribeLoadBalancers", {"LoadBalancerName": "old", "VPCId": "vpc-1"}),
            answer(
                "elb.DescribeLoadBalancerAttributes",
                {"LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": told}}},
                scope="old",
            ),
        )
        (balancer,) = made.load_balancers
        assert balancer.id == f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/old"
        assert balancer.cross_zone is told


def test_subnets_of_an_attachment_to_a_core_network() -> None:
    arn = f"arn:aws:ec2:{REGION}:{ACCOUNT}:subnet/subnet-1"
    made = network_of(
        answer(
            "networkmanager.ListAttachments",
            {"CoreNetworkId": "core-network-1", "AttachmentId": "attachment-1", "AttachmentType": "VPC", "State": "AVAILABLE"},
        ),
        answer(
            "networkmanager.GetVpcAttachment",
            {
                "VpcAttachment": {
                    "Attachment": {"AttachmentId": "attachment-1"},
                    "SubnetArns": [arn],
                    "Options": {"ApplianceModeSupport": True},
                }
            },
            scope="attachment-1",
        ),
    )
    (attachment,) = made.core_networks[0].attachments
    assert (attachment.subnets, attachment.appliance_mode) == (("subnet-1",), True)


def test_the_tables_that_a_route_server_propagates_to() -> None:
    made = network_of(
        answer("ec2.DescribeRouteServers", {"RouteServerId": "rs-1", "State": "available"}),
        answer("ec2.GetRouteServerAssociations", {"RouteServerId": "rs-1", "VpcId": "vpc-1", "State": "associated"}, scope="rs-1"),
        answer(
            "ec2.GetRouteServerPropagations",
            {"RouteServerId": "rs-1", "RouteTableId": "rtb-1", "State": "available"},
            {"RouteServerId": "rs-1", "RouteTableId": "rtb-2", "State": "deleting"},
            scope="rs-1",
        ),
    )
    (server,) = made.route_servers
    assert (server.vpcs, server.route_tables) == (("vpc-1",), ("rtb-1",))


def test_pools_and_interface_groups_of_an_outpost() -> None:
    made = network_of(
        answer("ec2.DescribeLocalGateways", {"LocalGatewayId": "lgw-1"}),
        answer("ec2.DescribeLocalGatewayRouteTables", {"LocalGatewayRouteTableId": "lgw-rtb-1", "LocalGatewayId": "lgw-1"}),
        answer(
            "ec2.DescribeCoipPools",
            {"PoolId": "ipv4pool-coip-1", "PoolCidrs": ["192.0.2.0/26"], "LocalGatewayRouteTableId": "lgw-rtb-1"},
        ),
        answer(
            "ec2.DescribeLocalGatewayVirtualInterfaceGroups",
            {
                "LocalGatewayVirtualInterfaceGroupId": "lgw-vif-grp-1",
                "LocalGatewayId": "lgw-1",
                "LocalGatewayVirtualInterfaceIds": ["lgw-vif-1", "lgw-vif-2"],
                "LocalBgpAsn": 65040,
                "ConfigurationState": "available",
            },
        ),
    )
    (pool,), (group,) = made.customer_owned_pools, made.local_gateway_interface_groups
    assert (pool.local_gateway, pool.cidrs) == ("lgw-1", ("192.0.2.0/26",))
    assert (group.local_gateway, group.asn, group.interfaces) == ("lgw-1", 65040, ("lgw-vif-1", "lgw-vif-2"))


def test_nat_connect_peers_and_groups_of_a_core_network() -> None:
    attachment = {"CoreNetworkId": "core-network-1", "AttachmentType": "VPC", "State": "AVAILABLE"}
    rules = [
        {"MatchSourceCidr": "10.0.0.0/16", "NatCidr": "100.64.0.0/16", "State": "ACTIVATED"},
        {"MatchSourceCidr": "10.1.0.0/16", "NatCidr": "100.65.0.0/16", "State": "MODIFYING"},
        {"MatchSourceCidr": "10.2.0.0/16", "NatCidr": "100.66.0.0/16", "State": "DEACTIVATED"},
    ]
    group = {"CoreNetworkId": "core-network-1", "NetworkFunctionGroupName": "firewalls", "EdgeLocation": REGION}
    route = {
        "DestinationCidrBlock": "10.0.0.0/16",
        "Destinations": [{"CoreNetworkAttachmentId": "attachment-1"}],
        "State": "ACTIVE",
    }
    tunnel = {"CoreNetworkAddress": "172.31.9.1", "PeerAddress": "10.0.0.9", "BgpConfigurations": [{"PeerAsn": 65001}]}
    made = network_of(
        answer(
            "networkmanager.ListAttachments",
            {**attachment, "AttachmentId": "attachment-1", "NatGatewaySupport": "ENABLED"},
            {**attachment, "AttachmentId": "attachment-2", "NatGatewaySupport": "ENABLED"},
            {**attachment, "AttachmentId": "attachment-3", "AttachmentType": "CONNECT"},
        ),
        answer(
            "networkmanager.ListAttachmentNatConfigurations",
            {"AttachmentId": "attachment-1", "NatGatewaySupport": "ENABLED", "NatGatewayRules": rules},
            scope="core-network-1",
        ),
        answer(
            "networkmanager.GetConnectPeer",
            {"ConnectPeer": {"ConnectAttachmentId": "attachment-3", "State": "AVAILABLE", "Configuration": tunnel}},
            scope="connect-peer-1",
        ),
        answer(
            "networkmanager.GetNetworkRoutes",
            {"CoreNetworkNetworkFunctionGroup": group, "NetworkRoutes": [route]},
            scope="core-network-1/firewalls/eu-west-1",
        ),
    )
    (core,) = made.core_networks
    one, two, three = core.attachments
    assert [(rule.source, rule.nat, rule.state) for rule in one.nat_rules] == [
        ("10.0.0.0/16", "100.64.0.0/16", "activated"),
        ("10.1.0.0/16", "100.65.0.0/16", "pending"),
    ]
    assert (one.nat_rules_known, two.nat_rules_known, three.nat_rules_known) == (True, False, True)
    assert [(peer.ip, peer.transit_gateway_ip, peer.asn) for peer in three.connect_peers] == [("10.0.0.9", "172.31.9.1", 65001)]
    assert [(route.segment, route.location, route.attachments) for route in core.routes] == [
        ("firewalls", REGION, ("attachment-1",))
    ]
