"""One AWS call with all its pages, and what its errors mean."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock, local
from typing import Any

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError, PaginationError

from vpcviz.aws.calls import Call

QUIET = 15.0
"""Seconds without any answer after which an endpoint counts as dead."""

_TRIES_WITHOUT_CODE = 3

ENDED = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "RequestExpired",
        "TokenRetrievalError",
        "UnauthorizedSSOTokenError",
        "SSOTokenLoadError",
        "CredentialRetrievalError",
        "NoCredentialsError",
        "RefreshWithMFAUnsupportedError",
        "LoginRefreshRequired",
    }
)
"""Errors after which no call of the session can succeed."""

REJECTED = frozenset(
    {
        "AuthFailure",
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "SignatureDoesNotMatch",
        "InvalidAccessKeyId",
        "OptInRequired",
    }
)
"""Errors by which AWS does not accept the credentials: anywhere, or in a region that is not enabled."""

DENIED = frozenset(
    {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "UnauthorizedException"}
)
"""Errors by which a policy forbids a call."""

UNREACHABLE = frozenset(
    {
        "EndpointConnectionError",
        "ConnectTimeoutError",
        "ReadTimeoutError",
        "ConnectionClosedError",
        "ProxyConnectionError",
        "SSLError",
        "EndpointSilent",
    }
)
"""Errors by which an endpoint does not answer at all."""

MISCONFIGURED = frozenset(
    {
        "ValueError",
        "InvalidConfigError",
        "InvalidRegionError",
        "UnknownEndpointError",
        "PartialCredentialsError",
        "ConfigParseError",
        "ParamValidationError",
    }
)
"""Errors by which botocore cannot even begin."""

THROTTLED = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "SlowDown",
        "PriorRequestNotComplete",
        "EC2ThrottledException",
    }
)
"""Errors by which AWS asks for fewer calls. Source: botocore User Guide, "Retries"."""


class EndpointSilentError(Exception):
    """The endpoint has not answered anything for `QUIET` seconds; it is not tried any more."""


class IncompletePagesError(Exception):
    """AWS's answer cannot be read to its end: a page's token came twice, or there is more and no token for it."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items
        super().__init__("the pages of the answer do not end")


def code_of(error: BaseException) -> str:
    """AWS's code for an error, or the name of its class: never its message, which may hold anything."""
    if isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        return (
            code.removeprefix("Client.") if isinstance(code, str) and code.isprintable() and 0 < len(code) <= 100 else "ClientError"
        )
    if isinstance(error, EndpointSilentError):
        return "EndpointSilent"
    if isinstance(error, IncompletePagesError):
        return "IncompletePages"
    return type(error).__name__


@dataclass
class Outcome:
    """What came of a call: its items, the error's code, "" where it was answered, and how often AWS asked for fewer calls."""

    items: list[Any]
    error: str = ""
    refused: int = 0


class EndpointHealth:
    """The health of one endpoint: stops retries to an endpoint that has answered nothing for `QUIET` seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._since: float | None = None
        self._failures = 0
        self._answered = False
        self._calls = local()
        self.silent = False

    def begin(self) -> None:
        """A call of this thread begins."""
        self._calls.refused = 0

    @property
    def refused(self) -> int:
        """How often AWS asked for fewer calls since this thread's call began."""
        return getattr(self._calls, "refused", 0)

    def watch(self, client: Any) -> Any:
        """Follow the attempts of a client; the client comes back."""
        client.meta.events.register("before-send", self._before)
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register_first(f"needs-retry.{service}", self._after)  # Before botocore's own: the first answer decides.
        return client

    def _before(self, **_: Any) -> None:
        with self._lock:
            if self.silent:
                raise EndpointSilentError
            if self._since is None:
                self._since = time.monotonic()

    def _after(
        self, caught_exception: BaseException | None = None, response: Any = None, attempts: int = 0, **_: Any
    ) -> bool | None:
        """Note how an attempt went. False means: do not try again."""
        if isinstance(caught_exception, EndpointSilentError):
            return None
        with self._lock:
            if type(caught_exception).__name__ not in UNREACHABLE:
                self._since, self._failures, self._answered = time.monotonic(), 0, True
                if response and response[1].get("Error", {}).get("Code") in THROTTLED:
                    self._calls.refused = self.refused + 1
                return False if attempts >= _TRIES_WITHOUT_CODE and _is_page(response) else None
            self._failures += 1
            quiet = time.monotonic() - (self._since or 0.0)
            if quiet >= QUIET and (self._failures >= 3 or not self._answered):
                self.silent = True
        return None


