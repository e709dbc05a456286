"""Load balancers with their rules, and what AWS's services have in a VPC."""

from pathlib import Path

import pytest

from tests.cloudformation.templates import VPC, network
from vpcviz.commands import run

SUBNETS = (
    VPC
    + """
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: eu-west-1b}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: all
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 0, ToPort: 65535, CidrIp: 10.0.0.0/8}]
"""
)

BALANCED = f"""
Resources:{SUBNETS}
  Client: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref B, SecurityGroupIds: [!Ref Group], Tags: [{{Key: Name, Value: client}}]}}}}
  Host: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref A, SecurityGroupIds: [!Ref Group], Tags: [{{Key: Name, Value: host}}]}}}}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {{Scheme: internal, Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref Group]}}
  Pool:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {{VpcId: !Ref Vpc, Port: 8080, Protocol: HTTP, Targets: [{{Id: !Ref Host, Port: 8080}}]}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {{LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{{Type: fixed-response}}]}}
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 5
      Conditions: [{{Field: path-pattern, PathPatternConfig: {{Values: [/api/*]}}}}]
      Actions: [{{Type: forward, TargetGroupArn: !Ref Pool}}]
"""


def test_rules_of_listeners(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (balancer,) = network(BALANCED).load_balancers
    assert balancer.rules_known is True
    assert [(rule.priority, dict(rule.conditions), rule.target_groups) for rule in balancer.rules] == [
        (5, {"path-pattern": ("/api/*",)}, ("Pool",))
    ]
    file = tmp_path / "t.yaml"
    file.write_text(BALANCED)
    assert run(["trace", str(file), "--from", "client", "--to", "http://Balancer.DNSName/api/x", "--port", "80", "-q"]) == 0
    run(["trace", str(file), "--from", "client", "--to", "Balancer", "--port", "80", "-q"])
    assert "were not read" not in capsys.readouterr().out


def test_targets_that_a_scaling_group_registers_are_not_known() -> None:
    text = BALANCED + (
        "  Scaling:\n    Type: AWS::AutoScaling::AutoScalingGroup\n    Properties: {TargetGroupARNs: [!Ref Pool], MinSize: 1, MaxSize: 2}\n"
    )
    assert [(gap.operation, gap.resource) for gap in network(text).gaps] == [("DescribeTargetGroups", "Pool")]


def test_services_in_a_vpc() -> None:
    text = f"""
Resources:{SUBNETS}
  Cluster:
    Type: AWS::EKS::Cluster
    Properties: {{Name: k, ResourcesVpcConfig: {{SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group]}}}}
  Search:
    Type: AWS::OpenSearchService::Domain
    Properties: {{DomainName: s, VPCOptions: {{SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Group]}}}}
  Files: {{Type: AWS::EFS::FileSystem}}
  Mount:
    Type: AWS::EFS::MountTarget
    Properties: {{FileSystemId: !Ref Files, SubnetId: !Ref A, SecurityGroups: [!Ref Group]}}
  Proxy:
    Type: AWS::RDS::DBProxy
    Properties: {{DBProxyName: p, VpcSubnetIds: [!Ref A, !Ref B], VpcSecurityGroupIds: [!Ref Group], EngineFamily: POSTGRESQL}}
  Groups: {{Type: AWS::RDS::DBSubnetGroup, Properties: {{SubnetIds: [!Ref A, !Ref B]}}}}
  Aurora:
    Type: AWS::RDS::DBCluster
    Properties: {{Engine: aurora-postgresql, DBSubnetGroupName: !Ref Groups, VpcSecurityGroupIds: [!Ref Group]}}
  Writer: {{Type: AWS::RDS::DBInstance, Properties: {{Engine: aurora-postgresql, DBClusterIdentifier: !Ref Aurora}}}}
  Classic:
    Type: AWS::ElasticLoadBalancing::LoadBalancer
    Properties:
      Scheme: internal
      Subnets: [!Ref A]
      SecurityGroups: [!Ref Group]
      Listeners: [{{LoadBalancerPort: 80, InstancePort: 8080, Protocol: http}}]
"""
    made = network(text)
    assert made.gaps == ()
    assert {(one.type, one.vpc, one.subnets) for one in made.workloads} == {
        ("eks-cluster", "Vpc", ("A", "B")),
        ("opensearch-domain", "Vpc", ("A",)),
        ("efs-mount-target", "Vpc", ("A",)),
        ("rds-proxy", "Vpc", ("A", "B")),
        ("rds-instance", "Vpc", ("A", "B")),
    }
    assert [(one.type, one.subnets) for one in made.load_balancers] == [("classic", ("A",))]
    assert {one.vpc for one in made.network_interfaces} == {"Vpc"}


CLUSTERS = {
    "AWS::MSK::Cluster": ("{BrokerNodeGroupInfo: {ClientSubnets: [!Ref A, !Ref B], SecurityGroups: [!Ref Group]}}", "msk-cluster"),
    "AWS::ECS::Service": (
        "{NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref Group]}}}",
        "ecs-service",
    ),
    "AWS::CodeBuild::Project": (
        "{VpcConfig: {VpcId: !Ref Vpc, Subnets: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group]}, Environment: {Image: hunter2}}",
        "codebuild-project",
    ),
    "AWS::AmazonMQ::Broker": (
        "{SubnetIds: [!Ref A, !Ref B], SecurityGroups: [!Ref Group], Users: [{Username: u, Password: hunter2}]}",
        "mq-broker",
    ),
    "AWS::ElastiCache::ServerlessCache": (
        "{SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group]}",
        "elasticache-serverless",
    ),
    "AWS::RedshiftServerless::Workgroup": ("{SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group]}", "redshift-workgroup"),
    "AWS::FSx::FileSystem": (
        "{SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group], FileSystemType: LUSTRE}",
        "fsx-file-system",
    ),
    "AWS::ApiGatewayV2::VpcLink": (
        "{SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group], Name: x}",
        "api-gateway-vpc-link",
    ),
    "AWS::MemoryDB::Cluster": ("{SubnetGroupName: !Ref M, SecurityGroupIds: [!Ref Group]}", "memorydb-cluster"),
    "AWS::DAX::Cluster": ("{SubnetGroupName: !Ref D, SecurityGroupIds: [!Ref Group]}", "dax-cluster"),
    "AWS::Redshift::Cluster": (
        "{ClusterSubnetGroupName: !Ref R, VpcSecurityGroupIds: [!Ref Group], MasterUserPassword: hunter2}",
        "redshift-cluster",
    ),
    "AWS::ElastiCache::ReplicationGroup": (
        "{CacheSubnetGroupName: !Ref C, SecurityGroupIds: [!Ref Group], AuthToken: hunter2}",
        "elasticache-cluster",
    ),
}


@pytest.mark.parametrize("kind", sorted(CLUSTERS))
def test_clusters_brokers_and_caches_are_in_their_subnets(kind: str) -> None:
    properties, word = CLUSTERS[kind]
    made = network(f"""
Resources:{SUBNETS}
  M: {{Type: AWS::MemoryDB::SubnetGroup, Properties: {{SubnetIds: [!Ref A, !Ref B]}}}}
  D: {{Type: AWS::DAX::SubnetGroup, Properties: {{SubnetIds: [!Ref A, !Ref B]}}}}
  R: {{Type: AWS::Redshift::ClusterSubnetGroup, Properties: {{Description: r, SubnetIds: [!Ref A, !Ref B]}}}}
  C: {{Type: AWS::ElastiCache::SubnetGroup, Properties: {{Description: c, SubnetIds: [!Ref A, !Ref B]}}}}
  One: {{Type: {kind}, Properties: {properties}}}
""")
    assert [(one.type, one.vpc, one.subnets, one.security_groups) for one in made.workloads] == [
        (word, "Vpc", ("A", "B"), ("Group",))
    ]
    assert made.gaps == ()
    assert "hunter2" not in repr(made)


def test_a_further_endpoint_of_a_firewall_is_where_routes_lead() -> None:
    """CloudFormation Template Reference, AWS::NetworkFirewall::VpcEndpointAssociation: GetAtt EndpointId is the endpoint's id."""
    made = network(f"""
Resources:{SUBNETS}
  Wall: {{Type: AWS::NetworkFirewall::Firewall, Properties: {{FirewallName: w, VpcId: !Ref Vpc, SubnetMappings: [{{SubnetId: !Ref A}}]}}}}
  Further:
    Type: AWS::NetworkFirewall::VpcEndpointAssociation
    Properties: {{FirewallArn: !GetAtt Wall.FirewallArn, VpcId: !Ref Vpc, SubnetMapping: {{SubnetId: !Ref B}}}}
  Table: {{Type: AWS::EC2::RouteTable, Properties: {{VpcId: !Ref Vpc}}}}
  Out:
    Type: AWS::EC2::Route
    Properties: {{RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, VpcEndpointId: !GetAtt Further.EndpointId}}
""")
    (wall,) = made.network_firewalls
    assert wall.endpoints == {"A": "Wall.A", "B": "Further.B"}
    (table,) = (one for one in made.route_tables if one.id == "Table")
    assert [one.target for one in table.routes if one.destination == "0.0.0.0/0"] == ["Further.B"]
