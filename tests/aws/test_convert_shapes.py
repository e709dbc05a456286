"""AWS's real shapes, where moto lacks or simplifies them: two sides of one thing, foreign things, odd estates."""

import pytest

from tests.aws.fakes import ACCOUNT, OTHER, REGION, answer, network_of
from tests.aws.test_convert_shared import VPC
from vpcviz.model import resources as r


def test_what_was_deleted_is_not_there() -> None:
    network = network_of(
        answer("ec2.DescribeNatGateways", {"NatGatewayId": "nat-1", "State": "deleted", "VpcId": "vpc-1"}),
        answer("ec2.DescribeInstances", {"Instances": [{"InstanceId": "i-1", "State": {"Name": "terminated"}}]}),
        answer("ec2.DescribeVpnConnections", {"VpnConnectionId": "vpn-1", "State": "deleted"}),
        answer("ec2.DescribeTransitGatewayAttachments", {"TransitGatewayAttachmentId": "tgw-attach-1", "State": "deleted"}),
        answer("ec2.DescribeVpcEndpoints", {"VpcEndpointId": "vpce-1", "State": "deleted"}),
    )
    assert {type(item).__name__ for item in network} == {"Account"}


def test_what_a_spec_would_be_refused_for_is_taken_as_it_is() -> None:
    subnets = [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1a"},
        {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/25", "AvailabilityZone": "us-west-2-lax-1a"},
        {"SubnetId": "subnet-3", "VpcId": "vpc-1", "CidrBlock": "192.168.0.0/24", "AvailabilityZone": "eu-west-1a"},
    ]
    interfaces = [
        {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "PrivateIpAddress": "172.31.9.9"},
        {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.1.1"},
        {"NetworkInterfaceId": "eni-3", "SubnetId": "subnet-gone", "VpcId": "vpc-gone", "PrivateIpAddress": "10.0.1.1"},
    ]
    network = network_of(
        answer("ec2.DescribeVpcs", {**VPC, "CidrBlockAssociationSet": []}),
        answer("ec2.DescribeSubnets", *subnets),
        answer("ec2.DescribeNetworkInterfaces", *interfaces),
    )
    assert len(network.network_interfaces) == 3
    assert {item.id for item in network if item.foreign} == {"subnet-gone", "vpc-gone"}
    gone = network.get("subnet-gone", r.Subnet)
    assert gone is not None
    assert gone.vpc == "vpc-gone"


def test_endpoints_in_aws_s_own_shape() -> None:
    names = [
        "vpce-0a1-5xkr9dae.sqs.eu-west-1.vpce.amazonaws.com",
        "vpce-0a1-5xkr9dae-eu-west-1a.sqs.eu-west-1.vpce.amazonaws.com",
        "sqs.eu-west-1.amazonaws.com",
    ]
    full = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}'
    interface = {
        "VpcEndpointId": "vpce-0a1",
        "VpcEndpointType": "Interface",
        "VpcId": "vpc-1",
        "ServiceName": "com.amazonaws.eu-west-1.sqs",
        "State": "available",
        "SubnetIds": ["subnet-1"],
        "NetworkInterfaceIds": ["eni-1"],
        "Groups": [{"GroupId": "sg-1", "GroupName": "g"}],
        "PrivateDnsEnabled": True,
        "DnsEntries": [{"DnsName": name, "HostedZoneId": "Z"} for name in names],
        "PolicyDocument": full,
        "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": True},
    }
    restricted = '{"Version": "2012-10-17",\n "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}'
    gateway = {
        "VpcEndpointId": "vpce-0b2",
        "VpcId": "vpc-1",
        "ServiceName": "com.amazonaws.eu-west-1.s3",
        "RouteTableIds": ["rtb-1"],
        "PolicyDocument": restricted,
    }
    balanced = {
        "VpcEndpointId": "vpce-0c3",
        "VpcEndpointType": "GatewayLoadBalancer",
        "VpcId": "vpc-1",
        "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
    }
    lattice = {
        "VpcEndpointId": "vpce-0d4",
        "VpcEndpointType": "ServiceNetwork",
        "VpcId": "vpc-1",
        "ServiceNetworkArn": "arn:aws:vpc-lattice:x",
    }
    network = network_of(answer("ec2.DescribeVpcEndpoints", interface, gateway, balanced, lattice))
    made = network.get("vpce-0a1", r.InterfaceEndpoint)
    assert made is not None
    assert (made.dns_names, made.private_dns_names) == (tuple(names[:2]), ("sqs.eu-west-1.amazonaws.com",))
    assert (made.policy, made.private_dns_only_inbound, made.security_groups) == ("", True, ("sg-1",)), "full access is no policy"
    gate = network.get("vpce-0b2", r.GatewayEndpoint)
    assert gate is not None, "a type that is missing means a gateway endpoint"
    assert gate.policy == '{"Statement":{"Action":"s3:*","Effect":"Deny","Principal":"*","Resource":"*"},"Version":"2012-10-17"}'
    assert network.get("vpce-0c3", r.GatewayLoadBalancerEndpoint) is not None
    other = network.get("vpce-0d4", r.InterfaceEndpoint)
    assert other is not None
    assert (other.type, other.policy) == ("ServiceNetwork", None)


