"""The table of calls: every word of it holds against botocore's own models."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.session import get_session

from tests.mentions import words_of_tests
from vpcviz.aws.calls import CALLS, Call, actions, all_feeds, call_named, followers, unused
from vpcviz.model import COLLECTIONS

SESSION = get_session()


def ids(call: Call) -> str:
    return call.name


def model(call: Call) -> Any:
    return SESSION.get_service_model(call.service).operation_model(call.operation)


@pytest.mark.parametrize("call", CALLS, ids=ids)
def test_calls_are_as_botocore_has_them(call: Call) -> None:
    operation = model(call)
    inputs = operation.input_shape.members if operation.input_shape else {}
    outputs = operation.output_shape.members
    assert call.key in outputs
    assert set(call.parameters) <= set(inputs)
    assert set(call.feeds) <= set(COLLECTIONS)
    if call.size:
        assert "MaxResults" in inputs
    for member, parameter in call.tokens:
        assert member in outputs
        assert parameter in inputs
    if call.each is not None:
        assert call.each.parameter in inputs
        assert (inputs[call.each.parameter].type_name == "list") == bool(call.each.batch)
        assert call.each.of in {other.name for other in CALLS}
        assert {parameter for parameter, _ in call.each.also} <= set(inputs)


@pytest.mark.parametrize("call", CALLS, ids=ids)
def test_every_required_parameter_is_given(call: Call) -> None:
    operation = model(call)
    if call.each is not None and call.each.request is not None:
        assert set(operation.input_shape.required_members) <= set(call.each.request("whole/core/segment/edge"))
        return
    given = {*call.parameters, *([call.each.parameter, *(name for name, _ in call.each.also)] if call.each else ())}
    assert set(operation.input_shape.required_members if operation.input_shape else ()) <= given


@pytest.mark.parametrize("call", [call for call in CALLS if not call.whole], ids=ids)
def test_marks_are_members_of_the_items(call: Call) -> None:
    items = model(call).output_shape.members[call.key].member
    if call.marks:
        assert set(call.marks) & set(items.members), f"none of {call.marks} is a member"
    else:
        assert items.type_name == "string"


@pytest.mark.parametrize("call", CALLS, ids=ids)
def test_pages_are_read_where_botocore_has_pages(call: Call) -> None:
    """Whatever botocore can page is paged by the same members, and nothing else is unless the answer has a token."""
    paginators = SESSION.get_paginator_model(call.service) if call.service != "sts" else None
    try:
        found = paginators.get_paginator(call.operation) if paginators else None
    except ValueError:
        found = None
    if found is not None:
        listed = [found[key] if isinstance(found[key], list) else [found[key]] for key in ("output_token", "input_token")]
        assert call.tokens == tuple(zip(*listed, strict=True))
    elif call.tokens:
        operation = model(call)
        assert {member for member, _ in call.tokens} <= set(operation.output_shape.members)
        assert {parameter for _, parameter in call.tokens} <= set(operation.input_shape.members)
    else:
        tokens = {"NextToken", "nextToken", "NextMarker", "Marker"} & set(model(call).output_shape.members)
        assert not tokens, "the answer has a token that is not followed"


@pytest.mark.parametrize("call", [call for call in CALLS if call.convert is not None and call.where != "start"], ids=ids)
def test_what_is_made_of_its_answer_is_tested(call: Call) -> None:
    names = (rf"\.{call.operation}\b", rf'"{call.operation}"', rf'"{call.key}"', re.escape("-".join(call.command)))
    given = "|".join(names)
    assert re.search(given, words_of_tests("aws", "aws_config", "sources")), (
        f"no test gives an answer of {call.name}: tests/aws/services"
    )


def test_names_are_unique_and_every_call_is_used() -> None:
    names = [call.name for call in CALLS]
    assert len(names) == len(set(names))
    assert unused() == ()


def test_only_reading_is_allowed() -> None:
    for action in actions():
        service, operation = action.split(":")
        assert operation.startswith(("Describe", "Get", "List", "Search", "GET")), action
        assert service not in ("elb", "elbv2", "opensearch", "efs"), "IAM has another prefix for it"


def test_a_call_that_leads_to_others_feeds_what_they_feed() -> None:
    assert all_feeds(call_named("ec2.DescribeVpcs")) == ("hosted_zones", "vpcs")
    assert "workloads" in all_feeds(call_named("ecs.ListClusters"))


def test_calls_follow_calls_that_come_before_them() -> None:
    def below(name: str, depth: int = 0) -> Iterator[int]:
        yield depth
        for call in followers(name):
            yield from below(call.name, depth + 1)

    assert max(depth for call in CALLS if call.each is None for depth in below(call.name)) == 2
