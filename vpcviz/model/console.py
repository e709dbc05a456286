"""Where a resource is shown in the AWS console, in every partition that has one in public.

A kind says its page itself (`CONSOLE`): what the console has in the address line. AWS's documentation does not tell these pages;
each was found in public repositories whose links lead there (November 2026), and a kind without such a source has none. Where only
the page of all of a kind was found, that one is taken. Source of the domains: "AWS Management Console endpoints and quotas" (AWS
General Reference), and its like for China, GovCloud (US) and the European Sovereign Cloud.
"""

import re
from urllib.parse import quote

from vpcviz.model.partitions import partition_of
from vpcviz.model.records import Resource

DOMAINS = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
    "aws-eusc": "console.amazonaws-eusc.eu",
}
"""The console's domain by partition; the isolated ones have none that AWS tells."""

REGION_PAGE = "vpc/home?region={region}#Home:"


def console_url(resource: Resource, home: str = "") -> str:
    """The address of a resource's page, "" where it has none; `home` is a region of the same partition for what has none itself."""
    region = resource.region or home
    page = resource.CONSOLE
    if not page or ("{region}" in page and not resource.region):
        return ""
    values = {"id": resource.id, "name": resource.label, "region": region, "direction": str(getattr(resource, "direction", ""))}
    return _address(page, region, values)


def region_url(region: str) -> str:
    """The address of a region's VPC dashboard, "" where the partition has no public console."""
    return _address(REGION_PAGE, region, {"region": region})


def _address(page: str, region: str, values: dict[str, str]) -> str:
    domain = DOMAINS.get(partition_of(region).id, "") if region else DOMAINS["aws"]
    if not domain:
        return ""
    host = f"{quote(region, safe='')}.{domain}" if "{region}" in page else domain
    filled = re.sub(r"\{(\w+)\}", lambda word: quote(values.get(word[1], ""), safe=":/"), page)
    return f"https://{host}/{filled}"