def test_of_hundreds_of_services_and_lists_those_stay_that_are_used() -> None:
    endpoint = {
        "VpcEndpointId": "vpce-1",
        "VpcEndpointType": "Interface",
        "VpcId": "vpc-1",
        "ServiceName": "com.amazonaws.eu-west-1.sqs",
        "PrivateDnsEnabled": True,
    }
    sqs = {
        "ServiceName": "com.amazonaws.eu-west-1.sqs",
        "VpcEndpointPolicySupported": True,
        "PrivateDnsName": "sqs.eu-west-1.amazonaws.com",
        "ServiceType": [{"ServiceType": "Interface"}],
        "AvailabilityZones": ["eu-west-1a"],
    }
    lists = [
        {"PrefixListId": "pl-used", "PrefixListName": "com.amazonaws.eu-west-1.s3", "OwnerId": "AWS", "PrefixListArn": "a"},
        {
            "PrefixListId": "pl-aws",
            "PrefixListName": "com.amazonaws.global.cloudfront.origin-facing",
            "OwnerId": "AWS",
            "PrefixListArn": "a",
        },
        {"PrefixListId": "pl-own", "PrefixListName": "offices", "OwnerId": ACCOUNT, "PrefixListArn": "a"},
    ]
    group = {
        "GroupId": "sg-1",
        "VpcId": "vpc-1",
        "IpPermissionsEgress": [
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": [{"PrefixListId": "pl-used"}]}
        ],
    }
    network = network_of(
        answer("ec2.DescribeVpcEndpoints", endpoint),
        answer("ec2.DescribeVpcEndpointServices", sqs, {"ServiceName": "com.amazonaws.eu-west-1.sns"}),
        answer("ec2.DescribeManagedPrefixLists", *lists),
        answer("ec2.GetManagedPrefixListEntries", {"Cidr": "52.218.0.0/17"}, scope="pl-used"),
        answer("ec2.DescribeSecurityGroups", group),
    )
    assert [(service.id, service.name, service.policy_supported) for service in network.services] == [
        ("com.amazonaws.eu-west-1.sqs", "Amazon SQS", True)
    ]
    assert network.interface_endpoints[0].private_dns_names == ("sqs.eu-west-1.amazonaws.com",)
    assert {one.id: (one.known, one.entries, one.account) for one in network.prefix_lists} == {
        "pl-used": (True, ("52.218.0.0/17",), ""),
        "pl-own": (False, (), ACCOUNT),
    }


