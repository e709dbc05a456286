"""Where to scan and with which credentials, as the user said it."""

import re
from collections.abc import Iterable

from msgspec import Struct

from vpcviz.errors import UsageError

_ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]{1,576}\Z", re.ASCII)


class Access(Struct, frozen=True):
    """The choice of accounts, regions and credentials; what is empty is botocore's own choice.

    `regions` may hold "all" (the account's enabled regions). `organization` is the name of a role in every member account.
    With `config_aggregator`, what AWS Config has recorded is read instead, by the aggregator of that name.
    """

    profile: str = ""
    regions: tuple[str, ...] = ()
    role_arns: tuple[str, ...] = ()
    external_id: str = ""
    organization: str = ""
    endpoint_url: str = ""
    max_workers: int = 96
    config_aggregator: str = ""


def check_names(regions: Iterable[str], role_arns: Iterable[str]) -> None:
    """Raise UsageError, before AWS is asked anything, for what has not the form of a region's name or a role's ARN.

    New regions come: a name that has the form is not refused.
    """
    from vpcviz.model.partitions import is_region, region_names

    for region in regions:
        if region != "all" and not is_region(region):
            from difflib import get_close_matches  # 3 ms of every command, if it stood above.

            near = get_close_matches(region[:100].lower(), region_names(), n=1)
            hint = f'did you mean "{near[0]}"?' if near else "expected a name such as eu-west-1, or all"
            raise UsageError(f"--region {region}: that is no region of AWS; {hint}")
    for arn in role_arns:
        if not _ROLE.match(arn):
            raise UsageError(f"--role-arn {arn}: that is no ARN of a role; expected such as arn:aws:iam::111122223333:role/reader")
