"""Security groups and network ACLs."""

from msgspec import field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, unique, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import is_dead

POSITION = 40

_PROTOCOLS = {"1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}


class Peer(Shape, frozen=True, gc=False):
    """The other side of a rule: one of these."""

    cidr_ip: str = ""
    cidr_ipv6: str = ""
    group_id: str = ""
    prefix_list_id: str = ""
    description: str = ""


class Permission(Shape, frozen=True, gc=False):
    """Rules of a security group that differ in the peer only."""

    ip_protocol: str = ""
    from_port: int | None = None
    to_port: int | None = None
    ip_ranges: tuple[Peer, ...] = ()
    ipv6_ranges: tuple[Peer, ...] = ()
    user_id_group_pairs: tuple[Peer, ...] = ()
    prefix_list_ids: tuple[Peer, ...] = ()


class SecurityGroup(Shape, frozen=True, gc=False):
    """A security group."""

    group_id: str = ""
    group_name: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    description: str = ""
    group_description: str = ""
    security_group_arn: str = ""
    ip_permissions: tuple[Permission, ...] = ()
    ip_permissions_egress: tuple[Permission, ...] = ()
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeSecurityGroups",
    "SecurityGroups",
    "security_groups",
    "security groups",
    SecurityGroup,
    "GroupId",
    size=1000,
)
def security_groups(estate: Estate, answer: Answer, item: SecurityGroup) -> None:
    """Security groups; one without a Name tag goes by its group name."""
    estate.put(
        "security_groups",
        item.group_id,
        answer,
        item.tags,
        owner=item.owner_id,
        name=item.group_name,
        vpc=item.vpc_id,
        description=item.description or item.group_description,
        ingress=tuple(rule for permission in item.ip_permissions for rule in _rules(permission)),
        egress=tuple(rule for permission in item.ip_permissions_egress for rule in _rules(permission)),
    )


def _rules(item: Permission) -> list[r.SecurityGroupRule]:
    protocol = item.ip_protocol or "-1"
    peers = [
        *((one.cidr_ip, one.description) for one in item.ip_ranges),
        *((one.cidr_ipv6, one.description) for one in item.ipv6_ranges),
        *((one.group_id, one.description) for one in item.user_id_group_pairs),
        *((one.prefix_list_id, one.description) for one in item.prefix_list_ids),
    ]
    return [
        r.SecurityGroupRule(
            protocol=_PROTOCOLS.get(protocol, protocol),
            from_port=-1 if item.from_port is None else item.from_port,
            to_port=-1 if item.to_port is None else item.to_port,
            peer=peer,
            description=description,
        )
        for peer, description in peers
        if peer
    ]


class GroupAssociation(Shape, frozen=True, gc=False):
    """A further VPC whose interfaces may use a security group."""

    group_id: str = ""
    vpc_id: str = ""
    state: StateWord = ""


@reads(
    "ec2",
    "DescribeSecurityGroupVpcAssociations",
    "SecurityGroupVpcAssociations",
    "security_groups",
    "VPCs that security groups are associated with",
    GroupAssociation,
    "VpcOwnerId",
    optional=True,
)
def group_associations(estate: Estate, answer: Answer, item: GroupAssociation) -> None:
    """The further VPCs of security groups."""
    if not is_dead(item.state):
        estate.more("security_groups", item.group_id, associated_vpcs=(item.vpc_id,))


class PortRange(Shape, frozen=True, gc=False):
    """The ports of an entry."""

    from_: int | None = field(name="From", default=None)
    to: int | None = None


class IcmpTypeCode(Shape, frozen=True, gc=False):
    """The ICMP type and code of an entry."""

    type: int | None = None
    code: int | None = None


class Entry(Shape, frozen=True, gc=False):
    """An entry of a network ACL."""

    rule_number: int | None = None
    egress: bool = False
    rule_action: str = ""
    protocol: str = ""
    port_range: PortRange = PortRange()
    icmp_type_code: IcmpTypeCode = IcmpTypeCode()
    cidr_block: str = ""
    ipv6_cidr_block: str = ""


class AclAssociation(Shape, frozen=True, gc=False):
    """A subnet that a network ACL filters."""

    subnet_id: str = ""


class NetworkAcl(Shape, frozen=True, gc=False):
    """A network ACL."""

    network_acl_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    is_default: bool = False
    associations: tuple[AclAssociation, ...] = ()
    entries: tuple[Entry, ...] = ()
    tags: tuple[Tag, ...] = ()


@reads("ec2", "DescribeNetworkAcls", "NetworkAcls", "network_acls", "network ACLs", NetworkAcl, "NetworkAclId")
def network_acls(estate: Estate, answer: Answer, item: NetworkAcl) -> None:
    """Network ACLs with their entries, AWS's closing deny among them."""
    estate.put(
        "network_acls",
        item.network_acl_id,
        answer,
        item.tags,
        owner=item.owner_id,
        vpc=item.vpc_id,
        default=item.is_default,
        subnets=unique(one.subnet_id for one in item.associations),
        entries=tuple(made for one in item.entries if (made := _entry(one)) is not None),
    )


def _entry(item: Entry) -> r.NetworkAclEntry | None:
    if item.rule_number is None:
        return None
    protocol = item.protocol or "-1"
    low, high = item.port_range.from_, item.port_range.to
    if protocol in ("1", "58"):
        low, high = item.icmp_type_code.type, item.icmp_type_code.code
    return r.NetworkAclEntry(
        number=item.rule_number,
        egress=item.egress,
        action=word(item.rule_action, "deny"),
        protocol=_PROTOCOLS.get(protocol, protocol),
        from_port=-1 if low is None else low,
        to_port=-1 if high is None else high,
        cidr=item.cidr_block or item.ipv6_cidr_block or "0.0.0.0/0",
    )
