"""An account of a scan, with the credentials that its calls are signed with; and asking several things at once. Uses botocore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from botocore.credentials import DeferredRefreshableCredentials

from vpcviz.aws.fetch_clients import Clients
from vpcviz.aws.fetch_one import ENDED, UNREACHABLE, Outcome

T = TypeVar("T")
R = TypeVar("R")


@dataclass(eq=False)
class Account:
    """An account to scan: the clients and credentials of its calls (None: the session's own), and the regions to look at.

    `id` is "" until AWS has said it. `home` is a region whose endpoints are known to answer.
    """

    clients: Clients
    regions: tuple[str, ...]
    credentials: Any = None
    id: str = ""
    home: str = ""

    def perform(self, service: str, region: str, call: Any, parameters: dict[str, Any]) -> Outcome:
        """Make one call; errors come back as codes."""
        return self.clients.perform(self.credentials, service, region, call, parameters)


def assuming(base: Account, role: str, external_id: str, region: str) -> Account:
    """The account of a role, by its credentials, which renew themselves. Nothing is asked of AWS yet."""

    def renew() -> dict[str, str]:
        extra = {"ExternalId": external_id} if external_id else {}
        with base.clients.signing_for(base.credentials):
            answer = base.clients.client("sts", region).assume_role(RoleArn=role, RoleSessionName="vpcviz", **extra)
        credentials = answer["Credentials"]
        expiry = credentials["Expiration"]
        return {
            "access_key": credentials["AccessKeyId"],
            "secret_key": credentials["SecretAccessKey"],
            "token": credentials["SessionToken"],
            "expiry_time": expiry if isinstance(expiry, str) else expiry.isoformat(),
        }

    credentials = DeferredRefreshableCredentials(refresh_using=renew, method="assume-role")
    return Account(base.clients.apart(), base.regions, credentials)


def at_once(ask: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """What `ask` answers of each item, so many at the same time. Raises the first error. An interrupted process does not wait."""
    todo: SimpleQueue[int] = SimpleQueue()
    done: SimpleQueue[tuple[int, R | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        while True:
            try:
                at = todo.get_nowait()
            except Empty:
                return
            try:
                done.put((at, ask(items[at]), None))
            except BaseException as error:
                done.put((at, None, error))

    for at in range(len(items)):
        todo.put(at)
    for _ in range(min(workers, len(items))):
        Thread(target=work, daemon=True).start()
    found: dict[int, R] = {}
    for _ in items:
        at, answer, error = done.get()
        if error is not None:
            raise error
        found[at] = answer  # type: ignore[assignment]
    return [found[at] for at in range(len(items))]


def first_success(regions: Sequence[str], ask: Callable[[str], Outcome]) -> tuple[str, Outcome]:
    """The first region whose answer is no error, with the answer; else the first error that is final. All are asked at once."""
    done: SimpleQueue[tuple[str, Outcome]] = SimpleQueue()
    for region in regions:
        Thread(target=lambda region=region: done.put((region, ask(region))), daemon=True).start()
    failed: list[tuple[str, Outcome]] = []
    for _ in regions:
        region, outcome = done.get()
        if not outcome.error or outcome.error in ENDED:
            return region, outcome
        failed.append((region, outcome))
    return min(failed, key=lambda pair: (pair[1].error in UNREACHABLE, pair[1].error, pair[0]))
