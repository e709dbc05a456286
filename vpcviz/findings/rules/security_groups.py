"""Rules about security groups as such: default ones that let traffic in, and those that nothing uses."""

from vpcviz.findings.context import Context
from vpcviz.findings.phrases import called, words
from vpcviz.findings.rule import Found, Rule
from vpcviz.model import CLASSES
from vpcviz.model.shapes import fields_of

POSITION = 140

_USERS = tuple(
    name for name, kind in CLASSES.items() if any("security_groups" in field.targets for field in fields_of(kind).values())
)
"""The collections of what security groups are given to."""


class DefaultGroupLetsTrafficIn(Rule):
    """A default security group that lets traffic in."""

    id = "default-group-lets-traffic-in"
    title = "A default security group lets traffic in"
    why = "Whatever is launched without a group gets the default one: what it lets in was never decided for that thing."
    remedy = "Give what has it a group of its own, then delete the default group's inbound rules (the group itself cannot be)."
    source = "Amazon VPC User Guide, Default security groups for your VPCs"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"
    severity = "info"
    answers = ("EC2.2",)
    needs = ("security_groups", *_USERS)

    def check(self, context: Context) -> Found:
        """One finding for each group. As AWS makes it, it lets in its own members only: it counts where there are some.

        A warning where it lets in others.
        """
        for group in context.network.security_groups:
            if group.name != "default" or group.foreign or not group.ingress:
                continue
            members = [interface.label for interface in context.having.get(group.id, ())]
            others = sorted({rule.peer for rule in group.ingress if rule.peer not in (group.id, "self")})
            if not others and not members:
                continue
            where = context.of_vpc(group.vpc)
            whom = f"lets {words(others)} in" if others else "lets its members reach one another on every port"
            has = f"; {words(members)} {'has' if len(members) == 1 else 'have'} it" if members else "; nothing has it yet"
            yield self.finding(f"{called(group)}{where} {whom}{has}.", group, severity="warning" if others else "info")


class SecurityGroupUnused(Rule):
    """A security group that nothing has and no rule names."""

    id = "security-group-unused"
    title = "A security group is used by nothing"
    why = "Unused groups hide the ones that matter, and their old rules come back the day somebody picks one from the list."
    remedy = "Delete it, unless a launch template, an Auto Scaling group or a service's configuration names it."
    source = "Amazon VPC User Guide, Control traffic to your AWS resources using security groups"
    url = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"
    severity = "info"
    answers = ("EC2.22",)
    needs = ("security_groups", *_USERS)

    def check(self, context: Context) -> Found:
        """One finding for each group but the default ones."""
        used = {group for resource in context.network for group in getattr(resource, "security_groups", ())}
        for group in context.network.security_groups:
            used |= {rule.peer.rpartition("/")[2] for rule in (*group.ingress, *group.egress) if rule.peer != group.id}
        for group in context.network.security_groups:
            if group.id not in used and group.name != "default" and not group.foreign and not group.associated_vpcs:
                where = context.of_vpc(group.vpc)
                yield self.finding(f"Nothing has {called(group)}{where}, and no rule names it.", group)


RULES = (DefaultGroupLetsTrafficIn, SecurityGroupUnused)
"""The rules of this module."""
