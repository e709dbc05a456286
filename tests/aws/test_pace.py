"""How many requests AWS takes of an account: token buckets, slower where it refuses, and as fast as before by and by."""

import pytest

from vpcviz.aws.pace import RATES, SLOWEST, Bucket, Limit, Paced, Rate


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("vpcviz.aws.pace.monotonic", made)
    return made


def go(paced: Paced[str]) -> list[str]:
    """All that may go now."""
    found = []
    while (one := paced.next()) is not None:
        found.append(one)
    return found


def paced(rate: Rate | None, requests: int, accounts: str = "a") -> Paced[str]:
    """Requests of some accounts, in turns; each account has its limit."""
    made: Paced[str] = Paced(lambda request: Limit(request[0], rate))
    for at in range(requests):
        for account in accounts:
            made.add(f"{account}{at}")
    return made


def test_so_many_go_at_once_and_then_so_many_a_second(clock: Clock) -> None:
    requests = paced(Rate(10, 5), 30)
    assert go(requests) == [f"a{at}" for at in range(10)]
    assert requests.seconds() == pytest.approx(0.2)
    clock.now += 1
    assert go(requests) == [f"a{at}" for at in range(10, 15)], "in their order"
    clock.now += 100
    assert len(go(requests)) == 10, "no more than the bucket holds"
    assert requests, "some wait"
    assert len(list(requests)) == 5


def test_each_account_has_a_limit_of_its_own(clock: Clock) -> None:
    requests = paced(Rate(10, 5), 12, accounts="abcd")
    assert len(go(requests)) == 40, "one that waits does not hold the others"


def test_a_limit_that_aws_does_not_tell_counts_once_it_refuses(clock: Clock) -> None:
    requests = paced(None, 100)
    first = go(requests)
    assert len(first) == 100
    requests.heard(first[0], refused=True)
    for at in range(30):
        requests.add(f"b{at}")
        requests.add(f"a{at}")
    assert go(requests) == [f"b{at}" for at in range(30)]
    clock.now += 1
    assert len(go(requests)) == 10


def test_after_a_refusal_it_is_half_as_fast_and_then_faster_with_every_answer(clock: Clock) -> None:
    requests = paced(Rate(10, 8), 200)
    sent = go(requests)
    for _ in range(5):
        requests.heard(sent[0], refused=True)
    clock.now += 0.75
    assert len(go(requests)) == 3, "refusals of requests that were sent together count once"
    clock.now += 10
    speeds = []
    for _ in range(20):
        for one in go(requests):
            requests.heard(one, refused=False)
        before = len(list(requests))
        clock.now += 1
        for one in go(requests):
            requests.heard(one, refused=False)
        speeds.append(before - len(list(requests)))
    assert speeds[0] < 8
    assert 8 in speeds
    assert max(speeds) <= 8, "as fast as AWS documents, no faster"


def test_no_bucket_dries_up(clock: Clock) -> None:
    bucket: Bucket[str] = Bucket(None)
    for _ in range(50):
        clock.now += 2
        bucket.refused(clock.now)
    assert bucket.refill == SLOWEST
    for _ in range(10_000):
        bucket.answered()
    assert not bucket.limited, "all is as it was"


def test_the_documented_limits_are_of_services_that_are_asked() -> None:
    from vpcviz.aws.calls import CALLS

    assert set(RATES) <= {call.service for call in CALLS}