def test_direct_connect_client_vpn_and_shares() -> None:
    virtual = {
        "virtualInterfaceId": "dxvif-1",
        "virtualInterfaceName": "to-dc",
        "virtualInterfaceType": "transit",
        "directConnectGatewayId": "dx-1",
        "connectionId": "dxcon-1",
        "location": "EqDC2",
        "vlan": 101,
        "authKey": "CANARY",
        "customerRouterConfig": "CANARY",
        "region": REGION,
        "virtualInterfaceState": "available",
    }
    association = {
        "directConnectGatewayId": "dx-1",
        "associationId": "assoc-1",
        "associationState": "associated",
        "associatedGateway": {"id": "tgw-1", "type": "transitGateway", "region": REGION},
        "allowedPrefixesToDirectConnectGateway": [{"cidr": "10.0.0.0/8"}],
    }
    client_vpn = {
        "ClientVpnEndpointId": "cvpn-1",
        "ClientCidrBlock": "10.99.0.0/22",
        "VpcId": "vpc-1",
        "SecurityGroupIds": ["sg-1"],
        "Status": {"Code": "available"},
    }
    target = {"TargetNetworkId": "subnet-1", "ClientVpnEndpointId": "cvpn-1", "VpcId": "vpc-1", "Status": {"Code": "associated"}}
    share = {"resourceShareArn": "arn:share", "name": "network", "owningAccountId": ACCOUNT, "status": "ACTIVE"}
    resource = {
        "resourceShareArn": "arn:share",
        "associatedEntity": f"arn:aws:ec2:{REGION}:{ACCOUNT}:subnet/subnet-1",
        "associationType": "RESOURCE",
        "status": "ASSOCIATED",
    }
    principal = {"resourceShareArn": "arn:share", "associatedEntity": OTHER, "associationType": "PRINCIPAL", "status": "ASSOCIATED"}
    network = network_of(
        answer(
            "directconnect.DescribeDirectConnectGateways",
            {"directConnectGatewayId": "dx-1", "directConnectGatewayName": "dc", "amazonSideAsn": 64512},
        ),
        answer("directconnect.DescribeDirectConnectGatewayAssociations", association, scope="dx-1"),
        answer("directconnect.DescribeVirtualInterfaces", virtual),
        answer("ec2.DescribeClientVpnEndpoints", client_vpn),
        answer("ec2.DescribeClientVpnTargetNetworks", target, scope="cvpn-1"),
        answer("ram.GetResourceShares", share),
        answer("ram.GetResourceShareAssociations.RESOURCE", resource),
        answer("ram.GetResourceShareAssociations.PRINCIPAL", principal),
    )
    assert [(one.name, one.asn, one.region) for one in network.direct_connect_gateways] == [("dc", 64512, "")]
    (tie,) = network.direct_connect_associations
    assert (tie.gateway, tie.allowed_prefixes, tie.region) == ("tgw-1", ("10.0.0.0/8",), REGION)
    (interface,) = network.virtual_interfaces
    assert (interface.type, interface.gateway, interface.vlan, interface.location) == ("transit", "dx-1", 101, "EqDC2")
    (vpn,) = network.client_vpn_endpoints
    assert (vpn.subnets, vpn.client_cidr) == (("subnet-1",), "10.99.0.0/22")
    (shared,) = network.resource_shares
    assert (shared.resources, shared.principals) == (("subnet-1",), (OTHER,))
    assert {item.id for item in network if item.foreign} == {"tgw-1", "vpc-1", "subnet-1"}


