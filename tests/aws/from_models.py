"""Items of each call that is read, made of what botocore's models say of its answer, with every member that is kept."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import botocore.session

from tests.aws.fakes import ACCOUNT, REGION
from vpcviz.aws.answers import Answer, Reading, shaped_items
from vpcviz.aws.calls import CALLS, Call
from vpcviz.aws.convert import convert
from vpcviz.aws.shapes import field_types, shape_in
from vpcviz.model import Network

LIVE = "A available active associated attached complete create-complete enabled enable ready succeeded".lower().split()
"""Words of AWS's enumerations of things that are there."""

Path = tuple[str | int, ...]


class Sample(NamedTuple):
    """An item of a call, and where words of an enumeration stand in it, with the words."""

    call: Call
    item: Any
    words: tuple[tuple[Path, tuple[str, ...]], ...]

    def with_word(self, path: Path, word: str) -> "Sample":
        """The same with a word at a place."""
        item = copy.deepcopy(self.item)
        inner = item
        for part in path[:-1]:
            inner = inner[part]
        inner[path[-1]] = word
        return self._replace(item=item)


@cache
def _model(service: str) -> Any:
    return botocore.session.get_session().get_service_model(service)


def output_of(call: Call) -> Any:
    """botocore's shape of the whole answer of a call."""
    return _model(call.service).operation_model(call.operation).output_shape


def samples() -> Iterator[Sample]:
    """A sample of every call whose answers become resources."""
    for call in CALLS:
        if call.where == "start" or call.convert is None or call.shape is str:
            continue
        words: list[tuple[Path, tuple[str, ...]]] = []
        shape = output_of(call) if call.whole else output_of(call).members[call.key].member
        yield Sample(call, _value(call.shape, shape, "", (), words), tuple(words))


def _value(hint: Any, shape: Any, name: str, path: Path, words: list[tuple[Path, tuple[str, ...]]]) -> Any:
    kind = shape.type_name
    if kind == "structure":
        inner = shape_in(hint)
        known = field_types(inner) if inner is not None else {}
        made = {
            member: _value(known[member], one, member, (*path, member), words)
            for member, one in shape.members.items()
            if member in known
        }
        return {member: value for member, value in made.items() if value is not None}
    if kind == "list":
        value = _value(hint, shape.member, name, (*path, 0), words)
        return None if value is None else [value]
    if kind == "map":
        value = _value(hint, shape.value, name, (*path, "one"), words)
        return None if value is None else {"one": value}
    if kind == "string" and shape.enum:
        words.append((path, tuple(shape.enum)))
        return next((one for one in shape.enum if one.lower() in LIVE), shape.enum[0])
    return text_of(name) if kind == "string" else {"integer": 1, "long": 1, "boolean": True}.get(kind)


def text_of(member: str) -> str:
    """What stands in a member: the same id wherever its name does."""
    lowered = member.lower()
    if "cidr" in lowered:
        return "10.0.0.0/16"
    if lowered.endswith("arn"):
        return f"arn:aws:ec2:{REGION}:{ACCOUNT}:thing/{member}-1"
    return f"{member[:1].upper()}{member[1:]}-1"


def network_of_samples(made: list[Sample]) -> Network:
    """The network that samples make."""
    answers = []
    for call, item, _ in made:
        shaped, wrong = shaped_items(call, [item])
        assert wrong == []
        asked = call.each.member if call.each is not None else ""
        scope = (item.get(asked) or text_of(asked)) if asked else ""
        answers.append(Answer(call, ACCOUNT, REGION if call.where == "region" else "", scope, shaped))
    return convert(Reading(answers=answers))
