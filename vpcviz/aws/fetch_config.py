"""Reads an aggregator of AWS Config: one query, however many accounts it gathers. Uses boto3 by way of the fetcher."""

from dataclasses import dataclass

from vpcviz.aws.access import Access
from vpcviz.aws.fetch_accounts import Account, assuming
from vpcviz.aws.fetch_clients import Clients, lending
from vpcviz.aws.fetch_one import DENIED
from vpcviz.aws.fetch_session import check_regions, client_config, home_region, open_session, refused
from vpcviz.aws.registry import NEXT, Call
from vpcviz.errors import AccessError, UsageError

SELECT = Call(
    "config",
    "SelectAggregateResourceConfig",
    "Results",
    (),
    "resources that AWS Config recorded",
    str,
    tokens=NEXT,
    parameters={"Limit": 100},
    where="start",
)
"""The one call. Source: AWS Config API Reference, SelectAggregateResourceConfig (Limit: at most 100)."""


@dataclass(frozen=True)
class Selected:
    """The results of a query, each JSON in a text; `whole` is False where there are more."""

    rows: tuple[str, ...]
    whole: bool


def select(access: Access, expression: str) -> Selected:
    """Ask the aggregator that `access` names, in the first of its regions. Raises AccessError where it does not answer."""
    if access.organization or len(access.role_arns) > 1:
        raise UsageError("--config-aggregator reads every account by itself: give no --organization, and one --role-arn at most")
    session = open_session(access)
    region = home_region(session, access)
    check_regions([region])
    signing = lending(session) if access.role_arns else session
    account = Account(Clients(signing, client_config(session, 1), access.endpoint_url), (region,))
    for role in access.role_arns:
        account = assuming(account, role, access.external_id, region)
    parameters = {"ConfigurationAggregatorName": access.config_aggregator, "Expression": expression}
    outcome = account.perform("config", region, SELECT, parameters)
    rows = tuple(row for row in outcome.items if isinstance(row, str))
    if outcome.error and not rows:
        raise _error(outcome.error, access, region)
    return Selected(rows, not outcome.error)


def _error(code: str, access: Access, region: str) -> AccessError:
    if code == "NoSuchConfigurationAggregatorException":
        return AccessError(
            f"there is no aggregator {access.config_aggregator!r} in {region}; "
            "`aws configservice describe-configuration-aggregators` lists them; name its region with --region"
        )
    if code in DENIED:
        return AccessError(f"the aggregator may not be read ({code}); `vpcviz iam-policy --config-aggregator` prints what it needs")
    return refused(code, access)