def _is_page(response: Any) -> bool:
    """Whether a server error is a web page without any AWS error code: what stand-ins for AWS answer to what they lack."""
    return bool(response) and response[1].get("Error", {}).get("Code") == "500"


def perform(client: Any, call: Call, parameters: Mapping[str, Any]) -> Outcome:
    """Make a call with all its pages. Errors come back as codes; nothing is raised for what AWS or the network does."""
    try:
        return Outcome(read_pages(client, call, parameters))
    except IncompletePagesError as error:
        return Outcome(error.items, code_of(error))
    except (ClientError, BotoCoreError, EndpointSilentError) as error:
        return Outcome([], code_of(error))
    except Exception as error:  # An answer that botocore cannot parse raises whatever its parser stumbles on.
        return Outcome([], code_of(error))


def _paginated(paginator: Any, call: Call, parameters: Mapping[str, Any]) -> list[Any]:
    """The same by botocore's paginator, which ends where a token comes twice."""
    items: list[Any] = []
    more = False
    pages = {"PaginationConfig": {"PageSize": call.size}} if call.size else {}
    try:
        for answer in paginator.paginate(**call.parameters, **parameters, **pages):
            found = answer.get(call.key)
            items += found if isinstance(found, list) else []
            more = bool(answer.get("AdditionalRoutesAvailable"))
    except PaginationError:
        raise IncompletePagesError(items) from None
    if more:
        raise IncompletePagesError(items)
    return items


def read_pages(client: Any, call: Call, parameters: Mapping[str, Any]) -> list[Any]:
    """The items of all pages; empty pages in the middle are read past. Raises IncompletePagesError, and botocore's errors."""
    name = xform_name(call.operation)
    if not call.whole and client.can_paginate(name):
        return _paginated(client.get_paginator(name), call, parameters)
    operation = getattr(client, name)
    items: list[Any] = []
    seen: set[tuple[tuple[str, str], ...]] = set()
    following: dict[str, Any] = {}
    size = {"MaxResults": call.size} if call.size else {}
    while True:
        answer = operation(**call.parameters, **size, **parameters, **following)
        if call.whole:
            listed = answer.get(call.key)
            if isinstance(listed, dict) and listed.get("IsTruncated"):  # CloudFront says it inside.
                raise IncompletePagesError([answer])
            items = _with_page(items, call, {key: value for key, value in answer.items() if key != "ResponseMetadata"})
        else:
            found = answer.get(call.key)
            items += found if isinstance(found, list) else []
        following = {parameter: answer[member] for member, parameter in call.tokens if answer.get(member)}
        if not following or answer.get("IsTruncated") is False:
            if answer.get("AdditionalRoutesAvailable"):
                raise IncompletePagesError(items)
            return items
        token = tuple(sorted((key, str(value)) for key, value in following.items()))
        if token in seen:
            raise IncompletePagesError(items)
        seen.add(token)


def _with_page(read: list[Any], call: Call, answer: dict[str, Any]) -> list[Any]:
    """An answer that is one item, with the list of a further page of it."""
    if read and isinstance(read[0].get(call.key), list):
        return [{**read[0], call.key: [*read[0][call.key], *(answer.get(call.key) or ())]}]
    return [answer]
