"""Route tables, prefix lists and the gateways of a VPC."""

from typing import Annotated

from vpcviz.model import pricing_pages
from vpcviz.model.fields import AsnNumber, InZone, OnPremisesId, PublicIp, State, SubnetId, SubnetIds, VpcId
from vpcviz.model.meanings import Cidr, Doc, Id, Ip, Name, OneOf, Ref, ServiceName, Word
from vpcviz.model.records import Record, Resource

POSITION = 30


class Route(Record, frozen=True):
    """One row of a route table. `destination` is a CIDR (IPv4 or IPv6) or a prefix list id; `target` a resource id or `local`."""

    FORM = "DESTINATION: TARGET, such as 0.0.0.0/0: internet_gateway"
    PAIR = ("destination", "target")

    destination: Annotated[
        str,
        Ref("prefix_lists", own_words=True),
        Cidr(checked=False),
        Doc("A CIDR (IPv4 or IPv6), a prefix list by name or id, or s3 or dynamodb for AWS's own."),
    ]
    target: Annotated[
        str,
        Word("local", "VpcLattice"),
        Ref(where="ROUTE_TARGET", own_words=True),
        Doc("What the route leads to: local, a name or id, or a word such as internet_gateway or nat_gateway."),
    ]
    origin: Annotated[str, OneOf("static", "propagated"), Doc("static: written; propagated: learned from a gateway.")] = "static"
    state: Annotated[
        str,
        OneOf("active", "blackhole", "filtered"),
        Doc("active; blackhole where the target is gone; filtered, which AWS prints, but does not describe."),
    ] = "active"
    firewall: Annotated[
        str, Ref("network_firewalls"), Doc("The network firewall at the internet gateway that inspects what takes the route.")
    ] = ""
    firewall_state: State = ""


class RouteTable(Resource, frozen=True):
    """A VPC route table. `subnets` are the explicit associations, `gateways` the edge associations (internet or virtual
    private gateways), `public_pools` the ids of public IPv4 pools whose incoming traffic it routes; `main` serves every subnet
    without one. `propagating_gateways` may add propagated routes."""

    KIND = "route-table"
    ARN = "ec2:{region}:{account}:route-table/{id}"
    CONSOLE = "vpc/home?region={region}#RouteTableDetails:RouteTableId={id}"
    COLLECTION = "route_tables"
    ROLE = ("subnets",)
    MAIN_FIELD = "main"
    NOT_CHARGED = pricing_pages.VPC
    IN_DEFAULT_VPC = True
    DECIDES = "routes"
    ID_PREFIX = "rtb"

    vpc: VpcId = ""
    main: Annotated[bool, Doc("Whether it serves every subnet of the VPC that has no other route table.")] = False
    subnets: Annotated[SubnetIds, Doc("Explicit associations: the subnets that it serves.")] = ()
    gateways: Annotated[
        tuple[str, ...],
        Ref("internet_gateways", "vpn_gateways", "nat_gateways", needs=True),
        Doc("Edge associations: the internet, virtual private or regional NAT gateways whose traffic the table routes."),
    ] = ()
    public_pools: Annotated[
        tuple[str, ...], Id("ipv4pool-ec2"), Doc("The public IPv4 pools (ids) whose incoming traffic the table routes.")
    ] = ()
    propagating_gateways: Annotated[
        tuple[str, ...], Ref("vpn_gateways"), Doc("The virtual private gateways that may add propagated routes.")
    ] = ()
    routes: Annotated[tuple[Route, ...], Doc("The routes: destination and target. Local routes are filled in.")] = ()


class PrefixList(Resource, frozen=True):
    """A managed prefix list; `name` is `com.amazonaws.REGION.SERVICE` for AWS's own. `entries` are CIDRs, `known` tells
    whether they were read."""

    KIND = "prefix-list"
    ARN = "ec2:{region}:{account}:prefix-list/{id}"
    CONSOLE = "vpc/home?region={region}#ManagedPrefixListDetails:PrefixListId={id}"
    COLLECTION = "prefix_lists"
    KNOWN = {"known": ("entries",)}
    NOT_CHARGED = pricing_pages.VPC
    NAME_DECIDES = True
    DECIDES = "routes"
    ID_PREFIX = "pl"
    SHORT_KEYS = {"cidrs": "entries"}
    INHERITED = {"name": (ServiceName(), Name())}

    entries: Annotated[tuple[str, ...], Cidr(), Doc("The CIDRs in the list.")] = ()
    known: Annotated[bool, Doc("Whether the entries are known.")] = True


