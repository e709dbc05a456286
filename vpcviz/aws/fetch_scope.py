"""Asks AWS which accounts and regions a scan reads: who the credentials are, roles, members of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from vpcviz.aws.access import Access
from vpcviz.aws.answers import Missing, Reading, shaped_items
from vpcviz.aws.calls import CALLS, Call, call_named
from vpcviz.aws.fetch_accounts import Account, assuming, at_once, first_success
from vpcviz.aws.fetch_clients import Clients, lending
from vpcviz.aws.fetch_one import ENDED, MISCONFIGURED, REJECTED, UNREACHABLE, Outcome
from vpcviz.aws.fetch_session import check_regions, client_config, home_region, open_session, refused
from vpcviz.errors import AccessError

_IDENTITY = call_named("sts.GetCallerIdentity")
_REGIONS = call_named("ec2.DescribeRegions")
_MEMBERS = call_named("organizations.ListAccounts")


class Scope:
    """The session that a scan begins with, and what it finds out about accounts. Nothing is asked of AWS when it is made.

    Raises AccessError where there are no credentials, or no region.
    """

    def __init__(self, access: Access) -> None:
        session = open_session(access)
        self.access = access
        self.home = home_region(session, access)
        named = tuple(dict.fromkeys(region for region in access.regions if region != "all")) or (self.home,)
        check_regions(named)
        several = access.role_arns or access.organization
        config = client_config(session, access.max_workers)
        self.base = Account(Clients(lending(session) if several else session, config, access.endpoint_url), named)

    def warm(self) -> None:
        """Make the clients of the first region while others wait for answers."""
        services = dict.fromkeys(call.service for call in CALLS if call.where != "start")
        self.base.clients.warm(("sts", *services), self.base.regions[0])

    def begin(self, reading: Reading) -> tuple[list[Account], list[str]]:
        """The account of the session's own credentials, where it is to be read, and the roles of others.

        Raises AccessError where nothing can be read.
        """
        self.warm()
        self.base.id, missing = _identify(self.base, self.access, final=True)
        reading.missing += missing
        roles = list(self.access.role_arns)
        if self.access.organization:
            roles += _member_roles(self.base, self.home, self.access)
        if roles and not self.access.organization:
            return [], roles
        self.base.regions = _regions(self.base, self.home, self.access)
        return [self.base], roles

    def accounts_of(self, roles: Sequence[str], reading: Reading, *, alone: bool = False) -> list[Account]:
        """The accounts of roles with their regions; what keeps one of several from being read goes to `reading`.

        Raises AccessError where that of a role that is `alone` cannot be read.
        """
        found: dict[str, Account] = {}
        ask = partial(_of_role, self.base, self.home, self.access, alone)
        for account, missing in at_once(ask, roles, self.access.max_workers):
            reading.missing += missing
            if account is not None:
                found.setdefault(account.id, account)
        return list(found.values())


def _of_role(base: Account, home: str, access: Access, alone: bool, role: str) -> tuple[Account | None, list[Missing]]:
    """The account of a role with its regions, None where it cannot be assumed; and what that leaves out."""
    account = assuming(base, role, access.external_id, home)
    account.id, missing = _identify(account, access, final=alone, role=role)
    if not account.id:
        return None, missing
    account.regions = _regions(account, home, access)
    return account, missing


def _identify(account: Account, access: Access, *, final: bool, role: str = "") -> tuple[str, list[Missing]]:
    """The account's id, "" where it may not be asked for, and what that leaves out.

    Raises AccessError for credentials that do not work (if `final`).
    """
    account.home, outcome = first_success(account.regions[:6], lambda region: account.perform("sts", region, _IDENTITY, {}))
    if not outcome.error:
        return str(_shaped(_IDENTITY, outcome)[0].account), []
    owner = owner_of(role)
    if role and not final:
        return "", [Missing("sts.AssumeRole", owner, "", role, outcome.error)]
    if role:
        raise AccessError(f"the role {role} cannot be assumed ({outcome.error}); check its ARN and trust policy, and --external-id")
    if outcome.error in ENDED | REJECTED | UNREACHABLE | MISCONFIGURED:
        raise refused(outcome.error, access)
    return "", [Missing(_IDENTITY.name, "", "", "", outcome.error)]


def owner_of(role: str) -> str:
    """The account that a role's ARN names."""
    return role.split(":")[4] if role.count(":") >= 5 else ""


def _regions(account: Account, home: str, access: Access) -> tuple[str, ...]:
    if "all" not in access.regions:
        return account.regions
    outcome = account.perform("ec2", home, _REGIONS, {})
    if outcome.error:
        raise AccessError(f"the enabled regions could not be listed ({outcome.error}); name them with --region")
    found = tuple(sorted(item.region_name for item in _shaped(_REGIONS, outcome) if item.region_name))
    if not found:
        raise AccessError("AWS lists no enabled region; name the regions to read with --region")
    return found


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
