"""Network interfaces as AWS tells them: whose they are, and their addresses."""

import json

import msgspec
import pytest

from tests.aws.fakes import ACCOUNT, REGION, answer, network_of


@pytest.mark.parametrize(
    ("raw", "owner", "owner_name"),
    [
        ({"Description": "ELB app/web/50dc6c495c0c9188", "RequesterId": "amazon-elb"}, "ALB", "load balancer web"),
        ({"Description": "ELB net/gone/50dc6c495c0c9188"}, "", "load balancer gone"),
        ({"Description": "ELB newer/gone/50dc6c495c0c9188"}, "", "load balancer gone"),
        (
            {"Description": "ELB classic"},
            f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/classic",
            "load balancer classic",
        ),
        (
            {"Description": "Interface for NAT Gateway nat-0123456789abcdef0", "InterfaceType": "nat_gateway"},
            "nat-0123456789abcdef0",
            "nat-0123456789abcdef0",
        ),
        ({"Description": "VPC Endpoint Interface vpce-0123456789abcdef0"}, "vpce-0123456789abcdef0", "vpce-0123456789abcdef0"),
        (
            {"Description": "Network Interface for Transit Gateway Attachment tgw-attach-0123456789abcdef0"},
            "tgw-attach-0123456789abcdef0",
            "tgw-attach-0123456789abcdef0",
        ),
        (
            {"Description": "AWS Lambda VPC ENI-resize-img-7d9ab1a4-0000-4b1e-8f0a-4fd0a3c1b2d3", "InterfaceType": "lambda"},
            "LAMBDA",
            "lambda-function resize-img",
        ),
        ({"Description": "AWS Lambda VPC ENI-other-7d9ab1a4-0000-4b1e-8f0a-4fd0a3c1b2d3"}, "", "lambda-function other"),
        ({"Description": "Amazon EKS pods"}, "EKS", "eks-cluster pods"),
        (
            {"Description": "aws-K8S-i-0123456789abcdef0", "Attachment": {"InstanceId": "i-0123456789abcdef0"}},
            "i-0123456789abcdef0",
            "",
        ),
        ({"Description": "ElastiCache sessions-001"}, "CACHE", "elasticache-cluster sessions-001"),
        ({"Description": "ES logs"}, "", "opensearch-domain logs"),
        ({"Description": "EFS mount target for fs-0a1b2c3d (fsmt-0a1b2c3d)"}, "fsmt-0a1b2c3d", "fs-0a1b2c3d"),
        ({"Description": "RDSNetworkInterface", "Groups": [{"GroupId": "sg-db"}]}, "RDS", "RDS"),
        ({"Description": "RDSNetworkInterface", "Groups": [{"GroupId": "sg-x"}]}, "", "RDS"),
        (
            {"Description": "RedshiftNetworkInterface", "PrivateIpAddress": "10.0.1.77"},
            f"arn:aws:redshift:{REGION}:{ACCOUNT}:cluster:wh",
            "Redshift",
        ),
        (
            {"Description": f"arn:aws:ecs:{REGION}:{ACCOUNT}:attachment/1a", "NetworkInterfaceId": "eni-task"},
            f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/c/9",
            "",
        ),
        ({"Description": f"arn:aws:ecs:{REGION}:{ACCOUNT}:attachment/2b"}, "", "ECS task"),
        ({"Description": "Created By Amazon Workspaces for AWS Account ID 1"}, "", "WorkSpaces"),
        ({"Description": "DMSNetworkInterface"}, "", "Database Migration Service"),
        ({"Description": "AWS created network interface for directory d-93671b1234"}, "", "Directory Service d-93671b1234"),
        (
            {"Description": "Route 53 Resolver: rslvr-in-0123456789abcdef0:rni-1"},
            "rslvr-in-0123456789abcdef0",
            "rslvr-in-0123456789abcdef0",
        ),
        ({"Description": "something new", "RequesterManaged": True}, "", "something new"),
        ({"Description": "", "RequesterManaged": True, "RequesterId": "amazon-appstream"}, "", "appstream"),
        ({"Description": "", "RequesterManaged": True, "RequesterId": "AROAEXAMPLE:session"}, "", ""),
        ({"Description": "my note to a colleague"}, "", ""),
        ({"Description": "", "InterfaceType": "quicksight"}, "", "QuickSight"),
        ({"Description": "", "Attachment": {"InstanceId": "i-unseen"}}, "i-unseen", ""),
    ],
)
def test_whose_a_network_interface_is(raw: dict[str, object], owner: str, owner_name: str) -> None:
    stand_ins = {
        "ALB": f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/app/web/50dc6c495c0c9188",
        "LAMBDA": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:resize-img",
        "EKS": f"arn:aws:eks:{REGION}:{ACCOUNT}:cluster/pods",
        "CACHE": f"arn:aws:elasticache:{REGION}:{ACCOUNT}:cluster:sessions-001",
        "RDS": f"arn:aws:rds:{REGION}:{ACCOUNT}:db:orders",
    }
    inside = {"VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": []}
    interface = {
        "NetworkInterfaceId": "eni-1",
        "VpcId": "vpc-1",
        "SubnetId": "subnet-1",
        "AvailabilityZone": "eu-west-1a",
        "OwnerId": ACCOUNT,
        **raw,
    }
    database = {
        "DBInstanceIdentifier": "orders",
        "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]},
        "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-db"}],
        "AvailabilityZone": "eu-west-1a",
    }
    task = {
        "taskArn": f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/c/9",
        "group": "service:web",
        "attachments": [
            {
                "type": "ElasticNetworkInterface",
                "details": [{"name": "networkInterfaceId", "value": "eni-task"}, {"name": "subnetId", "value": "subnet-1"}],
            }
        ],
    }
    network = network_of(
        answer("ec2.DescribeNetworkInterfaces", interface),
        answer(
            "elbv2.DescribeLoadBalancers", {"LoadBalancerArn": stand_ins["ALB"], "LoadBalancerName": "web", "Type": "application"}
        ),
        answer("elb.DescribeLoadBalancers", {"LoadBalancerName": "classic", "VPCId": "vpc-1"}),
        answer("lambda.ListFunctions", {"FunctionArn": stand_ins["LAMBDA"], "FunctionName": "resize-img", "VpcConfig": inside}),
        answer(
            "eks.DescribeCluster",
            {"cluster": {"arn": stand_ins["EKS"], "name": "pods", "resourcesVpcConfig": {"vpcId": "vpc-1"}}},
            scope="pods",
        ),
        answer(
            "elasticache.DescribeCacheClusters",
            {"CacheClusterId": "sessions-001", "ARN": stand_ins["CACHE"], "CacheSubnetGroupName": "g"},
        ),
        answer(
            "elasticache.DescribeCacheSubnetGroups",
            {"CacheSubnetGroupName": "g", "VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]},
        ),
        answer("rds.DescribeDBInstances", database),
        answer(
            "redshift.DescribeClusters",
            {"ClusterIdentifier": "wh", "VpcId": "vpc-1", "ClusterNodes": [{"PrivateIPAddress": "10.0.1.77"}]},
        ),
        answer("ecs.DescribeTasks", task, scope="c"),
    )
    (found,) = network.network_interfaces
    assert (found.owner, found.owner_name) == (stand_ins.get(owner, owner), owner_name)


def test_several_databases_that_fit_are_not_guessed_between() -> None:
    def database(name: str) -> dict[str, object]:
        return {
            "DBInstanceIdentifier": name,
            "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]},
            "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-db"}],
        }

    interface = {
        "NetworkInterfaceId": "eni-1",
        "VpcId": "vpc-1",
        "SubnetId": "subnet-1",
        "Description": "RDSNetworkInterface",
        "Groups": [{"GroupId": "sg-db"}],
    }
    network = network_of(
        answer("ec2.DescribeNetworkInterfaces", interface), answer("rds.DescribeDBInstances", database("a"), database("b"))
    )
    assert (network.network_interfaces[0].owner, network.network_interfaces[0].owner_name) == ("", "RDS")