class InternetGateway(Resource, frozen=True):
    """An internet gateway, attached to `vpc`."""

    KIND = "internet-gateway"
    MARK = "an internet gateway"
    ARN = "ec2:{region}:{account}:internet-gateway/{id}"
    CONSOLE = "vpc/home?region={region}#InternetGateway:internetGatewayId={id}"
    COLLECTION = "internet_gateways"
    TO_INTERNET = True
    ENCRYPTION_EXCLUSION = "InternetGateway"
    LINK = "internet"
    TOUCHES = "vpc"
    IN_DEFAULT_VPC = True
    PART = "gateway"
    ONE_FOR_A_VPC = True
    GATEWAY = "named"
    ID_PREFIX = "igw"
    ROUTE_TARGET = True
    ROUTED_AS = "GatewayId"
    ROUTE_WORDS = ("internet_gateway", "igw")

    vpc: VpcId = ""


class EgressOnlyInternetGateway(Resource, frozen=True):
    """An egress-only internet gateway (IPv6), attached to `vpc`."""

    KIND = "egress-only-gateway"
    MARK = "an egress-only internet gateway"
    ARN = "ec2:{region}:{account}:egress-only-internet-gateway/{id}"
    CONSOLE = "vpc/home?region={region}#EgressOnlyInternetGateways:egressOnlyInternetGatewayId={id}"
    COLLECTION = "egress_only_internet_gateways"
    ENCRYPTION_EXCLUSION = "EgressOnlyInternetGateway"
    LINK = "internet"
    TOUCHES = "vpc"
    PART = "gateway"
    ONE_FOR_A_VPC = True
    GATEWAY = "named"
    ONE = "egress-only internet gateway"
    ID_PREFIX = "eigw"
    ROUTE_TARGET = True
    ROUTED_AS = "EgressOnlyInternetGatewayId"
    ROUTE_WORDS = ("egress_only_internet_gateway", "eigw")

    vpc: VpcId = ""


class CarrierGateway(Resource, frozen=True):
    """A carrier gateway (wavelength zones), attached to `vpc`."""

    KIND = "carrier-gateway"
    MARK = "a carrier gateway"
    ARN = "ec2:{region}:{account}:carrier-gateway/{id}"
    CONSOLE = "vpc/home?region={region}#CarrierGateways:"
    COLLECTION = "carrier_gateways"
    TO_INTERNET = True
    PART = "gateway"
    ONE_FOR_A_VPC = True
    GATEWAY = "named"
    ID_PREFIX = "cagw"
    ROUTE_TARGET = True
    ROUTED_AS = "CarrierGatewayId"
    ROUTE_WORDS = ("carrier_gateway",)
    ICON = "internet-gateway"

    vpc: VpcId = ""


class ElasticIp(Resource, frozen=True):
    """An Elastic IP address that is associated with no interface; those of interfaces are told with them."""

    KIND = "elastic-ip"
    ARN = "ec2:{region}:{account}:elastic-ip/{id}"
    CONSOLE = "ec2/home?region={region}#ElasticIpDetails:AllocationId={id}"
    COLLECTION = "elastic_ips"
    NOT_CHARGED = 'public IPv4 addresses are charged for together: Amazon VPC pricing, "Public IPv4 addresses"'
    TOUCHES = "nothing"
    ONE = "Elastic IP"
    ID_PREFIX = "eipalloc"
    ICON = "internet"

    public_ip: PublicIp = ""
    service_managed: Annotated[str, Word(), Doc("What of AWS's manages it: alb, nlb, rnat, rnlb, igw-firewall.")] = ""
    own_pool: Annotated[bool, Doc("Whether it is of a pool that was brought to AWS (BYOIP), whose addresses are free.")] = False


class NatAddress(Record, frozen=True):
    """An address of a NAT gateway: of a regional one in each zone, of a zonal one besides its first."""

    FORM = "ZONE: PUBLIC-IP, or the public IP"
    TEXT = "public_ip"
    PAIR = ("zone", "public_ip")

    public_ip: PublicIp = ""
    private_ip: Annotated[str, Ip(4), Doc("The private IP that goes with it.")] = ""
    zone: InZone = ""


class NatAppliance(Record, frozen=True):
    """A proxy of Network Firewall at a NAT gateway: clients send to its endpoint, and it sends on by the gateway."""

    FORM = "a mapping with arn"

    arn: Annotated[str, Id(), Doc("The appliance's ARN.")] = ""
    type: Annotated[str, Word("network-firewall-proxy"), Doc("Its type, as AWS prints it.")] = ""
    endpoint: Annotated[str, Id("vpce"), Doc("The endpoint (vpce-…) by which other VPCs send to it.")] = ""
    state: State = ""


