"""The rule that AWS gives a new security group: everything out. A spec that wants none writes `egress: []`."""

from vpcviz.spec.drafts import Book, Draft


def fill_groups(book: Book) -> None:
    """Add the default outbound rule to groups whose `egress` is not written.

    Source: VPC User Guide, "Security group basics" (a new group has an outbound rule that allows all traffic).
    """
    for group in book["security_groups"]:
        if "egress" in group.fields or group.foreign:
            continue
        vpc = group.get("vpc")
        six = isinstance(vpc, Draft) and bool(vpc.get("ipv6_cidrs"))
        group.fields["egress"] = [_everything(group, peer) for peer in ("0.0.0.0/0", *(("::/0",) if six else ()))]


def _everything(group: Draft, peer: str) -> Draft:
    rule = Draft("SecurityGroupRule", group.path, {}, given=False)
    rule.fields = {"protocol": "-1", "from_port": -1, "to_port": -1, "peer": peer}
    return rule
