"""Why families of calls and members are not read: (place, names, reason) of which the first that fits counts.

`tools/aws_news.py --families` writes them down. Places and names are regular expressions.
"""

RUNS = "how the thing runs, is kept and is set up: a packet depends on its subnets, groups, port and names, which are read"
DISKS = "disks, images and their copies: no packet depends on them"
HOSTS = "where, on what and at what price instances run, not how they are connected"
POOLS = "plans and pools of addresses: those in use are told by what has them"
WATCHES = "watches or copies traffic, and changes no way that it takes"
PEOPLE = "who may do what: no packet depends on it"
ELSEWHERE = "another call that is read tells the same"
OUTPOSTS = "beyond a local gateway: traces over one end as unknown, and name its route table as missing"
PAPERS = "orders, papers and physical lines: gateway, VLAN and state that traces use are told by the virtual interfaces"
RULES = "what lets through by content is not evaluated: traces pass it with a note, or as unknown"
CHANGE = "times, messages, tags, states of a change, names and ARNs of what its id tells"

FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("network-firewall ProxySettings", ".*", RULES),
    ("ec2 OperatorResponse", "Managed|HiddenByDefault", "who manages it is read, and all is asked for, hidden or not"),
    (
        "ec2 VpnConnectionOptions",
        "(Local|Remote)Ipv[46]NetworkCidr",
        "they propose and restrict nothing, a VPN is route-based: Site-to-Site VPN User Guide, Tunnel options, Local IPv4 CIDR",
    ),
    (
        "eks Cluster",
        "remoteNetworkConfig",
        "which on-premises hosts may be nodes: ways to them are routes of the VPC, VPN and Direct Connect, which are read "
        '(Amazon EKS User Guide, "Prepare networking for hybrid nodes")',
    ),
    (
        "networkmanager CoreNetworkPolicy",
        ".*",
        "the live one is asked for; which version it is and how it came about decides nothing",
    ),
    ("values of network-firewall ListenerPropertyType", ".*", "a text that is kept as it is"),
    ("elb LoadBalancerAttributes", ".*", "settings that decide about no target"),
    (
        "networkmanager (ConnectPeer.*|NatRule|AttachmentNatConfiguration|CoreNetworkNetworkFunctionGroup)",
        ".*",
        "how tunnels, NAT and insertion are set up: peers' addresses, NAT rules and the routes that follow are read",
    ),
    ("networkmanager (Attachment|VpcOptions)", ".*", ELSEWHERE + "; of the options appliance mode is read"),
    ("values of ec2 RouteServer(Association|Propagation)State", ".*", CHANGE),
    ("values of vpc-lattice ProtocolType", ".*", "a text that is kept as it is"),
    ("vpc-lattice (DnsResource|GetResourceConfigurationResponse)", ".*", ELSEWHERE + ", or decides nothing"),
    # --- calls -----------------------------------------------------------------------------------------------------------
    ("calls of iam", ".*", PEOPLE + "; of IAM the account's alias is asked for"),
    ("calls of organizations", ".*", "accounts are listed; units, policies and handshakes are no part of a network"),
    ("calls of (ecs|eks|efs|elasticache|opensearch|rds|redshift|lambda|lambda-core)", ".*", RUNS),
    (
        "calls of (elb|elbv2)",
        ".*",
        "certificates, quotas, tags, settings that decide about no target",
    ),
    ("calls of network-firewall", ".*", RULES),
    ("calls of directconnect", ".*", PAPERS),
    (
        "calls of interconnect",
        ".*",
        "the connections are listed; where one may be ordered, and proposals, are no part of a network",
    ),
    ("calls of (apigateway|apigatewayv2)", ".*", "of API Gateway its VPC links reach into VPCs; the APIs, routes and keys do not"),
    ("calls of cloudfront", ".*", "of CloudFront its VPC origins reach into VPCs; distributions and their settings do not"),
    ("calls of route53globalresolver", ".*", "the resolvers are listed; who asks them and what they filter is outside of VPCs"),
    (
        "calls of (route53|route53resolver|route53profiles)",
        ".*",
        "health checks, query logs, DNS Firewall, DNSSEC, policies, tags: what zones and rules answer is read",
    ),
    ("calls of (ram|sts)", ".*", PEOPLE),
    (
        "calls of networkmanager",
        ".*Attachment|ListPeerings|GetTransitGatewayPeering|GetSiteToSiteVpnAttachment",
        "ListAttachments tells what is attached, and in which segment",
    ),
    (
        "calls of networkmanager",
        ".*RoutingPolic.*|.*PrefixList.*|.*PolicyVersions|ListCoreNetworkRoutingInformation",
        "what policies come to stands in the segments' routes, which are read",
    ),
    (
        "calls of networkmanager",
        ".*",
        "sites, devices, links, events and contexts that are entered by hand: no packet depends on them",
    ),
    ("calls of odb", ".*", "inside of an Oracle network: traces into one end as unknown, and say what they would need"),
    ("calls of vpc-lattice", ".*(Policy|DomainVerification|AccessLog|Tags).*", RULES),
    (
        "calls of vpc-lattice",
        ".*",
        "behind a service network: traces into one end as unknown; names and associations are read",
    ),
    ("calls of ec2", ".*(Ipam|Byoip|Ipv6Pool|PublicIpv4Pool|AddressTransfer|MovingAddress|SubnetCidrReservation).*", POOLS),
    ("calls of ec2", ".*(LocalGateway|Coip|OutpostLag|ServiceLinkVirtual).*", OUTPOSTS),
    (
        "calls of ec2",
        ".*(Image|Snapshot|Volume|Bundle|ConversionTask|Export|Import|FastLaunch|StoreImage|RootVolume|RecycleBin|Ebs).*",
        DISKS,
    ),
    (
        "calls of ec2",
        ".*(Capacity|Reserved|Reservation|Spot|Fleet|Host|Scheduled|InstanceType|PlacementGroup|ElasticGpu|Mac[HM]|GroupsForCapacity|InstanceTopology|DefaultCredit|FlexCost).*",
        HOSTS,
    ),
    (
        "calls of ec2",
        ".*(NetworkInsights|NetworkPerformance|FlowLog|TrafficMirror|MetricCategor|NetworkInterfacePermission).*",
        WATCHES,
    ),
    ("calls of ec2", ".*(Instance|Console|LaunchTemplate|KeyPair|Enclave|ApplicationStatus|TrunkInterface).*", RUNS),
    (
        "calls of ec2",
        ".*ClientVpn.*",
        "who is connected to Client VPN changes by the minute: traces to clients are unknown, and say so",
    ),
    ("calls of ec2", ".*ClassicLink.*", "EC2-Classic was retired in 2022"),
    ("calls of ec2", ".*VerifiedAccess.*", PEOPLE + "; the endpoints of Verified Access are read"),
    ("calls of ec2", ".*Multicast.*", "only unicast is traced"),
    ("calls of ec2", ".*(PolicyTable|MeteringPolic).*", "policy tables and metering choose no route of the tables that traces use"),
    (
        "calls of ec2",
        ".*(RouteTableAnnouncement|PrefixListReference|AttachmentPropagation|SecurityGroupReferences|SecurityGroupRules|StaleSecurityGroups|SecurityGroupsForVpc|NetworkInterfaceAttribute|AddressesAttribute|PrefixListAssociation|VpcEndpointConnectionNotif|Tags).*",
        ELSEWHERE,
    ),
    ("calls of ec2", ".*RouteServer.*", "what a Route Server installs stands in the VPCs' route tables, which are read"),
    (
        "calls of ec2",
        ".*Vpn.*",
        "the set-up of customers' devices and the replacement of tunnels: tunnels and their status are read",
    ),
    ("calls of ec2", ".*Encryption.*", "each VPC tells the mode and the exclusions that hold for it"),
    ("calls of ec2", ".*(Account|IdFormat|DeclarativePolic|ManagedResource|Fpga|BlockPublicAccessState|AllowedImages).*", PEOPLE),
    # --- members ---------------------------------------------------------------------------------------------------------
    ("values of .*", ".*", "handed on as AWS says it; what vpcviz does not know is traced and priced unknown"),
    (
        ".*",
        ".*(Arn|ARN|Time|At|Reason|Message|Timestamp|Tags|Comment|Description|Token|CallerReference|createdBy|percentProgress|Progress)$",
        CHANGE,
    ),
    ("(ecs|eks|efs|elasticache|opensearch|rds|redshift|lambda|lambda-core|memorydb|docdb) .*", ".*", RUNS),
    ("(elb|elbv2) .*", ".*(HealthCheck|Healthy|Unhealthy|Matcher).*", "health checks: whether a target is healthy is read"),
    (
        "(elb|elbv2) .*",
        ".*",
        "what decides about no target: certificates, policies, log-ins, redirects, stickiness, kinds of addresses",
    ),
    ("(iam|organizations|ram|sts) .*", ".*", PEOPLE),
    ("network-firewall .*", ".*", RULES),
    ("directconnect .*|interconnect .*", ".*", PAPERS),
    (
        "route53[a-z]* .*",
        ".*",
        "decides about no answer that traces use: counts, tiers, health, ports and protocols of DNS servers, features",
    ),
    (
        "networkmanager .*",
        ".*",
        "proposed changes, policies' numbers and owners: the attachment's segment, edge and state are read",
    ),
    ("odb .*", ".*", "inside of an Oracle network, which traces end at"),
    ("vpc-lattice .*", ".*", "behind a service network, which traces end at; names and associations are read"),
    ("(apigateway|apigatewayv2|cloudfront) .*", ".*", CHANGE),
    ("ec2 (Instance|Reservation|InstanceState|Placement|InstanceNetworkInterface.*|GroupIdentifier)", ".*", RUNS),
    (
        "ec2 (RouteServer.*|Secondary.*)",
        ".*",
        "how the BGP sessions and adapters are: things, subnets, addresses and states are read",
    ),
    ("ec2 .*Association.*", "(AssociationId|IpSource|Ipv6Pool|NetworkBorderGroup|MacAddress)", POOLS),
    (
        "ec2 (TunnelOption|VgwTelemetry|VpnConnection.*|VpnGateway|VpnStaticRoute|VpnConcentrator)",
        ".*",
        "how tunnels are set up and counted: gateways, status, static routes and CIDRs inside are read",
    ),
    ("ec2 VerifiedAccess.*", ".*", PEOPLE + "; subnets, groups and what it leads to are read"),
    (
        "ec2 GetTransitGatewayAttachmentNat.*",
        "NatSystemRouteSupport",
        "the system routes themselves stand in the transit gateway's tables",
    ),
    (
        "ec2 TransitGateway.*",
        ".*",
        "how attachments and BGP sessions are set up: their type, thing, subnets, tables and state are read",
    ),
    (
        "ec2 (VpcEndpoint.*|ServiceDetail|ServiceConfiguration|ServiceTypeDetail)",
        ".*",
        "who pays and manages, kinds of addresses, tags: the endpoint's interfaces, which are read, tell its addresses",
    ),
    (
        "ec2 (NetworkInterface.*|PrivateIpAddress.*|NetworkInterfaceAssociation|NetworkInterfaceAttachment)",
        ".*",
        "names, places in the machine and owners' marks: addresses, groups, type and what it is attached to are read",
    ),
    ("ec2 (Address|PublicIpv4.*|.*Ipam.*|NatGatewayAddress|CoipPool)", ".*", POOLS),
    ("ec2 LocalGateway.*", ".*", "ids, owners and pools: gateway, destination, target and state of its routes are read"),
    ("ec2 (ClientVpn.*|TargetNetwork|AllowedPrincipal)", ".*", PEOPLE),
    ("ec2 DnsOptions", ".*", "which names private DNS answers: those that AWS lists with the endpoint are read"),
    ("ec2 (DnsEntry|Ec2InstanceConnectEndpoint|InstanceIpv6Address)", ".*", ELSEWHERE),
    ("ec2 (SecurityGroup|UserIdGroupPair|IpPermission|NetworkAcl.*|PrefixList.*|ManagedPrefixList.*)", ".*", ELSEWHERE),
    (
        "ec2 (Subnet|Vpc|Vpc[A-Z].*|AvailabilityZone|Region|DhcpOptions|Route|RouteTable.*|.*Gateway|DescribeVpcAttributeResult)",
        ".*",
        "settings for what is launched later, and marks of who manages: addresses, routes, modes and states are read",
    ),
)