class NatGateway(Resource, frozen=True):
    """A NAT gateway in `subnet`, or (`availability` regional) in a whole VPC, in no subnet: what it sends is routed by the table
    `route_table`, else by the one that names it among its `gateways`. `addresses` are all of a regional one, by zone, and the
    further ones of a zonal one, whose addresses are also on the network interface that names it as `owner`, if there is one.
    """

    KIND = "nat-gateway"
    MARK = "a NAT gateway"
    ARN = "ec2:{region}:{account}:natgateway/{id}"
    CONSOLE = "vpc/home?region={region}#NatGatewayDetails:natGatewayId={id}"
    COLLECTION = "nat_gateways"
    ROLE = ("subnet",)
    ENCRYPTION_EXCLUSION = "NatGateway"
    TOUCHES = "vpc"
    PART = "gateway"
    REFUSED_KEYS = {"security_groups": ("AWS gives a NAT gateway none", "groups on the instances")}
    REDIRECTS = "inside"
    GATEWAY = "named"
    FLOW_END = True
    ONE = "NAT gateway"
    ID_PREFIX = "nat"
    TOLD_BY = ("subnet",)
    INTERFACE_TYPE = "nat_gateway"
    ROUTE_TARGET = True
    ROUTED_AS = "NatGatewayId"
    ROUTE_WORDS = ("nat_gateway", "nat")
    NESTED_BY = "owner"

    vpc: VpcId = ""
    subnet: SubnetId = ""
    connectivity: Annotated[
        str, OneOf("public", "private"), Doc("public: out to the internet with a public IP; private: to other networks.")
    ] = "public"
    private_ip: Annotated[str, Ip(4), Doc("The private IP; the lowest free one of its subnet where it is not written.")] = ""
    public_ip: PublicIp = ""
    availability: Annotated[
        str, OneOf("zonal", "regional"), Doc("zonal: in a subnet; regional: in the VPC, in no subnet, with addresses in each zone.")
    ] = "zonal"
    route_table: Annotated[str, Ref("route_tables"), Doc("The route table of a regional one, by name or id.")] = ""
    addresses: Annotated[tuple[NatAddress, ...], Doc("The addresses of a regional one; the further ones of a zonal one.")] = ()
    appliances: Annotated[tuple[NatAppliance, ...], Doc("Proxies of Network Firewall that are attached to it.")] = ()
    state: State = ""

    @property
    def is_of_vpc(self) -> bool:
        """Whether it stands in the VPC and in no subnet of it: a regional one, or one of a newer sort."""
        return self.availability == "regional" or (not self.subnet and self.availability not in ("", "zonal"))


class VpnGateway(Resource, frozen=True):
    """A virtual private gateway, attached to `vpc`."""

    KIND = "vpn-gateway"
    MARK = "a virtual private gateway"
    ARN = "ec2:{region}:{account}:vpn-gateway/{id}"
    CONSOLE = "vpc/home?region={region}#VpnGatewayDetails:VpnGatewayId={id}"
    COLLECTION = "vpn_gateways"
    ENCRYPTION_EXCLUSION = "VirtualPrivateGateway"
    STANDS_BY = "vpc"
    AMAZON_ASN = True
    NOT_CHARGED = pricing_pages.VPN
    LEADS_ON_BY = ("vpn_connections", "virtual_interfaces", "direct_connect_associations")
    JOINS = True
    PART = "gateway"
    ONE_FOR_A_VPC = True
    GATEWAY = "named"
    ONE = "virtual private gateway"
    ID_PREFIX = "vgw"
    ROUTE_TARGET = True
    ROUTED_AS = "GatewayId"
    ROUTE_WORDS = ("vpn_gateway", "vgw")

    vpc: VpcId = ""
    asn: AsnNumber = None


class CustomerGateway(Resource, frozen=True):
    """A customer gateway: the far end of a VPN, in the network `on_premises` where that is known."""

    KIND = "customer-gateway"
    ARN = "ec2:{region}:{account}:customer-gateway/{id}"
    CONSOLE = "vpc/home?region={region}#CustomerGatewayDetails:CustomerGatewayId={id}"
    COLLECTION = "customer_gateways"
    STANDS_BY = "on_premises"
    NOT_CHARGED = pricing_pages.VPN
    PART = "outside"
    GATEWAY = "part"
    ID_PREFIX = "cgw"
    TOLD_BY = ("ip",)
    NESTED_BY = "customer_gateway"
    TEXT_FIELD = "ip"

    ip: Annotated[str, Ip(), Doc("Its public IP.")] = ""
    asn: AsnNumber = None
    on_premises: OnPremisesId = ""
