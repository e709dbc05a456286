"""Which accounts and regions are scanned, and with which credentials: profiles, roles, organizations. Uses boto3."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

import boto3
from botocore.config import Config
from botocore.credentials import DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
from botocore.session import get_session

from vpcviz import __version__
from vpcviz.aws.access import Access
from vpcviz.aws.fetch_one import DENIED, ENDED, REJECTED, UNREACHABLE, Line, Outcome, code_of, perform
from vpcviz.errors import AccessError
from vpcviz.model.partitions import region_names

CONNECT_TIMEOUT = 5
READ_TIMEOUT = 20
"""Seconds that a call waits for a connection and for (the next part of) an answer; what takes longer is tried again."""

_CLIENTS = (
    Lock()
)  # Making a client is not thread-safe, using one is. Source: Boto3 Guide, "Multithreading or multiprocessing with clients".


@dataclass(eq=False)
class Account:
    """An account to scan: its session, and the regions to look at. `id` is "" until AWS has said it.

    `home` is a region whose endpoints are known to answer.
    """

    session: Any
    regions: tuple[str, ...]
    config: Config
    endpoint_url: str = ""
    id: str = ""
    home: str = ""
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    clients: dict[tuple[str, str], Any] = field(default_factory=dict)

    def client(self, service: str, region: str) -> Any:
        """The client of a service in a region. Raises botocore's errors."""
        key = (service, region)
        with _CLIENTS:
            if key not in self.clients:
                client = self.session.client(
                    service,
                    region_name=region,
                    endpoint_url=self.endpoint_url or None,
                    config=self.config,
                )
                self.clients[key] = self.lines.setdefault(key, Line()).watch(client)
            return self.clients[key]

    def warm(self, services: Sequence[str]) -> None:
        """Make the clients of the first region while others wait for answers: reading botocore's models takes its time."""

        def make() -> None:
            for service in services:
                try:
                    self.client(service, self.regions[0])
                except (BotoCoreError, ClientError, ValueError):
                    return  # The call itself will tell.

        Thread(target=make, daemon=True).start()

    def perform(self, service: str, region: str, call: Any, parameters: dict[str, Any]) -> Outcome:
        """Make one call; errors come back as codes."""
        try:
            client = self.client(service, region)
        except (BotoCoreError, ClientError, ValueError) as error:
            return Outcome([], code_of(error))
        return perform(client, call, parameters)


def client_config(session: Any, workers: int) -> Config:
    """Settings for botocore: the standard retry mode with 10 attempts unless the user's environment or profile says otherwise.

    Raises AccessError where they say what cannot be.
    """
    try:
        scoped = session._session.get_scoped_config()
    except BotoCoreError:
        scoped = {}
    mode = os.environ.get("AWS_RETRY_MODE") or scoped.get("retry_mode") or "standard"
    attempts = os.environ.get("AWS_MAX_ATTEMPTS") or scoped.get("max_attempts") or "10"
    if not str(attempts).isdigit() or int(attempts) < 1:
        raise AccessError(f"the number of attempts {attempts!r} (AWS_MAX_ATTEMPTS or max_attempts) must be 1 or more")
    if mode not in ("legacy", "standard", "adaptive"):
        raise AccessError(
            f"the retry mode {mode!r} (AWS_RETRY_MODE, or retry_mode of the profile) must be standard, adaptive or legacy"
        )
    return Config(
        retries={"mode": mode, "total_max_attempts": int(attempts)},
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        max_pool_connections=max(10, workers),
        user_agent_extra=f"vpcviz/{__version__}",
    )


