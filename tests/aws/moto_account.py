"""An account in moto with every type of resource that moto knows, in two regions."""

from collections.abc import Callable
from typing import Any

Client = Callable[..., Any]


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
