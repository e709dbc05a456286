"""The boto3 session of a scan and its settings: credentials, retries, regions; what is said where there are none. Uses boto3."""

import os
from collections.abc import Iterable
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound
from botocore.session import get_session

from vpcviz import __version__
from vpcviz.aws.access import Access
from vpcviz.aws.fetch_one import DENIED, ENDED, REJECTED, UNREACHABLE, code_of
from vpcviz.errors import AccessError
from vpcviz.model.partitions import region_names

CONNECT_TIMEOUT = 5
READ_TIMEOUT = 20
"""Seconds that a call waits for a connection and for (the next part of) an answer; what takes longer is tried again."""


OPEN_FILES = 10_240
"""So many connections and files may be open at once, where the system allows it: every service of every region has its own. macOS
begins with 256, and what cannot be opened looks as if AWS did not answer."""


def allow_connections() -> None:
    """Raise the number of files that this process may have open, as far as the system lets it."""
    try:
        import resource
    except ImportError:  # Windows has no such limit.
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


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