def test_addresses_of_an_interface() -> None:
    raw = {
        "NetworkInterfaceId": "eni-1",
        "PrivateIpAddress": "10.0.1.9",
        "PrivateIpAddresses": [
            {"PrivateIpAddress": "10.0.1.4", "Primary": False, "Association": {"PublicIp": "198.51.100.4"}},
            {"PrivateIpAddress": "10.0.1.9", "Primary": True, "Association": {"PublicIp": "198.51.100.9"}},
        ],
        "Ipv6Addresses": [{"Ipv6Address": "2001:db8::9"}],
        "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.1.32/28"}],
        "SourceDestCheck": False,
    }
    (found,) = network_of(answer("ec2.DescribeNetworkInterfaces", raw)).network_interfaces
    assert (found.private_ips, found.public_ip, found.public_ips) == (
        ("10.0.1.9", "10.0.1.4"),
        "198.51.100.9",
        {"10.0.1.4": "198.51.100.4"},
    )
    assert (found.ipv6s, found.prefixes, found.source_dest_check) == (("2001:db8::9",), ("10.0.1.32/28",), False)


def test_an_interface_has_its_addresses_outside_by_private_ip() -> None:
    outside = [("10.0.1.10", "CarrierIp", "155.146.0.10"), ("10.0.1.20", "CustomerOwnedIp", "192.168.10.20")]
    item = {
        "NetworkInterfaceId": "eni-1",
        "PrivateIpAddress": "10.0.1.10",
        "Association": {"CarrierIp": "155.146.0.10"},
        "DenyAllIgwTraffic": True,
        "PrivateIpAddresses": [{"PrivateIpAddress": ip, "Association": {member: told}} for ip, member, told in outside],
    }
    (interface,) = network_of(answer("ec2.DescribeNetworkInterfaces", item)).network_interfaces
    assert interface.carrier_ips == {"10.0.1.10": "155.146.0.10"}
    assert interface.customer_owned_ips == {"10.0.1.20": "192.168.10.20"}
    assert (interface.public_ip, interface.deny_all_igw_traffic) == ("", True)


