"""Every type of resource that moto knows, in two regions, scanned by the command as a process, compared, and drawn."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.aws.scanning import UNKNOWN_TO_MOTO
from tests.conftest import SHARED, vpcviz
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.spec import load_document

Client = Callable[..., Any]
ACCOUNT = "123456789012"


class Estate:
    """What was built: ids by a short name."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.ec2 = client("ec2")
        self.ids: dict[str, str] = {}
        self.network()
        self.hubs()
        self.balancers()
        self.owners()
        self.names()

    def network(self) -> None:
        ec2, ids = self.ec2, self.ids
        tags = [{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "prod"}, {"Key": "team", "Value": "core"}]}]
        ids["vpc"] = ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True, TagSpecifications=tags)["Vpc"][
            "VpcId"
        ]
        ids["other"] = self.client("ec2", "us-east-1").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
        ec2.associate_vpc_cidr_block(VpcId=ids["vpc"], CidrBlock="100.64.0.0/16")
        for zone, cidr in (("a", "10.0.1.0/24"), ("b", "10.0.2.0/24")):
            made = ec2.create_subnet(VpcId=ids["vpc"], CidrBlock=cidr, AvailabilityZone=f"eu-west-1{zone}")
            ids[zone] = made["Subnet"]["SubnetId"]
        ids["group"] = ec2.create_security_group(GroupName="web", Description="the web", VpcId=ids["vpc"])["GroupId"]
        ids["igw"] = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=ids["igw"], VpcId=ids["vpc"])
        ids["eigw"] = ec2.create_egress_only_internet_gateway(VpcId=ids["vpc"])["EgressOnlyInternetGateway"][
            "EgressOnlyInternetGatewayId"
        ]
        ids["cagw"] = ec2.create_carrier_gateway(VpcId=ids["vpc"])["CarrierGateway"]["CarrierGatewayId"]
        allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
        ids["nat"] = ec2.create_nat_gateway(SubnetId=ids["a"], AllocationId=allocation)["NatGateway"]["NatGatewayId"]
        ids["list"] = ec2.create_managed_prefix_list(
            PrefixListName="offices", MaxEntries=5, AddressFamily="IPv4", Entries=[{"Cidr": "198.51.100.0/24"}]
        )["PrefixList"]["PrefixListId"]
        ids["dhcp"] = ec2.create_dhcp_options(
            DhcpConfigurations=[
                {"Key": "domain-name-servers", "Values": ["10.0.0.53"]},
                {"Key": "domain-name", "Values": ["corp.internal"]},
            ]
        )["DhcpOptions"]["DhcpOptionsId"]
        ec2.associate_dhcp_options(DhcpOptionsId=ids["dhcp"], VpcId=ids["vpc"])
        ids["acl"] = ec2.create_network_acl(VpcId=ids["vpc"])["NetworkAcl"]["NetworkAclId"]
        ec2.create_network_acl_entry(
            NetworkAclId=ids["acl"],
            RuleNumber=100,
            Protocol="6",
            RuleAction="allow",
            Egress=False,
            CidrBlock="10.0.0.0/8",
            PortRange={"From": 443, "To": 443},
        )
        ids["eni"] = ec2.create_network_interface(SubnetId=ids["b"], Description="by hand", Groups=[ids["group"]])[
            "NetworkInterface"
        ]["NetworkInterfaceId"]
        ids["instance"] = ec2.run_instances(
            ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=ids["a"], InstanceType="t3.micro", UserData="CANARY-user-data"
        )["Instances"][0]["InstanceId"]
        ids["gateway"] = ec2.create_vpc_endpoint(
            VpcId=ids["vpc"], ServiceName="com.amazonaws.eu-west-1.s3", VpcEndpointType="Gateway"
        )["VpcEndpoint"]["VpcEndpointId"]
        ids["endpoint"] = ec2.create_vpc_endpoint(
            VpcId=ids["vpc"],
            ServiceName="com.amazonaws.eu-west-1.sqs",
            VpcEndpointType="Interface",
            SubnetIds=[ids["a"], ids["b"]],
            SecurityGroupIds=[ids["group"]],
        )["VpcEndpoint"]["VpcEndpointId"]

    def hubs(self) -> None:
        ec2, ids = self.ec2, self.ids
        ids["tgw"] = ec2.create_transit_gateway(Description="hub")["TransitGateway"]["TransitGatewayId"]
        ids["attachment"] = ec2.create_transit_gateway_vpc_attachment(
            TransitGatewayId=ids["tgw"], VpcId=ids["vpc"], SubnetIds=[ids["a"], ids["b"]]
        )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
        table = ec2.create_transit_gateway_route_table(TransitGatewayId=ids["tgw"])["TransitGatewayRouteTable"]
        ids["tgw-rtb"] = table["TransitGatewayRouteTableId"]
        ec2.create_transit_gateway_route(
            DestinationCidrBlock="10.0.0.0/8",
            TransitGatewayRouteTableId=ids["tgw-rtb"],
            TransitGatewayAttachmentId=ids["attachment"],
        )
        ec2.create_transit_gateway_route(
            DestinationCidrBlock="10.66.0.0/16", TransitGatewayRouteTableId=ids["tgw-rtb"], Blackhole=True
        )
        ids["vgw"] = ec2.create_vpn_gateway(Type="ipsec.1", AmazonSideAsn=64700)["VpnGateway"]["VpnGatewayId"]
        ec2.attach_vpn_gateway(VpnGatewayId=ids["vgw"], VpcId=ids["vpc"])
        made = ec2.create_customer_gateway(Type="ipsec.1", PublicIp="203.0.113.7", BgpAsn=65010)
        ids["cgw"] = made["CustomerGateway"]["CustomerGatewayId"]
        ids["vpn"] = ec2.create_vpn_connection(Type="ipsec.1", CustomerGatewayId=ids["cgw"], VpnGatewayId=ids["vgw"])[
            "VpnConnection"
        ]["VpnConnectionId"]
        ids["pcx"] = ec2.create_vpc_peering_connection(VpcId=ids["vpc"], PeerVpcId=ids["other"], PeerRegion="us-east-1")[
            "VpcPeeringConnection"
        ]["VpcPeeringConnectionId"]
        ids["table"] = ec2.create_route_table(VpcId=ids["vpc"])["RouteTable"]["RouteTableId"]
        ec2.associate_route_table(RouteTableId=ids["table"], SubnetId=ids["a"])
        for destination, word, target in (
            ("0.0.0.0/0", "GatewayId", "igw"),
            ("10.9.0.0/16", "VpcPeeringConnectionId", "pcx"),
            ("172.16.0.0/12", "TransitGatewayId", "tgw"),
        ):
            ec2.create_route(RouteTableId=ids["table"], DestinationCidrBlock=destination, **{word: ids[target]})
        ec2.modify_vpc_endpoint(VpcEndpointId=ids["gateway"], AddRouteTableIds=[ids["table"]])

    def balancers(self) -> None:
        elbv2, ids = self.client("elbv2"), self.ids
        for kind in ("application", "network"):
            made = elbv2.create_load_balancer(Name=f"lb-{kind}", Subnets=[ids["a"], ids["b"]], Type=kind, Scheme="internal")
            ids[kind] = made["LoadBalancers"][0]["LoadBalancerArn"]
        made = elbv2.create_target_group(Name="targets", Protocol="HTTP", Port=8080, VpcId=ids["vpc"], TargetType="instance")
        ids["targets"] = made["TargetGroups"][0]["TargetGroupArn"]
        elbv2.register_targets(TargetGroupArn=ids["targets"], Targets=[{"Id": ids["instance"]}])
        elbv2.create_listener(
            LoadBalancerArn=ids["application"],
            Protocol="HTTP",
            Port=80,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": ids["targets"]}],
        )
        self.client("elb").create_load_balancer(
            LoadBalancerName="classic",
            Subnets=[ids["a"]],
            Listeners=[{"Protocol": "TCP", "LoadBalancerPort": 25, "InstancePort": 25}],
        )
        service = self.ec2.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[ids["network"]])
        ids["service"] = service["ServiceConfiguration"]["ServiceId"]
        self.ec2.modify_vpc_endpoint_service_permissions(
            ServiceId=ids["service"], AddAllowedPrincipals=["arn:aws:iam::444455556666:root"]
        )

    def owners(self) -> None:
        ids = self.ids
        rds = self.client("rds")
        rds.create_db_subnet_group(DBSubnetGroupName="data", DBSubnetGroupDescription="d", SubnetIds=[ids["a"], ids["b"]])
        rds.create_db_instance(
            DBInstanceIdentifier="orders",
            DBInstanceClass="db.t3.micro",
            Engine="postgres",
            MasterUsername="u",
            MasterUserPassword="CANARY-password",  # What must not be seen again.
            DBSubnetGroupName="data",
            VpcSecurityGroupIds=[ids["group"]],
        )
        role = self.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}", Path="/")["Role"]["Arn"]
        self.client("lambda").create_function(
            FunctionName="resize",
            Runtime="python3.12",
            Role=role,
            Handler="a.b",
            Code={"ZipFile": b"PK\x05\x06" + b"\x00" * 18},
            VpcConfig={"SubnetIds": [ids["b"]], "SecurityGroupIds": [ids["group"]]},
            Environment={"Variables": {"TOKEN": "CANARY-environment"}},
        )
        self.client("eks").create_cluster(name="pods", roleArn=role, resourcesVpcConfig={"subnetIds": [ids["a"], ids["b"]]})
        efs = self.client("efs")
        system = efs.create_file_system(CreationToken="t", Tags=[{"Key": "Name", "Value": "shared-files"}])["FileSystemId"]
        ids["mount"] = efs.create_mount_target(FileSystemId=system, SubnetId=ids["b"])["MountTargetId"]
        self.client("redshift").create_cluster_subnet_group(ClusterSubnetGroupName="rs", Description="d", SubnetIds=[ids["a"]])
        self.client("redshift").create_cluster(
            ClusterIdentifier="warehouse",
            NodeType="dc2.large",
            MasterUsername="u",
            MasterUserPassword="CANARY-Pass1",
            ClusterSubnetGroupName="rs",
        )
        firewall = self.client("network-firewall").create_firewall(
            FirewallName="edge",
            VpcId=ids["vpc"],
            SubnetMappings=[{"SubnetId": ids["a"]}],
            FirewallPolicyArn="arn:aws:network-firewall:eu-west-1:123456789012:firewall-policy/p",
        )
        ids["firewall"] = firewall["Firewall"]["FirewallArn"]
        self.client("iam").create_account_alias(AccountAlias="acme-prod")

    def names(self) -> None:
        ids = self.ids
        route53 = self.client("route53")
        made = route53.create_hosted_zone(
            Name="corp.internal",
            VPC={"VPCRegion": "eu-west-1", "VPCId": ids["vpc"]},
            CallerReference="1",
            HostedZoneConfig={"PrivateZone": True, "Comment": ""},
        )
        ids["zone"] = made["HostedZone"]["Id"].rpartition("/")[2]
        route53.create_hosted_zone(Name="public.example", CallerReference="2")
        change = {"Name": "db.corp.internal", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.2.40"}]}
        route53.change_resource_record_sets(
            HostedZoneId=ids["zone"], ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": change}]}
        )
        resolver = self.client("route53resolver")
        addresses = [{"SubnetId": ids["a"], "Ip": "10.0.1.53"}, {"SubnetId": ids["b"], "Ip": "10.0.2.53"}]
        made = resolver.create_resolver_endpoint(
            CreatorRequestId="1", Name="out", SecurityGroupIds=[ids["group"]], Direction="OUTBOUND", IpAddresses=addresses
        )
        ids["resolver"] = made["ResolverEndpoint"]["Id"]
        made = resolver.create_resolver_rule(
            CreatorRequestId="2",
            Name="corp",
            RuleType="FORWARD",
            DomainName="corp.example",
            TargetIps=[{"Ip": "172.16.0.53", "Port": 53}],
            ResolverEndpointId=ids["resolver"],
        )
        ids["rule"] = made["ResolverRule"]["Id"]
        resolver.associate_resolver_rule(ResolverRuleId=ids["rule"], VPCId=ids["vpc"])


@pytest.fixture
def estate(client: Client) -> Estate:
    return Estate(client)


def test_everything_that_moto_knows(estate: Estate, moto: str, tmp_path: Path) -> None:
    first, second, picture = tmp_path / "one.json", tmp_path / "two.json", tmp_path / "all.svg"
    arguments = ("--region", "eu-west-1", "--region", "us-east-1", "--endpoint-url", moto)
    done = vpcviz("scan", *arguments, "-o", first)
    assert done.returncode == 0, done.stderr.decode()
    said = done.stderr.decode()
    assert "scanning account 123456789012: eu-west-1, us-east-1" in said
    assert "wrote" in said
    assert "were not read: `vpcviz gaps " in said, "what moto lacks is counted"
    assert "Client VPN endpoints" in vpcviz("gaps", first).stdout.decode(), "and listed"
    assert done.stdout == b""
    again = subprocess.run(
        [sys.executable, "-m", "vpcviz", "scan", *arguments, "-q", "-o", str(second)],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=False,
    )
    assert again.returncode == 0
    assert first.read_bytes() == second.read_bytes(), "two scans of an unchanged account"
    assert b"CANARY" not in first.read_bytes()
    network = load_document("one.json", first.read_bytes())
    assert {gap.operation for gap in network.gaps} == UNKNOWN_TO_MOTO
    _check(network, estate.ids)
    drawn = vpcviz("draw", first, "--detail", "full", "-o", picture)
    assert drawn.returncode == 0
    svg = picture.read_text()
    assert "were not read: `vpcviz gaps` lists them" in svg
    assert "CANARY" not in svg
    for subnet in ("a", "b"):
        assert f'data-id="{estate.ids[subnet]}"' in svg
    _lint(picture)


def _lint(picture: Path) -> None:
    tool = SHARED / "tools" / "picture_lint.py"
    if not tool.exists():
        pytest.skip("the picture linter is not here")
    done = subprocess.run([sys.executable, str(tool), "--json", str(picture)], capture_output=True, check=False)
    if done.returncode == 2:
        pytest.skip("no browser")
    assert done.returncode == 0, done.stdout.decode()[:3000]


def _check(network: Network, ids: dict[str, str]) -> None:
    def get(name: str, kind: type[Any]) -> Any:
        found = network.get(ids[name], kind)
        assert found is not None, name
        return found

    vpc = get("vpc", r.Vpc)
    assert (vpc.name, vpc.tags, vpc.account, vpc.region) == ("prod", {"Name": "prod", "team": "core"}, ACCOUNT, "eu-west-1")
    assert vpc.cidrs == ("10.0.0.0/16", "100.64.0.0/16")
    assert len(vpc.ipv6_cidrs) == 1
    assert (vpc.dns_support, vpc.dns_hostnames, vpc.dhcp_options) == (True, False, ids["dhcp"])
    assert get("other", r.Vpc).region == "us-east-1"
    assert get("igw", r.InternetGateway).vpc == ids["vpc"]
    assert get("eigw", r.EgressOnlyInternetGateway).vpc == ids["vpc"]
    assert get("cagw", r.CarrierGateway).vpc == ids["vpc"]
    assert get("vgw", r.VpnGateway).asn in (64700, None)
    assert (get("cgw", r.CustomerGateway).ip, get("cgw", r.CustomerGateway).asn) == ("203.0.113.7", 65010)
    assert (get("list", r.PrefixList).name, get("list", r.PrefixList).entries) == ("offices", ("198.51.100.0/24",))
    assert get("dhcp", r.DhcpOptions).domain_name_servers == ("10.0.0.53",)
    assert (
        r.NetworkAclEntry(number=100, protocol="tcp", from_port=443, to_port=443, cidr="10.0.0.0/8")
        in get("acl", r.NetworkAcl).entries
    )
    assert get("eni", r.NetworkInterface).description == "by hand"
    assert network.owner_of[next(one.id for one in network.network_interfaces if one.owner == ids["instance"])] == ids["instance"]
    routes = {(route.destination, route.target) for route in get("table", r.RouteTable).routes}
    assert {("0.0.0.0/0", ids["igw"]), ("10.9.0.0/16", ids["pcx"]), ("172.16.0.0/12", ids["tgw"])} <= routes
    assert get("gateway", r.GatewayEndpoint).route_tables == (ids["table"],)
    assert get("endpoint", r.InterfaceEndpoint).security_groups == (ids["group"],)
    attachment = get("attachment", r.TransitGatewayAttachment)
    assert (attachment.resource, set(attachment.subnets)) == (ids["vpc"], {ids["a"], ids["b"]})
    table = get("tgw-rtb", r.TransitGatewayRouteTable)
    assert table.routes_known
    assert {(route.destination, route.state) for route in table.routes} == {("10.0.0.0/8", "active"), ("10.66.0.0/16", "blackhole")}
    connection = get("vpn", r.VpnConnection)
    assert (connection.customer_gateway, connection.gateway) == (ids["cgw"], ids["vgw"])
    peering = get("pcx", r.Peering)
    assert (peering.requester, peering.accepter, peering.accepter_region) == (ids["vpc"], ids["other"], "us-east-1")
    balancer = get("application", r.LoadBalancer)
    assert balancer.listeners == (r.Listener(protocol="HTTP", port=80, target_groups=(ids["targets"],)),)
    assert [one.id for one in get("targets", r.TargetGroup).targets] == [ids["instance"]]
    assert {one.name: one.type for one in network.load_balancers} == {
        "lb-application": "application",
        "lb-network": "network",
        "classic": "classic",
    }
    service = get("service", r.EndpointService)
    assert (service.load_balancers, service.allowed_principals) == ((ids["network"],), ("arn:aws:iam::444455556666:root",))
    workloads = {(one.type, one.name): one for one in network.workloads}
    assert set(workloads) == {
        ("rds-instance", "orders"),
        ("lambda-function", "resize"),
        ("eks-cluster", "pods"),
        ("efs-mount-target", "shared-files"),
        ("redshift-cluster", "warehouse"),
    }
    assert all(one.vpc == ids["vpc"] for (kind, _), one in workloads.items() if kind not in ("eks-cluster", "redshift-cluster"))
    assert get("firewall", r.NetworkFirewall).subnets == (ids["a"],)
    assert [(one.id, one.name) for one in network.accounts] == [(ACCOUNT, "acme-prod")]
    zone = get("zone", r.HostedZone)
    assert (zone.name, zone.vpcs, zone.records) == (
        "corp.internal",
        (ids["vpc"],),
        (r.DnsRecord(name="db.corp.internal", values=("10.0.2.40",)),),
    )
    assert sorted(zone.private for zone in network.hosted_zones) == [False, True]
    rule = get("rule", r.ResolverRule)
    assert (rule.domain, rule.endpoint, rule.vpcs, rule.target_ips) == (
        "corp.example",
        ids["resolver"],
        (ids["vpc"],),
        ("172.16.0.53",),
    )
    assert get("resolver", r.ResolverEndpoint).direction == "outbound"


def test_a_scan_can_be_narrowed_redacted_and_made_a_spec(estate: Estate, moto: str, tmp_path: Path) -> None:
    arguments = ("--region", "eu-west-1", "--endpoint-url", moto, "-q")
    done = vpcviz("scan", *arguments, "--vpc", "prod", "--tag", "team=core", "--format", "yaml", "--stamp")
    assert done.returncode == 0, done.stderr.decode()
    spec = tmp_path / "spec.yaml"
    spec.write_bytes(done.stdout)
    assert b"stamp:" in done.stdout
    assert b"origin: spec" in done.stdout
    assert b"172.31.0.0/16" not in done.stdout, "the default VPC was not asked for"
    hidden = vpcviz("scan", *arguments, "--redact")
    assert hidden.returncode == 0, hidden.stderr.decode()
    text = hidden.stdout.decode()
    for secret in (ACCOUNT, *estate.ids.values(), "203.0.113.7", "acme", "corp.internal", "offices", '"core"', "orders", "by hand"):
        assert secret not in text, secret
    shape = json.loads(text)
    assert len(shape["subnets"]) == len(load_document("all", vpcviz("scan", *arguments).stdout).subnets)
    share = tmp_path / "share.json"
    share.write_text(text)
    assert vpcviz("draw", share, "-o", tmp_path / "share.svg").returncode == 0
