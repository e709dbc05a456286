"""What AWS's services have in a VPC besides databases: functions, clusters, domains, proxies, mount targets."""

from vpcviz.terraform.building import GROUP, SUBNET, Building, makes, tags
from vpcviz.terraform.kinds.hosts import made_interface
from vpcviz.terraform.resource_instances import Thing


@makes("aws_lambda_function")
def function(building: Building, thing: Thing) -> None:
    """A function that is in a VPC: never its environment or code."""
    if not thing.records("vpc_config"):
        return
    subnets = building.ids(thing, "vpc_config", 0, "subnet_ids", types=SUBNET)
    groups = building.ids(thing, "vpc_config", 0, "security_group_ids", types=GROUP)
    identity = thing.text("arn") or thing.address
    item = {
        "FunctionName": thing.text("function_name") or thing.address,
        "FunctionArn": identity,
        "VpcConfig": {
            "VpcId": building.vpc_of_subnets(subnets),
            "SubnetIds": subnets,
            "SecurityGroupIds": groups,
        },
    }
    building.put("lambda.ListFunctions", thing, item)
    owner = Thing(identity, thing.type, thing.name, thing.key, data=False, values={})
    for subnet in subnets:
        made = made_interface(building, owner, f"{thing.address}.{subnet}", subnet, building.free(subnet), "lambda", tuple(groups))
        building.put("ec2.DescribeNetworkInterfaces", thing, made)


@makes("aws_db_proxy")
def proxy(building: Building, thing: Thing) -> None:
    """A proxy of RDS: nothing of how it signs in."""
    subnets = building.ids(thing, "vpc_subnet_ids", types=SUBNET)
    item = {
        "DBProxyName": thing.text("name") or thing.address,
        "DBProxyArn": thing.text("arn") or thing.address,
        "VpcId": building.vpc_of_subnets(subnets),
        "VpcSubnetIds": subnets,
        "VpcSecurityGroupIds": building.ids(thing, "vpc_security_group_ids", types=GROUP),
        "Endpoint": thing.text("endpoint"),
    }
    building.put("rds.DescribeDBProxies", thing, item)


@makes("aws_eks_cluster")
def kubernetes(building: Building, thing: Thing) -> None:
    """A cluster of EKS: where its control plane is."""
    subnets = building.ids(thing, "vpc_config", 0, "subnet_ids", types=SUBNET)
    name = thing.text("name") or thing.address
    cluster = {
        "name": name,
        "arn": thing.text("arn") or thing.address,
        "endpoint": thing.text("endpoint"),
        "resourcesVpcConfig": {
            "vpcId": building.vpc_of_subnets(subnets),
            "subnetIds": subnets,
            "securityGroupIds": building.ids(thing, "vpc_config", 0, "security_group_ids", types=GROUP),
        },
        "tags": {one["Key"]: one["Value"] for one in tags(thing)},
    }
    building.put("eks.DescribeCluster", thing, {"cluster": cluster}, name)


@makes("aws_opensearch_domain", "aws_elasticsearch_domain")
def domain(building: Building, thing: Thing) -> None:
    """A domain of OpenSearch that is in a VPC: never its access policies."""
    if not thing.records("vpc_options"):
        return
    subnets = building.ids(thing, "vpc_options", 0, "subnet_ids", types=SUBNET)
    item = {
        "ARN": thing.text("arn") or thing.address,
        "DomainName": thing.text("domain_name") or thing.address,
        "VPCOptions": {
            "VPCId": building.vpc_of_subnets(subnets),
            "SubnetIds": subnets,
            "SecurityGroupIds": building.ids(thing, "vpc_options", 0, "security_group_ids", types=GROUP),
        },
    }
    building.put("opensearch.DescribeDomains", thing, item)


@makes("aws_efs_mount_target")
def mount_target(building: Building, thing: Thing) -> None:
    """A mount target of EFS with its interface."""
    subnet = building.subnet(thing, "subnet_id")
    interface = thing.text("network_interface_id") or f"{thing.address}.network_interface_id"
    item = {
        "MountTargetId": thing.id,
        "FileSystemId": building.one(thing, "file_system_id", types=("aws_efs_file_system",)),
        "VpcId": building.vpc_of_subnets([subnet]),
        "SubnetId": subnet,
        "NetworkInterfaceId": interface,
    }
    building.put("efs.DescribeMountTargets", thing, item, item["FileSystemId"])
    if subnet:
        groups = tuple(one["GroupId"] for one in building.groups(thing, "security_groups", item["VpcId"]))
        address = thing.text("ip_address") or building.free(subnet)
        building.put(
            "ec2.DescribeNetworkInterfaces", thing, made_interface(building, thing, interface, subnet, address, "efs", groups)
        )
