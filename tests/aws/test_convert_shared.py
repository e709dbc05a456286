"""What several accounts or regions tell of one thing becomes one thing; what a participant cannot see is foreign."""

from tests.aws.fakes import ACCOUNT, OTHER, REGION, answer, network_of
from vpcviz.model import resources as r

VPC = {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": ACCOUNT}


def test_the_two_sides_of_a_peering_are_one_and_the_unseen_side_is_foreign() -> None:
    near = {"VpcId": "vpc-1", "OwnerId": ACCOUNT, "Region": REGION, "CidrBlock": "10.0.0.0/16"}
    far = {
        "VpcId": "vpc-far",
        "OwnerId": OTHER,
        "Region": "us-east-1",
        "CidrBlock": "10.9.0.0/16",
        "CidrBlockSet": [{"CidrBlock": "10.9.0.0/16"}],
    }
    seen = {**near, "PeeringOptions": {"AllowDnsResolutionFromRemoteVpc": True}}
    item = {"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"}, "RequesterVpcInfo": seen, "AccepterVpcInfo": far}
    theirs = {
        **item,
        "RequesterVpcInfo": near,
        "AccepterVpcInfo": {**far, "PeeringOptions": {"AllowDnsResolutionFromRemoteVpc": False}},
    }
    network = network_of(
        answer("ec2.DescribeVpcs", VPC),
        answer("ec2.DescribeVpcPeeringConnections", item),
        answer("ec2.DescribeVpcPeeringConnections", theirs, account=OTHER, region="us-east-1"),
    )
    (peering,) = network.peerings
    assert (peering.requester_dns_resolution, peering.accepter_dns_resolution) == (True, False), "each side knows its own option"
    foreign = network.get("vpc-far", r.Vpc)
    assert foreign is not None
    assert (foreign.foreign, foreign.account, foreign.region, foreign.cidrs) == (True, OTHER, "us-east-1", ("10.9.0.0/16",))
    assert foreign.dns_support is None, "nobody has read it"


def test_a_shared_subnet_seen_by_owner_and_participant_is_one() -> None:
    raw = {
        "SubnetId": "subnet-1",
        "VpcId": "vpc-1",
        "CidrBlock": "10.0.1.0/24",
        "AvailabilityZone": "eu-west-1a",
        "OwnerId": ACCOUNT,
    }
    mine = {**raw, "Tags": [{"Key": "Name", "Value": "shared"}], "AvailableIpAddressCount": 200}
    theirs = {**raw, "AvailableIpAddressCount": 199}
    interface = {
        "NetworkInterfaceId": "eni-1",
        "SubnetId": "subnet-1",
        "VpcId": "vpc-1",
        "OwnerId": OTHER,
        "PrivateIpAddress": "10.0.1.9",
    }
    network = network_of(
        answer("ec2.DescribeVpcs", VPC),
        answer("ec2.DescribeVpcs", VPC, account=OTHER),
        answer("ec2.DescribeSubnets", theirs, account=OTHER),
        answer("ec2.DescribeSubnets", mine),
        answer("ec2.DescribeNetworkInterfaces", interface, account=OTHER),
    )
    (subnet,) = network.subnets
    assert (subnet.name, subnet.account, subnet.available_ips) == ("shared", ACCOUNT, 200), "the owner's view goes first"
    assert [(vpc.id, vpc.account) for vpc in network.vpcs] == [("vpc-1", ACCOUNT)]
    assert [(eni.subnet, eni.account) for eni in network.network_interfaces] == [("subnet-1", OTHER)]


