"""The ARN of a resource, as AWS forms it from its kind (`ARN` of its class), account, region and id.

Source of the forms: Service Authorization Reference, "Resource types defined by" each service (Amazon EC2, Route 53, Route 53
Resolver, Route 53 Profiles, Direct Connect, Network Manager, VPC Lattice). An ARN is told only of what AWS itself has named: an id
that a spec or a plan makes up is in none.
"""

import re
from functools import lru_cache

from vpcviz.model.partitions import partition_of
from vpcviz.model.records import Resource

_OWN_ID = re.compile(
    r"(?:[a-z][a-z0-9-]*-(?:[0-9a-f]{8}|[0-9a-f]{17})"  # EC2's, the older ones shorter
    r"|Z[A-Z0-9]{8,31}"  # hosted zones
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z"  # Direct Connect gateways
)
_ACCOUNT = re.compile(r"\d{12}\Z", re.ASCII)


def arn_of(resource: Resource) -> str:
    """The ARN of a resource; "" where it has none, or not all that it is made of is known."""
    if resource.id.startswith("arn:"):
        return resource.id
    beginning = _beginning(resource.ARN, resource.region, resource.account)
    return f"{beginning}{resource.id}" if beginning and _OWN_ID.match(resource.id) else ""


def owner_in(arn: str) -> str:
    """The account in an ARN, "" where it has none: things that another account shares are listed, too."""
    return (arn.split(":") + [""] * 5)[4]


@lru_cache(maxsize=1024)
def _beginning(form: str, region: str, account: str) -> str:
    """What stands before the id; "" where the kind has no ARN, or not all of it is known."""
    if not form or ("{region}" in form and not region) or ("{account}" in form and not _ACCOUNT.match(account)):
        return ""
    return f"arn:{partition_of(region).id}:{form.format(region=region, account=account, id='')}"
