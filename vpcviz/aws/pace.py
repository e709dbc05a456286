"""How many requests AWS takes of an account: a token bucket for each account, region and service, as AWS documents it or shows it.

Where AWS refuses a request all the same, the bucket of that account is filled at half the rate, and faster again with every answer.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Rate(NamedTuple):
    """A documented limit: so many requests at once, and so many more each second; `each`: for each action by itself."""

    most: float
    refill: float
    each: bool = False


RATES = {"ec2": Rate(100, 20, each=True), "elb": Rate(40, 10), "elbv2": Rate(40, 10), "route53": Rate(50, 10)}
"""The documented limits of reading, by service, for an account and region (Route 53: for an account).

Sources: Amazon EC2 Developer Guide, "Request throttling for the Amazon EC2 API"; Elastic Load Balancing User Guide, "Request
throttling for the Elastic Load Balancing API"; Route 53 Developer Guide, "Throttling for Amazon Route 53 API requests".
"""

FIRST_SLOWED = 20.0
"""Requests a second, halved when a service whose limit AWS does not tell refuses one."""

SLOWEST = 0.5
"""Requests a second that are tried at least."""

UNLIMITED = 100.0
"""Requests a second above which a service whose limit AWS does not tell counts as not limited any more."""


class Limit(NamedTuple):
    """Which limit a request counts for, and how high it is: None where AWS does not tell."""

    key: Hashable
    rate: Rate | None


_ONE_EVENT = 1.0
"""Seconds within which refusals count once: they answer requests that were sent together."""


@dataclass(eq=False)
class Bucket(Generic[T]):
    """The tokens of one limit, and what waits for them, in order. Times are seconds of any steady clock."""

    rate: Rate | None
    refill: float = 0.0
    tokens: float = 0.0
    at: float = 0.0
    slowed_at: float = float("-inf")
    queue: deque[T] = field(default_factory=deque)

    def __post_init__(self) -> None:
        if self.rate is not None:
            self.tokens, self.refill = self.rate.most, self.rate.refill

    @property
    def limited(self) -> bool:
        """Whether requests are counted: not of a service whose limit AWS does not tell, until it refuses one."""
        return self.refill > 0

    def ready_at(self, now: float) -> float:
        """When the next request may go: now, or later."""
        if not self.limited:
            return now
        most = self.rate.most if self.rate is not None else max(1.0, self.refill)
        self.tokens = min(most, self.tokens + max(0.0, now - self.at) * self.refill)
        self.at = now
        return now if self.tokens >= 1 - 1e-9 else now + (1 - self.tokens) / self.refill

    def take(self) -> None:
        """One request goes."""
        if self.limited:
            self.tokens -= 1

    def refused(self, now: float) -> None:
        """AWS refused a request: there are no tokens, and they come at half the rate."""
        self.ready_at(now)
        self.tokens, self.at = min(self.tokens, 0.0), now
        if now - self.slowed_at >= _ONE_EVENT:
            self.slowed_at = now
            self.refill = max(SLOWEST, (self.refill or FIRST_SLOWED) / 2)

    def answered(self) -> None:
        """AWS answered a request: by and by the rate grows back, by one request a second every second."""
        if not self.limited:
            return
        if self.rate is not None:
            self.refill = min(self.rate.refill, self.refill + 1 / self.refill)
            return
        self.refill += 1 / self.refill
        if self.refill > UNLIMITED:
            self.refill = 0.0


class Paced(Generic[T]):
    """Requests to make, in order, each when the limit that it counts for has a token."""

    def __init__(self, limit_of: Callable[[T], Limit]) -> None:
        self._limit_of = limit_of
        self._ready: deque[T] = deque()
        self._buckets: dict[Hashable, Bucket[T]] = {}
        self._waiting: list[tuple[float, int, Bucket[T]]] = []
        self._counted = 0

    def __bool__(self) -> bool:
        """Whether any request is still to be made."""
        return bool(self._ready or self._waiting)

    def __iter__(self) -> Iterator[T]:
        """All that are still to be made."""
        yield from self._ready
        for bucket in self._buckets.values():
            yield from bucket.queue

    def add(self, request: T) -> None:
        """One more request to make."""
        self._ready.append(request)

    def next(self) -> T | None:
        """The next request that may go now, with its token taken."""
        now = monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            _, _, bucket = heappop(self._waiting)
            if bucket.ready_at(now) > now:  # AWS refused one in the meantime.
                self._wait(bucket, now)
                continue
            request = bucket.queue.popleft()
            bucket.take()
            if bucket.queue:
                self._wait(bucket, now)
            return request
        while self._ready:
            request = self._ready.popleft()
            bucket = self._bucket(request)
            if not bucket.queue and bucket.ready_at(now) <= now:
                bucket.take()
                return request
            bucket.queue.append(request)
            if len(bucket.queue) == 1:
                self._wait(bucket, now)
        return None

    def seconds(self) -> float | None:
        """How long it is until a request that waits may go; None where none waits."""
        return max(0.0, self._waiting[0][0] - monotonic()) if self._waiting else None

    def heard(self, request: T, *, refused: bool) -> None:
        """AWS answered a request, or refused it as one too many."""
        bucket = self._bucket(request)
        if refused:
            bucket.refused(monotonic())
        else:
            bucket.answered()

    def _wait(self, bucket: Bucket[T], now: float) -> None:
        self._counted += 1
        heappush(self._waiting, (bucket.ready_at(now), self._counted, bucket))

    def _bucket(self, request: T) -> Bucket[T]:
        key, rate = self._limit_of(request)
        found = self._buckets.get(key)
        if found is None:
            found = self._buckets[key] = Bucket(rate, at=monotonic())
        return found