def test_security_group_rules_are_one_for_each_peer() -> None:
    permission = {
        "IpProtocol": "tcp",
        "FromPort": 443,
        "ToPort": 443,
        "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "inside"}],
        "Ipv6Ranges": [{"CidrIpv6": "fd00::/8"}],
        "UserIdGroupPairs": [{"GroupId": "sg-2", "UserId": OTHER}],
        "PrefixListIds": [{"PrefixListId": "pl-1"}],
    }
    ping = {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    network = network_of(
        answer(
            "ec2.DescribeSecurityGroups",
            {
                "GroupId": "sg-1",
                "GroupName": "web",
                "VpcId": "vpc-1",
                "IpPermissions": [permission, ping],
                "IpPermissionsEgress": [everything],
            },
        )
    )
    (group,) = network.security_groups
    assert group.name == "web"
    assert [(rule.protocol, rule.from_port, rule.to_port, rule.peer, rule.description) for rule in group.ingress] == [
        ("icmp", 8, -1, "0.0.0.0/0", ""),
        ("tcp", 443, 443, "10.0.0.0/8", "inside"),
        ("tcp", 443, 443, "fd00::/8", ""),
        ("tcp", 443, 443, "pl-1", ""),
        ("tcp", 443, 443, "sg-2", ""),
    ], "in the canonical order"
    assert group.egress == (r.SecurityGroupRule(peer="0.0.0.0/0"),)


def test_private_link_rules_of_a_network_load_balancer() -> None:
    def of(**more: str) -> bool:
        arn = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/net/pay/1"
        made = network_of(answer("elbv2.DescribeLoadBalancers", {"LoadBalancerArn": arn, "Type": "network", **more}))
        return made.load_balancers[0].private_link_rules

    assert of()
    assert of(EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic="on")
    assert not of(EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic="off")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({}, ("simple", "", None, "", "")),
        ({"SetIdentifier": "b", "Weight": 0}, ("weighted", "b", 0, "", "")),
        ({"SetIdentifier": "b", "Failover": "SECONDARY"}, ("failover", "b", None, "secondary", "")),
        ({"SetIdentifier": "b", "Region": "eu-west-1"}, ("latency", "b", None, "", "eu-west-1")),
        ({"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}}, ("geolocation", "", None, "", "US-CA")),
        ({"GeoLocation": {"ContinentCode": "EU"}}, ("geolocation", "", None, "", "EU")),
        ({"GeoLocation": {"CountryCode": "*"}}, ("geolocation", "", None, "", "*")),
        ({"GeoProximityLocation": {"AWSRegion": "eu-west-1", "Bias": 5}}, ("geoproximity", "", None, "", "eu-west-1")),
        ({"CidrRoutingConfig": {"CollectionId": "c", "LocationName": "office"}}, ("cidr", "", None, "", "office")),
        ({"SetIdentifier": "b", "MultiValueAnswer": True}, ("multivalue", "b", None, "", "")),
    ],
)
def test_a_record_says_by_which_policy_it_is_chosen(raw: dict[str, object], told: tuple[object, ...]) -> None:
    zone = {"Id": "/hostedzone/Z1", "Name": "corp.", "Config": {"PrivateZone": True}}
    record = {"Name": "a.corp.", "Type": "A", "ResourceRecords": [{"Value": "10.0.0.1"}], "HealthCheckId": "h-1", **raw}
    network = network_of(
        answer("route53.ListHostedZones", zone, region=""),
        answer("route53.ListResourceRecordSets", record, region="", scope="/hostedzone/Z1"),
    )
    (made,) = network.hosted_zones[0].records
    assert (made.routing, made.set_id, made.weight, made.failover, made.location) == told
    assert made.health_check == "h-1"


def test_block_public_access_is_that_of_the_vpc_the_subnet_and_their_exclusions() -> None:
    on = {"BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-bidirectional"}}
    subnet = {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", **on}
    excluded = {
        "ExclusionId": "vpcbpa-exclude-1",
        "InternetGatewayExclusionMode": "allow-egress",
        "ResourceArn": f"arn:aws:ec2:{REGION}:{ACCOUNT}:subnet/subnet-1",
        "State": "create-complete",
    }
    network = network_of(
        answer("ec2.DescribeVpcs", {**VPC, **on}, {**VPC, "VpcId": "vpc-2"}),
        answer("ec2.DescribeSubnets", subnet),
        answer(
            "ec2.DescribeVpcBlockPublicAccessExclusions",
            excluded,
            {**excluded, "State": "delete-complete", "ResourceArn": "x:vpc/vpc-1"},
        ),
        answer(
            "ec2.DescribeVpcBlockPublicAccessOptions",
            {
                "VpcBlockPublicAccessOptions": {
                    "AwsAccountId": ACCOUNT,
                    "AwsRegion": REGION,
                    "InternetGatewayBlockMode": "block-ingress",
                }
            },
        ),
    )
    first, second = network.vpcs
    assert (first.block_public_access, first.public_access_exclusion) == ("block-bidirectional", "")
    assert second.block_public_access == "block-ingress", "what the VPC does not tell is the account's in its region"
    assert (network.subnets[0].block_public_access, network.subnets[0].public_access_exclusion) == (
        "block-bidirectional",
        "allow-egress",
    )


def test_a_regional_nat_gateway_has_addresses_by_zone_and_a_table() -> None:
    item = {
        "NatGatewayId": "nat-1",
        "VpcId": "vpc-1",
        "State": "available",
        "ConnectivityType": "public",
        "AvailabilityMode": "regional",
        "RouteTableId": "rtb-1",
        "NatGatewayAddresses": [
            {"PublicIp": "52.30.7.11", "IsPrimary": True, "Status": "succeeded", "AvailabilityZone": "eu-west-1a"},
            {"PublicIp": "52.30.7.12", "IsPrimary": False, "Status": "succeeded", "AvailabilityZone": "eu-west-1b"},
            {"PublicIp": "52.30.7.13", "IsPrimary": False, "Status": "failed", "AvailabilityZone": "eu-west-1c"},
        ],
    }
    (nat,) = network_of(answer("ec2.DescribeVpcs", VPC), answer("ec2.DescribeNatGateways", item)).nat_gateways
    assert (nat.availability, nat.route_table, nat.public_ip) == ("regional", "rtb-1", "")
    assert [(one.zone, one.public_ip) for one in nat.addresses] == [("eu-west-1a", "52.30.7.11"), ("eu-west-1b", "52.30.7.12")]


def test_further_vpcs_of_security_groups_and_references_over_attachments() -> None:
    attachment = {
        "TransitGatewayAttachmentId": "tgw-attach-1",
        "TransitGatewayId": "tgw-1",
        "VpcId": "vpc-1",
        "State": "available",
        "Options": {"SecurityGroupReferencingSupport": "disable"},
    }
    network = network_of(
        answer("ec2.DescribeVpcs", VPC),
        answer("ec2.DescribeSecurityGroups", {"GroupId": "sg-1", "VpcId": "vpc-1"}),
        answer(
            "ec2.DescribeSecurityGroupVpcAssociations",
            {"GroupId": "sg-1", "VpcId": "vpc-2", "State": "associated"},
            {"GroupId": "sg-1", "VpcId": "vpc-3", "State": "disassociated"},
        ),
        answer("ec2.DescribeTransitGatewayVpcAttachments", attachment),
    )
    assert network.security_groups[0].associated_vpcs == ("vpc-2",)
    assert network.transit_gateway_attachments[0].security_group_referencing is False


def test_words_of_awss_that_are_new_stay_and_become_nothing_else() -> None:
    network = network_of(
        answer("ec2.DescribeVpcs", {**VPC, "BlockPublicAccessStates": {"InternetGatewayBlockMode": "block-sideways"}}),
        answer(
            "ec2.DescribeSubnets",
            {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "NetworkFirewallConnectivityType": "sideways"},
        ),
        answer("elbv2.DescribeLoadBalancers", {"LoadBalancerArn": "lb-1", "Type": "quantum", "VpcId": "vpc-1"}),
    )
    assert network.vpcs[0].block_public_access == "block-sideways"
    assert network.subnets[0].firewall_connectivity == "sideways"
    assert network.load_balancers[0].type == "quantum"
