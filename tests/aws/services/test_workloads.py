"""What lives in VPCs, as AWS's services tell of it."""

from tests.aws.fakes import ACCOUNT, REGION, answer, network_of


def test_a_proxy_of_databases_has_its_subnets_and_its_name() -> None:
    item = {
        "DBProxyName": "pool",
        "DBProxyArn": f"arn:aws:rds:{REGION}:{ACCOUNT}:db-proxy:prx-1",
        "VpcId": "vpc-1",
        "VpcSubnetIds": ["subnet-1", "subnet-2"],
        "VpcSecurityGroupIds": ["sg-1"],
        "Endpoint": "pool.proxy-x.eu-west-1.rds.amazonaws.com",
    }
    (made,) = network_of(answer("rds.DescribeDBProxies", item)).workloads
    assert (made.type, made.name, made.vpc) == ("rds-proxy", "pool", "vpc-1")
    assert (made.subnets, made.security_groups) == (("subnet-1", "subnet-2"), ("sg-1",))
    assert made.dns_name == "pool.proxy-x.eu-west-1.rds.amazonaws.com"


def test_a_redshift_cluster_is_in_the_subnets_of_its_group() -> None:
    group = {"ClusterSubnetGroupName": "data", "VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]}
    cluster = {"ClusterIdentifier": "warehouse", "ClusterSubnetGroupName": "data"}
    network = network_of(answer("redshift.DescribeClusters", cluster), answer("redshift.DescribeClusterSubnetGroups", group))
    assert [(one.name, one.vpc, one.subnets) for one in network.workloads] == [("warehouse", "vpc-1", ("subnet-1",))]


def test_a_mount_target_has_its_file_system_s_name_and_its_interface() -> None:
    target = {
        "MountTargetId": "fsmt-1",
        "FileSystemId": "fs-1",
        "VpcId": "vpc-1",
        "SubnetId": "subnet-1",
        "NetworkInterfaceId": "eni-1",
    }
    interface = {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.1.9"}
    network = network_of(
        answer("efs.DescribeFileSystems", {"FileSystemId": "fs-1", "Name": "shared-files"}),
        answer("efs.DescribeMountTargets", target, scope="fs-1"),
        answer("ec2.DescribeNetworkInterfaces", interface),
    )
    assert [(one.type, one.name, one.subnets, one.port) for one in network.workloads] == [
        ("efs-mount-target", "shared-files", ("subnet-1",), 2049)
    ]
    assert network.network_interfaces[0].owner == "fsmt-1"
