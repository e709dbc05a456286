"""Asks AWS which accounts and regions a scan reads: who the credentials are, roles, members of an organization."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vpcviz.aws.access import Access
from vpcviz.aws.answers import Missing, Reading, shaped_items
from vpcviz.aws.calls import CALLS, Call, call_named
from vpcviz.aws.fetch_accounts import (
    Account,
    assumed,
    check_regions,
    client_config,
    first_success,
    home_region,
    open_session,
    refused,
)
from vpcviz.aws.fetch_one import ENDED, MISCONFIGURED, REJECTED, UNREACHABLE, Outcome
from vpcviz.errors import AccessError

_IDENTITY = call_named("sts.GetCallerIdentity")
_REGIONS = call_named("ec2.DescribeRegions")
_MEMBERS = call_named("organizations.ListAccounts")


def accounts_to_read(access: Access, reading: Reading) -> Iterator[Account]:
    """The accounts that `access` names, each with its id and regions; roles that cannot be assumed are missing in `reading`.

    Raises AccessError where nothing can be read at all.
    """
    session = open_session(access)
    home = home_region(session, access)
    named = tuple(dict.fromkeys(region for region in access.regions if region != "all")) or (home,)
    check_regions(named)
    base = Account(session, named, client_config(session, access.max_workers), access.endpoint_url)
    if not access.role_arns:
        base.warm(("sts", *dict.fromkeys(call.service for call in CALLS if call.where != "start")))
    base.id = _identify(base, access, reading, final=True)
    seen: set[str] = set()
    roles = list(access.role_arns)
    if access.organization:
        roles += _member_roles(base, home, access)
    if not roles or access.organization:
        base.regions = _regions(base, home, named, access)
        seen.add(base.id)
        yield base
    for role in roles:
        account = Account(assumed(base, role, access.external_id, home), named, base.config, access.endpoint_url)
        account.id = _identify(account, access, reading, final=len(roles) == 1 and not access.organization, role=role)
        if not account.id or account.id in seen:
            continue
        seen.add(account.id)
        account.regions = _regions(account, home, named, access)
        yield account
    if not seen:
        raise AccessError("none of the roles could be assumed; check the ARNs, --external-id, and the trust policies of the roles")


def _identify(account: Account, access: Access, reading: Reading, *, final: bool, role: str = "") -> str:
    """The account's id, "" where it may not be asked for. Raises AccessError for credentials that do not work (if `final`)."""
    account.home, outcome = first_success(account.regions[:6], lambda region: account.perform("sts", region, _IDENTITY, {}))
    if not outcome.error:
        return str(_shaped(_IDENTITY, outcome)[0].account)
    owner = role.split(":")[4] if role.count(":") >= 5 else ""
    if role and not final:
        reading.missing.append(Missing("sts.AssumeRole", owner, "", role, outcome.error))
        return ""
    if role:
        raise AccessError(f"the role {role} cannot be assumed ({outcome.error}); check its ARN and trust policy, and --external-id")
    if outcome.error in ENDED | REJECTED | UNREACHABLE | MISCONFIGURED:
        raise refused(outcome.error, access)
    reading.missing.append(Missing(_IDENTITY.name, "", "", "", outcome.error))
    return ""


def _regions(account: Account, home: str, named: tuple[str, ...], access: Access) -> tuple[str, ...]:
    if "all" not in access.regions:
        return named
    outcome = account.perform("ec2", home, _REGIONS, {})
    if outcome.error:
        raise AccessError(f"the enabled regions could not be listed ({outcome.error}); name them with --region")
    return tuple(sorted(item.region_name for item in _shaped(_REGIONS, outcome) if item.region_name))


def _member_roles(base: Account, home: str, access: Access) -> list[str]:
    """The ARNs of the role in every other active account of the organization."""
    outcome = base.perform("organizations", home, _MEMBERS, {})
    if outcome.error:
        raise AccessError(
            f"the accounts of the organization could not be listed ({outcome.error}); use the management account or a delegated "
            "administrator, or give --role-arn for each account"
        )
    role = access.organization.removeprefix("role/")
    found = []
    for item in _shaped(_MEMBERS, outcome):
        if item.id and (item.state or item.status) == "ACTIVE" and item.id != base.id:
            partition = item.arn.split(":")[1] if item.arn.count(":") > 1 else "aws"
            found.append(f"arn:{partition}:iam::{item.id}:role/{role}")
    return sorted(found)


def _shaped(call: Call, outcome: Outcome) -> list[Any]:
    return shaped_items(call, outcome.items)[0]
