"""Templates as one network: stacks that import from and nest in one another, their resources as things, AWS's answers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from vpcviz.aws.answers import Reading
from vpcviz.cloudformation import kinds
from vpcviz.cloudformation.assembling import GivenTemplate, assemble, untaken
from vpcviz.cloudformation.drafts import PASSED, RULES, Draft, draft
from vpcviz.cloudformation.stacks import Stack
from vpcviz.cloudformation.templates import KNOWN_MACROS, LOOP, Template, texts
from vpcviz.model import Network
from vpcviz.modules import modules_in
from vpcviz.terraform.building import PARTS
from vpcviz.terraform.documents import Side
from vpcviz.terraform.loading import answers, network
from vpcviz.terraform.resource_instances import Thing

for _module in modules_in(kinds.__path__):
    import_module(f"{kinds.__name__}.{_module}")

UNKNOWN = "NotInTemplate"
"""The error of a gap where a template does not tell what a property leads to."""

_ZONE = re.compile(r"\A([a-z]{2}(?:-[a-z]+)+-\d)[a-z]\Z")
_REGION = re.compile(r"\Acom\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.")


def load(
    given: Sequence[GivenTemplate],
    parameters: Mapping[str, str],
    file: str,
    notes: list[str] | None = None,
    wrong: dict[str, str] | None = None,
) -> Network:
    """The network of the stacks of templates. What is assumed or left out is added to `notes`; parameters that no template has,
    with hints, to `wrong`.

    Raises InputError with all problems of a template.
    """
    stacks = assemble(given, parameters)
    if wrong is not None:
        wrong |= untaken(stacks, parameters)
    side, told = side_of(stacks)
    if notes is not None:
        notes += [f"{file}: {words}" + (f" ({count} times)" if count > 1 else "") for words, count in sorted(told.items())]
        notes += [f"{stack.template.file}: {words}" for stack in stacks for words in _told(stack)]
    return network(side, file, notes)


def side_of(stacks: Sequence[Stack]) -> tuple[Side, Counter[str]]:
    """The things of stacks, and in words how often something is left out."""
    side = Side([], unknown=UNKNOWN)
    told: Counter[str] = Counter()
    for stack in stacks:
        _region(stack)
        if stack.region:
            side.regions = {**side.regions, stack.prefix: stack.region}
    for stack in stacks:
        for logical in stack.resources:
            _resource(stack, logical, side, told)
    return side, told


def _region(stack: Stack) -> None:
    """A stack's region, where nothing gives it: that of the zones that it names, and of the services that its endpoints lead to,
    since an endpoint is in the region of its service unless it names another.

    Source: AWS PrivateLink Guide, "Cross-Region enabled endpoint services".
    """
    if stack.region:
        return
    found = set()
    for logical, resource in stack.resources.items():
        if resource.get("Type") == "AWS::EC2::VPCEndpoint" and "ServiceRegion" not in stack.properties(logical):
            match = _REGION.match(str(stack.property(logical, "ServiceName")))
            found |= {match[1]} if match else set()
        if resource.get("Type") == "AWS::EC2::Subnet":
            match = _ZONE.match(str(stack.property(logical, "AvailabilityZone")))
            found |= {match[1]} if match else set()
    if len(found) == 1:
        stack.located(found.pop())


def _resource(stack: Stack, logical: str, side: Side, told: Counter[str]) -> None:
    """The things of one resource; where it hangs on a condition that is not known, it is left out and this is noted."""
    made = draft(stack, logical)
    exists = stack.exists(logical)
    if made is None:
        kind = str(stack.resources[logical].get("Type", ""))
        if exists is not False and kind not in PASSED and logical not in stack.nested:
            side.things.append(Thing(stack.address(logical), kind, logical, None, data=False, values={}, told_type=kind))
        return
    if exists is False:
        return
    if exists is None:
        condition = stack.resources[logical].get("Condition")
        told[f"whether {made.kind} is made hangs on the condition {condition}, which is not known: left out"] += 1
        side.unsure.append((made.thing(), "Condition"))
        return
    _things(made, side)


def _things(made: Draft, side: Side) -> None:
    thing = made.thing()
    side.unsure += [(thing if thing.type else _typed(made, thing), name) for name in dict.fromkeys(made.unsure)]
    if thing.type:
        side.things.append(thing)
    side.things += made.more


def _typed(made: Draft, thing: Thing) -> Thing:
    thing.type = RULES[made.kind].type
    names = thing.told_names
    return Thing(thing.address, thing.type, thing.name, None, data=False, values={}, told_type=made.kind, told_names=names)


def _told(stack: Stack) -> list[str]:
    """Notes on a template as a whole."""
    made = []
    unset = sorted(stack.unset)
    if unset:
        made.append(f"no value for {', '.join(unset[:8])}{' and more' if len(unset) > 8 else ''}: give --parameter NAME=VALUE")
    if stack.lacking:
        named = f"{', '.join(stack.lacking[:4])}{' and more' if len(stack.lacking) > 4 else ''}"
        made.append(f"what the nested stacks {named} make is not known: give their templates, too")
    if stack.left_out:
        first = stack.left_out[0].removeprefix(LOOP)[:60]
        made.append(f"{len(stack.left_out)} loops over what is not known are left out ({first})")
    macros = [one for one in stack.template.transforms if one not in KNOWN_MACROS]
    if macros:
        made.append(f"what the macros {', '.join(macros[:4])} make of it is not known")
    return made


def recorded(resources: Mapping[str, tuple[str, Mapping[str, Any]]], account: str, region: str) -> Reading:
    """AWS's answers of resources that exist, by their ids: their types, and their properties as CloudFormation names them."""
    document = {"Resources": {name: {"Type": kind, "Properties": texts(told)} for name, (kind, told) in resources.items()}}
    stack = Stack(Template("", document=document), "", "", dict, region, account)
    side = Side([], unknown=UNKNOWN, regions={"": region} if region else {})
    for logical in stack.resources:
        _resource(stack, logical, side, Counter())
    return answers(side)[0]


PARTS |= {"aws_vpc_ipv6_cidr_block_association"}
