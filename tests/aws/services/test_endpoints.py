"""Endpoints and the services behind them, as AWS tells them."""

from tests.aws.fakes import ACCOUNT, OTHER, REGION, answer, network_of
from vpcviz.model import resources as r


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


def test_an_endpoint_to_resources_has_a_name_for_each() -> None:
    endpoint = {"VpcEndpointId": "vpce-1", "VpcEndpointType": "Resource", "VpcId": "vpc-1"}
    told = {
        "VpcEndpointId": "vpce-1",
        "AssociatedResourceArn": f"arn:aws:vpc-lattice:{REGION}:{OTHER}:resourceconfiguration/rcfg-1",
        "AssociatedResourceAccessibility": "Accessible",
        "DnsEntry": {"DnsName": "vpce-1.rcfg-1.4232ccc.vpc-lattice-rsc.eu-west-1.on.aws."},
        "PrivateDnsEntry": {"DnsName": "db.corp"},
    }
    network = network_of(
        answer("ec2.DescribeVpcEndpoints", endpoint),
        answer("ec2.DescribeVpcEndpointAssociations", told, {"VpcEndpointId": "vpce-1"}),
    )
    (made,) = network.interface_endpoints[0].associations
    assert (made.resource, made.state, made.private_dns_name) == ("rcfg-1", "Accessible", "db.corp")
    assert made.dns_name == "vpce-1.rcfg-1.4232ccc.vpc-lattice-rsc.eu-west-1.on.aws"


def test_an_endpoint_service_with_who_may_use_it_and_who_does() -> None:
    balancer = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/gwy/look/1"
    service = {
        "ServiceId": "vpce-svc-1",
        "ServiceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
        "ServiceState": "Available",
        "ServiceType": [{"ServiceType": "GatewayLoadBalancer"}],
        "GatewayLoadBalancerArns": [balancer],
        "AcceptanceRequired": True,
        "AvailabilityZones": ["eu-west-1a"],
        "SupportedRegions": [{"Region": "us-east-1", "ServiceState": "Available"}],
    }
    used = {
        "ServiceId": "vpce-svc-1",
        "VpcEndpointId": "vpce-1",
        "VpcEndpointOwner": OTHER,
        "VpcEndpointState": "pendingAcceptance",
    }
    network = network_of(
        answer("ec2.DescribeVpcEndpointServiceConfigurations", service, {"ServiceId": "vpce-svc-2", "ServiceState": "Deleted"}),
        answer("ec2.DescribeVpcEndpointConnections", used, {**used, "VpcEndpointId": "vpce-2", "VpcEndpointState": "deleted"}),
        answer("ec2.DescribeVpcEndpointServicePermissions", {"Principal": f"arn:aws:iam::{OTHER}:root"}, scope="vpce-svc-1"),
    )
    (made,) = network.endpoint_services
    assert (made.service, made.type) == ("com.amazonaws.vpce.eu-west-1.vpce-svc-1", "GatewayLoadBalancer")
    assert (made.load_balancers, made.acceptance_required) == ((balancer,), True)
    assert (made.zones, made.supported_regions) == (("eu-west-1a",), ("us-east-1",))
    assert made.connections == (r.EndpointConnection(endpoint="vpce-1", account=OTHER, state="pendingAcceptance"),)
    assert made.allowed_principals == (f"arn:aws:iam::{OTHER}:root",)
