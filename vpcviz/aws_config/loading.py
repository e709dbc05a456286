"""Items of AWS Config as a Network: the newest of each resource; what no item tells is a gap."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from vpcviz.aws.answers import INCOMPLETE, MALFORMED, Answer, Missing, Reading, shaped_items
from vpcviz.aws.calls import call_named
from vpcviz.aws.dumps import missing
from vpcviz.aws_config.calls import CALL_OF, answer_item, capitalized, is_spelled_as_api
from vpcviz.aws_config.items import Item
from vpcviz.cloudformation.drafts import RULES
from vpcviz.cloudformation.loading import recorded
from vpcviz.model import Network
from vpcviz.terraform.kinds.services import SERVED

NOT_IN_CONFIG = "NotInConfig"
"""The error of a gap where AWS Config has no item that would tell: not recorded is not the same as not there."""

QUERY = (
    "SELECT resourceId, resourceType, resourceName, arn, accountId, awsRegion, configurationItemCaptureTime, "
    "configurationItemStatus, tags, relationships, configuration WHERE resourceType IN ("
    + ", ".join(f"'{kind}'" for kind in sorted({*CALL_OF, *RULES}))
    + ")"
)
"""The query of everything that is read. Source: AWS Config Developer Guide, "Query Components"."""

_MOST_TYPES = 12


def load_items(items: Iterable[Item], file: str, notes: list[str] | None = None, *, whole: bool = True) -> Network:
    """The network of items. What could not be used is said in `notes`, which begin with the `file`; `whole` says that AWS gave
    all that it had."""
    from vpcviz.aws.convert import convert

    reading = read_items(items, whole=whole)
    if notes is not None:
        notes += [f"{file}: {words}" for words in reading.notes]
    return convert(reading)


def read_items(items: Iterable[Item], *, whole: bool = True) -> Reading:
    """The answers that the items make, with what is missing."""
    reading = Reading()
    left: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    direct: dict[tuple[str, str, str], list[Any]] = {}
    others: dict[tuple[str, str], dict[str, tuple[str, Mapping[str, Any]]]] = {}
    for item in _newest(items):
        if item.type in CALL_OF and (is_spelled_as_api(item) or item.type not in RULES):
            call = call_named(CALL_OF[item.type])
            place = (call.name, item.account, item.region if call.where == "region" else "")
            direct.setdefault(place, [])
            if item.configuration:
                direct[place].append(answer_item(item))
            else:
                bare[item.type] += 1
                reading.missing.append(Missing(*place, item.id, NOT_IN_CONFIG))
        elif item.type in RULES and RULES[item.type].type not in SERVED:
            others.setdefault((item.account, item.region), {})[item.id] = (item.type, _tagged(item))
        else:
            left[item.type] += 1
    for (name, account, region), told in direct.items():
        made, wrong = shaped_items(call_named(name), told)
        if wrong:
            reading.missing.append(Missing(name, account, region, "", MALFORMED))
        reading.answers.append(Answer(call_named(name), account, region, "", made))
    for (account, region), resources in others.items():
        _others(reading, account, region, resources)
    _notes(reading, left, bare)
    missing(reading, NOT_IN_CONFIG)
    if not whole:
        reading.notes.append("the results go on (NextToken): what the other pages hold is not known")
        reading.missing += [Missing(one.call.name, one.account, one.region, "", INCOMPLETE) for one in reading.answers]
    return reading


def _newest(items: Iterable[Item]) -> list[Item]:
    """Of each resource the newest item, in an order that is the same everywhere; none of those that are gone."""
    found: dict[tuple[str, str, str, str], Item] = {}
    for item in items:
        key = (item.account, item.region, item.type, item.id)
        known = found.get(key)
        if known is None or (item.captured, len(item.configuration)) > (known.captured, len(known.configuration)):
            found[key] = item
    return [item for _, item in sorted(found.items()) if item.is_there]


def _tagged(item: Item) -> Mapping[str, Any]:
    """The properties of an item whose names are CloudFormation's, but for the first letter of some."""
    told = capitalized(item.configuration) if is_spelled_as_api(item) else item.configuration
    if "Tags" in told or not item.tags:
        return told
    return {**told, "Tags": [{"Key": key, "Value": value} for key, value in item.tags.items()]}


def _others(reading: Reading, account: str, region: str, resources: Mapping[str, tuple[str, Mapping[str, Any]]]) -> None:
    """The answers of items whose names are CloudFormation's. Interfaces are items of their own, and of what an answer is
    empty, no item tells."""
    told = recorded(resources, account, region)
    for answer in told.answers:
        if answer.call.name != "ec2.DescribeNetworkInterfaces" and answer.items:
            reading.answers.append(answer)
    reading.missing += [Missing(one.call, account, one.region, one.scope, NOT_IN_CONFIG) for one in told.missing]


def _notes(reading: Reading, left: Counter[str], bare: Counter[str]) -> None:
    for counted, words in ((left, "not drawn"), (bare, "no configuration (a query must select it)")):
        named = [f"{count} {kind[:80]}" for kind, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]
        if named:
            more = f" and {len(named) - _MOST_TYPES} more types" if len(named) > _MOST_TYPES else ""
            reading.notes.append(f"{words}: {', '.join(named[:_MOST_TYPES])}{more}")