def test_what_a_participant_cannot_see_is_foreign() -> None:
    """A participant of a shared VPC sees the route table, not the gateways of the owner."""
    table = {
        "RouteTableId": "rtb-1",
        "VpcId": "vpc-1",
        "OwnerId": OTHER,
        "Associations": [{"SubnetId": "subnet-1"}],
        "Routes": [
            {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active"},
            {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-0a1", "State": "active"},
            {"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-0a1", "State": "active"},
            {"DestinationCidrBlock": "10.8.0.0/16", "VpcPeeringConnectionId": "pcx-gone", "State": "blackhole"},
            {"DestinationPrefixListId": "pl-6da54004", "GatewayId": "vpce-1", "State": "active"},
        ],
    }
    network = network_of(answer("ec2.DescribeRouteTables", table))
    assert {item.id for item in network if item.foreign} == {"vpc-1", "nat-0a1", "tgw-0a1", "pl-6da54004"}
    states = {route.destination: route.state for route in network.route_tables[0].routes}
    assert states["10.8.0.0/16"] == "blackhole"
    prefix_list = network.get("pl-6da54004", r.PrefixList)
    assert prefix_list is not None
    assert not prefix_list.known


def test_a_hosted_zone_of_several_accounts_is_one() -> None:
    zone = {"Id": "/hostedzone/Z1", "Name": "corp.internal.", "Config": {"PrivateZone": True}}
    vpcs = [{"VPCId": "vpc-1", "VPCRegion": REGION}, {"VPCId": "vpc-other", "VPCRegion": "us-east-1"}]
    summary = {"HostedZoneId": "Z1", "Name": "corp.internal.", "Owner": {"OwningAccount": ACCOUNT}}
    records = [
        {"Name": "corp.internal.", "Type": "NS", "ResourceRecords": [{"Value": "ns-1."}]},
        {"Name": "corp.internal.", "Type": "SOA", "ResourceRecords": [{"Value": "ns-1. x. 1"}]},
        {"Name": "\\052.corp.internal.", "Type": "CNAME", "ResourceRecords": [{"Value": "db.corp.internal."}]},
        {
            "Name": "api.corp.internal.",
            "Type": "A",
            "AliasTarget": {"DNSName": "vpce-1-x.sqs.eu-west-1.vpce.amazonaws.com.", "HostedZoneId": "Z"},
        },
    ]
    network = network_of(
        answer("route53.ListHostedZones", zone),
        answer("route53.GetHostedZone", {"HostedZone": zone, "VPCs": vpcs}, scope="/hostedzone/Z1"),
        answer("route53.ListResourceRecordSets", *records, scope="/hostedzone/Z1"),
        answer("route53.ListHostedZonesByVPC", summary, account=OTHER, scope="vpc-third"),
    )
    (found,) = network.hosted_zones
    assert (found.id, found.name, found.account, found.foreign, found.records_known) == (
        "Z1",
        "corp.internal",
        ACCOUNT,
        False,
        True,
    )
    assert set(found.vpcs) == {"vpc-1", "vpc-other", "vpc-third"}
    assert [(record.name, record.type, record.values, record.alias) for record in found.records] == [
        ("*.corp.internal", "CNAME", ("db.corp.internal",), ""),
        ("api.corp.internal", "A", (), "vpce-1-x.sqs.eu-west-1.vpce.amazonaws.com"),
    ]
    other = network.get("vpc-other", r.Vpc)
    assert other is not None
    assert (other.foreign, other.region) == (True, "us-east-1")


def test_a_zone_of_another_account_or_service_is_foreign_and_its_records_unknown() -> None:
    theirs = {"HostedZoneId": "Z2", "Name": "theirs.internal.", "Owner": {"OwningAccount": OTHER}}
    service = {"HostedZoneId": "Z3", "Name": "eu-west-1.efs.internal.", "Owner": {"OwningService": "efs.amazonaws.com"}}
    network = network_of(answer("ec2.DescribeVpcs", VPC), answer("route53.ListHostedZonesByVPC", theirs, service, scope="vpc-1"))
    assert [(zone.id, zone.account, zone.foreign, zone.records_known, zone.managed_by) for zone in network.hosted_zones] == [
        ("Z2", OTHER, True, False, ""),
        ("Z3", ACCOUNT, True, False, "efs.amazonaws.com"),
    ]


def test_a_peering_of_transit_gateways_seen_from_both_regions_is_one_attachment() -> None:
    side = {
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "ResourceType": "peering",
        "State": "available",
        "ResourceOwnerId": ACCOUNT,
    }
    peering = {
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "State": "available",
        "RequesterTgwInfo": {"TransitGatewayId": "tgw-eu", "OwnerId": ACCOUNT, "Region": REGION},
        "AccepterTgwInfo": {"TransitGatewayId": "tgw-us", "OwnerId": OTHER, "Region": "us-east-1"},
    }
    network = network_of(
        answer("ec2.DescribeTransitGateways", {"TransitGatewayId": "tgw-eu", "OwnerId": ACCOUNT}),
        answer("ec2.DescribeTransitGatewayAttachments", {**side, "TransitGatewayId": "tgw-eu", "ResourceId": "tgw-us"}),
        answer(
            "ec2.DescribeTransitGatewayAttachments",
            {**side, "TransitGatewayId": "tgw-us", "ResourceId": "tgw-eu"},
            region="us-east-1",
        ),
        answer("ec2.DescribeTransitGatewayPeeringAttachments", peering),
        answer("ec2.DescribeTransitGatewayPeeringAttachments", peering, region="us-east-1"),
    )
    (attachment,) = network.transit_gateway_attachments
    assert (attachment.type, attachment.transit_gateway, attachment.resource) == ("peering", "tgw-eu", "tgw-us")
    assert (attachment.resource_account, attachment.resource_region) == (OTHER, "us-east-1")
    far = network.get("tgw-us", r.TransitGateway)
    assert far is not None
    assert (far.foreign, far.account, far.region) == (True, OTHER, "us-east-1")


def test_a_route_to_an_interface_that_was_not_read_is_kept() -> None:
    """An interface is no gateway: what it is like nobody can say, and nothing is made up."""
    table = {
        "RouteTableId": "rtb-1",
        "VpcId": "vpc-1",
        "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "NetworkInterfaceId": "eni-far"}],
    }
    made = network_of(answer("ec2.DescribeRouteTables", table))
    assert made.route_tables[0].routes[0].target == "eni-far"
    assert made.network_interfaces == ()
