"""Security groups and network ACLs."""

from typing import Annotated

from vpcviz.model.fields import Description, Protocol, SubnetIds, VpcId
from vpcviz.model.meanings import Cidr, Doc, OneOf, Ref
from vpcviz.model.records import Record, Resource

POSITION = 70


class SecurityGroupRule(Record, frozen=True):
    """One allow rule. `protocol` is `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all; ports are inclusive, -1 for all
    (for ICMP: type and code). `peer` is a CIDR, a security group id or a prefix list id."""

    FORM = "PROTOCOL PORTS from PEER, such as tcp 443 from 10.0.0.0/16, or all from web"

    protocol: Annotated[Protocol, Doc("tcp, udp, icmp, icmpv6, a number, or -1 for all.")] = "-1"
    from_port: Annotated[int, Doc("The first port; -1 for all. For ICMP the type.")] = -1
    to_port: Annotated[int, Doc("The last port; -1 for all. For ICMP the code.")] = -1
    peer: Annotated[
        str,
        Ref("security_groups", "prefix_lists", own_words=True),
        Cidr(checked=False),
        Doc("The other side: a CIDR, a security group or prefix list by name or id, or self."),
    ] = ""
    description: Description = ""


class SecurityGroup(Resource, frozen=True):
    """A security group of `vpc`; stateful, allow rules only. `associated_vpcs` are further VPCs that may use it."""

    KIND = "security-group"
    MARK = "a security group"
    ARN = "ec2:{region}:{account}:security-group/{id}"
    CONSOLE = "ec2/home?region={region}#SecurityGroup:groupId={id}"
    COLLECTION = "security_groups"
    NOT_CHARGED = 'free: "Amazon EC2 security groups for your EC2 instances", "Pricing"'
    NAME_DECIDES = True
    IN_DEFAULT_VPC = True
    DECIDES = "filters"
    ID_PREFIX = "sg"

    vpc: VpcId = ""
    associated_vpcs: Annotated[tuple[str, ...], Ref("vpcs"), Doc("Further VPCs whose network interfaces may use the group.")] = ()
    ingress: Annotated[tuple[SecurityGroupRule, ...], Doc("The rules for traffic in.")] = ()
    egress: Annotated[tuple[SecurityGroupRule, ...], Doc("The rules for traffic out; everything unless written ([] is none).")] = ()
    description: Description = ""

    @property
    def comes_with_vpc(self) -> bool:
        """Whether it is the VPC's default one."""
        return self.name == "default"


class NetworkAclEntry(Record, frozen=True):
    """One entry of a network ACL; the lowest `number` that matches decides."""

    FORM = "NUMBER allow|deny PROTOCOL PORTS from|to CIDR, such as 100 allow tcp 443 from 0.0.0.0/0"

    number: Annotated[int, Doc("The entry's number, 1 to 32766; the lowest that matches decides.")]
    egress: Annotated[bool, Doc("Whether it is for traffic out of the subnet.")] = False
    action: Annotated[str, OneOf("allow", "deny"), Doc("What happens to packets that match.")] = "allow"
    protocol: Annotated[Protocol, Doc("tcp, udp, icmp, icmpv6, a number, or -1 for all.")] = "-1"
    from_port: Annotated[int, Doc("The first port; -1 for all. For ICMP the type.")] = -1
    to_port: Annotated[int, Doc("The last port; -1 for all. For ICMP the code.")] = -1
    cidr: Annotated[str, Cidr(), Doc("The CIDR of the other side.")] = "0.0.0.0/0"

    @property
    def is_closing(self) -> bool:
        """Whether it is AWS's own last entry, which nobody can change: 32767 for IPv4, 32768 for IPv6 (`*` on AWS's pages)."""
        return self.number >= 32767


class NetworkAcl(Resource, frozen=True):
    """A network ACL of `vpc`; stateless. The default one serves every subnet without another."""

    KIND = "network-acl"
    MARK = "a network ACL"
    ARN = "ec2:{region}:{account}:network-acl/{id}"
    CONSOLE = "vpc/home?region={region}#NetworkAclDetails:networkAclId={id}"
    COLLECTION = "network_acls"
    MAIN_FIELD = "default"
    NOT_CHARGED = 'free: Amazon VPC User Guide, "Control subnet traffic with network access control lists"'
    IN_DEFAULT_VPC = True
    DECIDES = "filters"
    ONE = "network ACL"
    ID_PREFIX = "acl"

    vpc: VpcId = ""
    default: Annotated[bool, Doc("Whether it filters every subnet of the VPC that has no other.")] = False
    subnets: Annotated[SubnetIds, Doc("The subnets that it filters.")] = ()
    entries: Annotated[tuple[NetworkAclEntry, ...], Doc("The entries, such as 100 allow tcp 443 from 0.0.0.0/0.")] = ()

    @property
    def comes_with_vpc(self) -> bool:
        """Whether it is the VPC's default one."""
        return self.default
