"""`vpcviz iam-policy`: the least-privilege policy that a scan needs."""

from __future__ import annotations

from typing import Annotated

from vpcviz.commands.declaring import Option


def iam_policy(
    role_arn: Annotated[list[str] | None, Option(metavar="ARN", help="A role that the scan shall assume; repeatable.")] = None,
    organization: Annotated[str, Option(metavar="ROLE", help="The role of --organization, in every account.")] = "",
    config_aggregator: Annotated[
        bool, Option("--config-aggregator", help="What --config-aggregator needs, instead of a scan.")
    ] = False,
) -> None:
    """Print the IAM policy that a scan needs: least privilege.

    Examples:

      vpcviz iam-policy > vpcviz-reader.json

      vpcviz iam-policy --role-arn arn:aws:iam::111122223333:role/reader
    """
    from vpcviz.aws.access import check_names
    from vpcviz.aws.policy import AGGREGATED, policy
    from vpcviz.output import write_stdout

    check_names((), role_arn or ())
    roles = [*(role_arn or ()), *([f"arn:aws:iam::*:role/{organization}"] if organization else ())]
    write_stdout(policy(roles, AGGREGATED if config_aggregator else None))
