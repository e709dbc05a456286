"""The IAM policy that allows exactly the calls of the table."""

import json
from collections.abc import Iterable

from vpcviz.aws.calls import actions

AGGREGATED = ("config:SelectAggregateResourceConfig",)
"""What the reading of an aggregator of AWS Config needs."""


def policy(roles: Iterable[str] = (), reads: Iterable[str] | None = None) -> bytes:
    """The policy as JSON: of a scan, or of the actions that are `reads`; with `roles` (ARNs) also the right to assume them.

    The actions are not limited to resources: nearly all of them cannot be. Source: Service Authorization Reference.
    """
    statements = [{"Sid": "VpcvizReads", "Effect": "Allow", "Action": list(actions() if reads is None else reads), "Resource": "*"}]
    assumed = sorted(set(roles))
    if assumed:
        statements.append({"Sid": "VpcvizAssumes", "Effect": "Allow", "Action": ["sts:AssumeRole"], "Resource": assumed})
    return (json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2) + "\n").encode()
