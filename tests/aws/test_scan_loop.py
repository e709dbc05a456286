"""The fetcher's loop: which calls are made, what a failed one costs, and when a scan stops."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.aws.fakes import ACCOUNT, REGION, FakeAccount, one_of_each
from vpcviz.aws.access import Access
from vpcviz.aws.answers import Reading
from vpcviz.aws.calls import CALLS, Call, actions, all_feeds
from vpcviz.aws.convert import convert, gaps
from vpcviz.aws.fetch_loop import Scan
from vpcviz.commands.progress import Silent
from vpcviz.errors import AccessError

SCANNED = [call for call in CALLS if call.where != "start"]


def read(account: FakeAccount, workers: int = 4) -> Reading:
    reading = Reading()
    Scan([account], Access(max_workers=workers), Silent(), reading).run()  # type: ignore[list-item]
    return reading


def test_the_calls_made_and_the_policy_are_the_same_set() -> None:
    account = FakeAccount(one_of_each)
    reading = read(account)
    assert not reading.missing
    made = {call.action for call, _ in account.made}
    start = {call.action for call in CALLS if call.where == "start"}
    assert made | start == set(actions())
    assert {call.name for call, _ in account.made} == {call.name for call in SCANNED}


@pytest.mark.parametrize("denied", SCANNED, ids=lambda call: call.name)
def test_a_denied_call_costs_what_it_feeds_and_nothing_else(denied: Call) -> None:
    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        return "AccessDenied" if call is denied else one_of_each(call, parameters)

    reading = read(FakeAccount(respond))
    (gap,) = gaps(reading)
    assert (gap.service, gap.operation, gap.error, gap.resource) == (denied.service, denied.operation, "AccessDenied", "")
    assert gap.feeds == all_feeds(denied)
    assert gap.message == denied.what
    asked = {call.name for call in SCANNED if not _needs(call, denied)}
    assert {answer.call.name for answer in reading.answers} == asked - {denied.name}
    assert reading.complete


def _needs(call: Call, denied: Call) -> bool:
    while call.each is not None:
        if call.each.of == denied.name:
            return True
        call = next(other for other in CALLS if other.name == call.each.of)
    return False


def test_a_call_that_fails_for_one_id_only_names_that_id() -> None:
    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        if call.operation == "DescribeVpcs":
            return [{"VpcId": "vpc-1"}, {"VpcId": "vpc-2"}]
        if call.operation == "DescribeVpcAttribute" and parameters["VpcId"] == "vpc-2":
            return "UnauthorizedOperation"
        return []

    found = gaps(read(FakeAccount(respond)))
    assert [(gap.operation, gap.resource) for gap in found] == [("DescribeVpcAttribute", "vpc-2")] * 2
    network = convert(read(FakeAccount(respond)))
    assert [vpc.dns_support for vpc in network.vpcs] == [None, None], "nothing is said, so nothing is known"


@pytest.mark.parametrize("code", ["ExpiredToken", "RequestExpired", "UnauthorizedSSOTokenError"])
def test_a_token_that_expires_stops_the_scan_and_what_was_read_is_incomplete(code: str) -> None:
    count = iter(range(1000))

    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        return one_of_each(call, parameters) if next(count) < 20 else code

    account = FakeAccount(respond)
    reading = read(account)
    assert not reading.complete
    assert len(account.made) < 30, "the rest is not asked for"
    network = convert(reading)
    assert not network.complete
    assert {gap.error for gap in network.gaps} == {code}
    told = {answer.call.name for answer in reading.answers} | {missing.call for missing in reading.missing}
    roots = {call.name for call in SCANNED if call.each is None}
    assert roots <= told, "every call that was not made is a gap"


def test_calls_that_are_throttled_away_are_made_again_where_others_get_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vpcviz.aws.pace.SLOWEST", 500.0)
    tries: dict[str, int] = {}

    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        if call.operation == "DescribeVpcs":
            return [{"VpcId": f"vpc-{number}"} for number in range(40)]
        if call.operation == "ListHostedZonesByVPC":
            vpc = parameters["VPCId"]
            tries[vpc] = tries.get(vpc, 0) + 1
            return "Throttling" if int(vpc[4:]) > 3 and tries[vpc] < 3 else []
        return []

    reading = read(FakeAccount(respond), workers=16)
    assert not reading.missing
    assert len(tries) == 40


def test_a_call_that_is_always_throttled_is_a_gap() -> None:
    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        return "RequestLimitExceeded" if call.operation == "DescribeSubnets" else []

    (gap,) = gaps(read(FakeAccount(respond)))
    assert (gap.operation, gap.error) == ("DescribeSubnets", "RequestLimitExceeded")


@pytest.mark.parametrize("code", ["EndpointSilent", "ConnectTimeoutError", "AuthFailure"])
def test_a_region_that_does_not_answer_is_not_asked_again(code: str) -> None:
    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        return code if call.where == "region" else []

    account = FakeAccount(respond)
    reading = read(account)
    assert [call.operation for call, _ in account.made if call.where == "region"] == ["DescribeAvailabilityZones"]
    lacking = {missing.call for missing in reading.missing}
    assert lacking == {call.name for call in CALLS if call.where == "region" and call.each is None}
    assert all((missing.account, missing.region, missing.error) == (ACCOUNT, REGION, code) for missing in reading.missing)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("UnauthorizedOperation", "iam-policy"),
        ("EndpointConnectionError", "--endpoint-url"),
        ("InvalidClientTokenId", "does not accept"),
        ("SomethingNew", "SomethingNew"),
    ],
)
def test_an_account_of_which_nothing_can_be_read_is_no_empty_network(code: str, remedy: str) -> None:
    with pytest.raises(AccessError, match=remedy):
        read(FakeAccount(lambda call, parameters: code))


def test_batches_hold_as_many_ids_as_aws_allows() -> None:
    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        if call.operation == "ListDomainNames":
            return [{"DomainName": f"domain-{number}"} for number in range(12)]
        return []

    account = FakeAccount(respond)
    read(account)
    batches = [parameters["DomainNames"] for call, parameters in account.made if call.operation == "DescribeDomains"]
    assert sorted(len(batch) for batch in batches) == [2, 5, 5]


def test_a_worker_that_breaks_is_a_gap_and_not_a_hang() -> None:
    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        if call.operation == "DescribeSubnets":
            raise KeyError("the parser stumbled")
        return []

    (gap,) = gaps(read(FakeAccount(respond)))
    assert gap.error == "KeyError"


def test_no_more_calls_at_once_than_the_user_allows() -> None:
    import threading
    import time

    at_once, most, lock = 0, 0, threading.Lock()

    def respond(call: Call, parameters: Mapping[str, Any]) -> list[Any] | str:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.002)
        with lock:
            at_once -= 1
        return one_of_each(call, parameters)

    read(FakeAccount(respond), workers=3)
    assert 2 <= most <= 3