def open_session(access: Access) -> Any:
    """The boto3 session of the user's credentials, which are looked up now (a profile may ask for an MFA code).

    Raises AccessError where there are none.
    """
    try:
        session = boto3.Session(profile_name=access.profile or None)
        credentials = session.get_credentials()
        if credentials is not None:
            credentials.get_frozen_credentials()
    except ProfileNotFound:
        known = get_session().available_profiles
        name = access.profile or os.environ.get("AWS_PROFILE", "")
        near = get_close_matches(name, known, n=1)
        names = f"known are: {', '.join(known[:10])}" if known else f"it has none; `aws configure --profile {name}` makes one"
        hint = f"did you mean {near[0]}?" if near else names
        raise AccessError(f"there is no profile {name!r} in the AWS configuration; {hint}") from None
    except (BotoCoreError, ClientError) as error:
        raise refused(code_of(error), access) from None
    if credentials is None:
        raise AccessError(
            "no AWS credentials were found; run `aws configure` or `aws sso login`, set AWS_PROFILE, or give "
            "--profile NAME; or name a source to read instead: a spec, a snapshot, or a dump of the AWS CLI"
        )
    return session


def refused(code: str, access: Access) -> AccessError:
    """The error for a code by which nothing can be read, with its remedy. AWS's own message is not repeated."""
    profile = access.profile or os.environ.get("AWS_PROFILE", "")
    login = f"`aws sso login{f' --profile {profile}' if profile else ''}`"
    if code in ENDED:
        return AccessError(f"the AWS credentials have expired ({code}); renew them ({login}, or a new session token) and try again")
    if code in REJECTED:
        return AccessError(
            f"AWS does not accept the credentials ({code}); check the keys, the clock, and that the region is enabled"
        )
    if code in DENIED:
        return AccessError(f"the credentials may not read anything ({code}); `vpcviz iam-policy` prints the policy that they need")
    if code in UNREACHABLE:
        return AccessError(
            f"AWS does not answer ({code}); check the network and proxy, --region, and --endpoint-url or AWS_ENDPOINT_URL"
        )
    return AccessError(
        f"AWS cannot be read ({code}); check the profile in ~/.aws/config, --region, and --endpoint-url or AWS_ENDPOINT_URL"
    )


def home_region(session: Any, access: Access) -> str:
    """The region to begin with: the first one asked for, else the profile's or the environment's. Raises AccessError."""
    named = [region for region in access.regions if region != "all"]
    region = named[0] if named else (session.region_name or os.environ.get("AWS_REGION", ""))
    if not region and "all" in access.regions:
        return "us-east-1"
    if not region:
        raise AccessError("no region is set; give --region NAME (or --region all), set AWS_REGION, or set one with `aws configure`")
    return region


def check_regions(regions: Iterable[str]) -> None:
    """Raise AccessError for a name that no AWS region has."""
    known = region_names()
    for region in regions:
        if region not in known:
            near = get_close_matches(region, known, n=1)
            hint = (
                f"; did you mean {near[0]}?" if near else "; `aws ec2 describe-regions` lists them, a newer boto3 knows newer ones"
            )
            raise AccessError(f"there is no AWS region {region!r}{hint}")


def assumed(base: Account, role: str, external_id: str, region: str) -> Any:
    """A session with the credentials of a role; they renew themselves. Nothing is asked of AWS yet."""

    def renew() -> dict[str, str]:
        extra = {"ExternalId": external_id} if external_id else {}
        answer = base.client("sts", region).assume_role(RoleArn=role, RoleSessionName="vpcviz", **extra)
        credentials = answer["Credentials"]
        expiry = credentials["Expiration"]
        return {
            "access_key": credentials["AccessKeyId"],
            "secret_key": credentials["SecretAccessKey"],
            "token": credentials["SessionToken"],
            "expiry_time": expiry if isinstance(expiry, str) else expiry.isoformat(),
        }

    inner = get_session()
    inner.set_config_variable("profile", base.session.profile_name if base.session.profile_name != "default" else None)
    inner._credentials = DeferredRefreshableCredentials(refresh_using=renew, method="assume-role")
    return boto3.Session(botocore_session=inner, region_name=region)


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
