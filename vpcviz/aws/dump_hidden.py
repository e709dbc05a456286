"""What a dump does not have since AWS hides it: instances that its services manage, where the command did not ask for them.

Sources: EC2 API Reference, DescribeInstances, IncludeManagedResources; "Amazon EC2 announces managed resource visibility settings"
(April 2026). Nothing in an answer tells whether it was asked for; what names an instance that is not there does.
"""

from collections.abc import Iterable

from vpcviz.aws.answers import Answer, Missing, Reading

HIDDEN = "HiddenInDump"
"""The error of a gap where something names what AWS leaves out unless it is asked for."""

_INSTANCES = "ec2.DescribeInstances"


def note_hidden(reading: Reading) -> None:
    """Note the accounts and regions whose instances were read, but for some that a managed network interface is attached to, or
    that a load balancer finds healthy.
    """
    listed: dict[tuple[str, str], set[str]] = {}
    named: dict[tuple[str, str], set[str]] = {}
    for answer in reading.answers:
        place = answer.account, answer.region
        if answer.call.name == _INSTANCES:
            found = listed.setdefault(place, set())
            found.update(instance.instance_id for item in answer.items for instance in item.instances)
        else:
            named.setdefault(place, set()).update(_named(answer))
    for account, region in sorted(place for place, ids in listed.items() if named.get(place, set()) - ids):
        what = "instances that AWS's services manage"
        reading.missing.append(Missing(_INSTANCES, account, region, "", HIDDEN, what))


def _named(answer: Answer) -> Iterable[str]:
    """The instances that something of an answer is sure to be there by."""
    if answer.call.name == "ec2.DescribeNetworkInterfaces":
        return (one.attachment.instance_id for one in answer.items if one.operator.principal and one.attachment.instance_id)
    if answer.call.name == "elbv2.DescribeTargetHealth":
        healthy = (one.target.id for one in answer.items if one.target_health.state == "healthy")
        return (one for one in healthy if one.startswith("i-"))
    return ()
