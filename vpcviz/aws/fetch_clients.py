"""The clients that calls are made with: one for each service and region, for all accounts. Each call is signed for its own."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from vpcviz.aws.calls import CALLS
from vpcviz.aws.fetch_one import EndpointHealth, Outcome, code_of, perform

_CLIENTS = (
    threading.Lock()
)  # Making a client is not thread-safe, using one is. Source: Boto3 Guide, "Multithreading or multiprocessing with clients".


class Lent:
    """Credentials as botocore's signer asks for them: those of the account that a thread is calling for, else the session's own."""

    method = "lent"

    def __init__(self, own: Any) -> None:
        self._own = own
        self._lent = threading.local()

    def _now(self) -> Any:
        return getattr(self._lent, "credentials", None) or self._own

    def get_frozen_credentials(self) -> Any:
        """The keys to sign with."""
        return self._now().get_frozen_credentials()

    def get_deferred_property(self, name: str) -> Any:
        """A property that is looked up when it is needed."""
        return lambda: getattr(self._now(), name, None)

    @contextmanager
    def to(self, credentials: Any) -> Iterator[None]:
        """Have this thread's calls signed with `credentials` (None: the session's own)."""
        before = getattr(self._lent, "credentials", None)
        self._lent.credentials = credentials
        try:
            yield
        finally:
            self._lent.credentials = before


def lending(session: Any) -> Any:
    """A session of the same profile whose clients sign with whatever is lent to them. Reads botocore's models no second time."""
    inner = get_session()
    inner.set_config_variable("profile", session.profile_name if session.profile_name != "default" else None)
    inner.register_component("data_loader", session._session.get_component("data_loader"))
    inner._credentials = Lent(session.get_credentials())
    return boto3.Session(botocore_session=inner, region_name=session.region_name)


def remembering(client: Any) -> Any:
    """A client that keeps its paginators: botocore makes a class for each, anew for each call."""
    client.get_paginator = cache(client.get_paginator)
    return client


def asking_for_managed(client: Any, service: str) -> Any:
    """A client that asks for what AWS's services manage in the account, too, such as nodes of EKS Auto Mode: AWS hides it.

    The parameter is written into the request itself, since older versions of botocore do not know it. Source: EC2 API Reference,
    DescribeInstances, IncludeManagedResources; "Amazon EC2 announces managed resource visibility settings" (April 2026: hidden
    unless an account asks for them).
    """
    for call in CALLS:
        if call.managed and call.service == service:
            client.meta.events.register(f"before-call.{service}.{call.operation}", _with_managed)
    return client


def _with_managed(params: Any, **_: Any) -> None:
    params["body"]["IncludeManagedResources"] = "true"


class Clients:
    """The clients of one session. A client takes some milliseconds and some hundred KB, so there is one for all accounts."""

    def __init__(self, session: Any, config: Config, endpoint_url: str = "") -> None:
        self.session = session
        self.config = config
        self.endpoint_url = endpoint_url
        self._health: dict[tuple[str, str], EndpointHealth] = {}
        self._made: dict[tuple[str, str], Any] = {}

    def apart(self) -> "Clients":
        """Those to use for a further account: the same, unless botocore is to adapt a client's rate to what its account may ask."""
        adapts = self.config.retries["mode"] == "adaptive"
        return Clients(self.session, self.config, self.endpoint_url) if adapts else self

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a region. Raises botocore's errors."""
        key = (service, region)
        made = self._made.get(key)
        if made is not None:
            return made
        with _CLIENTS:
            if key not in self._made:
                url = self.endpoint_url or None
                client = self.session.client(service, region_name=region, endpoint_url=url, config=self.config)
                health = self._health.setdefault(key, EndpointHealth())
                self._made[key] = health.watch(asking_for_managed(remembering(client), service))
            return self._made[key]

    @contextmanager
    def signing_for(self, credentials: Any) -> Iterator[None]:
        """Have this thread's calls signed with `credentials` (None: the session's own)."""
        own = self.session.get_credentials()
        if isinstance(own, Lent):
            with own.to(credentials):
                yield
        else:
            yield

    def warm(self, services: Sequence[str], region: str) -> None:
        """Make the clients of a region while others wait for answers: reading botocore's models takes its time."""

        def make() -> None:
            for service in services:
                try:
                    self.client(service, region)
                except (BotoCoreError, ClientError, ValueError):
                    return  # The call itself will tell.

        threading.Thread(target=make, daemon=True).start()

    def perform(self, credentials: Any, service: str, region: str, call: Any, parameters: dict[str, Any]) -> Outcome:
        """Make one call; errors come back as codes."""
        try:
            client = self.client(service, region)
        except (BotoCoreError, ClientError, ValueError) as error:
            return Outcome([], code_of(error))
        health = self._health[service, region]
        health.begin()
        with self.signing_for(credentials):
            outcome = perform(client, call, parameters)
        outcome.refused = health.refused
        return outcome