def test_an_interface_that_its_instance_tells_of_too_is_as_the_interfaces_say() -> None:
    own = {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "OwnerId": ACCOUNT, "Description": ""}
    own |= {"PrivateIpAddress": "10.0.1.5", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.5", "Primary": True}]}
    own |= {"TagSet": [{"Key": "Name", "Value": "web"}], "InterfaceType": json.loads('"interface"'), "SourceDestCheck": False}
    beside = {
        **own,
        "Description": "told beside",
        "TagSet": [],
        "SourceDestCheck": True,
        "Ipv6Addresses": [{"Ipv6Address": "fd00::5"}],
    }
    instance = {"InstanceId": "i-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": {"Name": "running"}}
    instances = answer("ec2.DescribeInstances", {"OwnerId": ACCOUNT, "Instances": [{**instance, "NetworkInterfaces": [beside]}]})
    for answers in (
        [answer("ec2.DescribeNetworkInterfaces", own), instances],
        [instances, answer("ec2.DescribeNetworkInterfaces", own)],
    ):
        (interface,) = network_of(*answers).network_interfaces
        assert (interface.name, interface.owner, interface.source_dest_check) == ("web", "i-1", False)
        assert (interface.description, interface.ipv6s, interface.private_ips) == ("told beside", ("fd00::5",), ("10.0.1.5",))
        assert b'"type":"interface"' in msgspec.json.encode(interface), "AWS said so: the snapshot does"


def test_a_route_to_an_interface_leads_to_nothing_that_would_be_another_accounts() -> None:
    routes = [{"DestinationCidrBlock": "10.9.0.0/16", "NetworkInterfaceId": "eni-1", "State": "active"}]
    network = network_of(answer("ec2.DescribeRouteTables", {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": routes}))
    assert [(route.destination, route.target) for route in network.route_tables[0].routes] == [("10.9.0.0/16", "eni-1")]
    assert network.network_interfaces == ()
