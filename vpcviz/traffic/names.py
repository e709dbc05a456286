"""Public names of AWS services: which service in which region a DNS name means, and which names a service has."""

import re
from functools import lru_cache

from vpcviz.spec.regions import SERVICES, private_names, service_name

_REGION = re.compile(r"(?:[a-z]{2,4}(?:-[a-z]+)+-\d)\Z")
_SUFFIXES = (".amazonaws.com.cn", ".amazonaws.com", ".api.aws")
_GLOBAL = {"s3": "s3", "sts": "sts", "sqs": "sqs", "sns": "sns", "iam": "iam", "ec2": "ec2", "organizations": "organizations"}
"""Names without a region, which us-east-1 answers. Source: AWS General Reference, "Service endpoints", "Global endpoints"."""

_DEFAULT_REGIONS = frozenset(
    """us-east-1 us-east-2 us-west-1 us-west-2 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1
    ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 sa-east-1""".split()
)
"""Regions that are enabled in every account; newer ones are opt-in."""


def normal(name: str) -> str:
    """A DNS name as it is compared: lower case, no dot at the end, an asterisk for the octal code that Route 53 has for it."""
    return name.strip().lower().rstrip(".").replace("\\052", "*")


def is_name(text: str) -> bool:
    """Whether a text has the form of a DNS name with a dot in it."""
    return bool(re.fullmatch(r"(?=.{3,253}\Z)(?:[a-z0-9_*-]{1,63}\.)+[a-z][a-z0-9-]{0,62}\.?", text.strip().lower()))


def covers(pattern: str, name: str) -> bool:
    """Whether a name is the pattern, or is covered by its leading `*.`."""
    return name == pattern or (pattern.startswith("*.") and name.endswith(pattern[1:]) and name != pattern[2:])


def in_domain(name: str, domain: str) -> bool:
    """Whether a name is a domain or below it; "." is everything."""
    return domain in ("", ".") or name == domain or name.endswith(f".{domain}")


@lru_cache(maxsize=64)
def _names_in(region: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Service names by the exact public names of a region, and (pattern, service name) of those with a wildcard."""
    exact: dict[str, str] = {}
    wild: list[tuple[str, str]] = []
    for code in SERVICES:
        for pattern in private_names(code, region):
            if pattern.startswith("*."):
                wild.append((pattern, service_name(code, region)))
            else:
                exact.setdefault(pattern, service_name(code, region))
                if pattern.endswith(".amazonaws.com"):
                    exact.setdefault(pattern.replace(".amazonaws.com", ".api.aws"), service_name(code, region))
    wild.append((f"*.ddb.{region}.amazonaws.com", service_name("dynamodb", region)))  # DynamoDB's account-based endpoints
    exact.setdefault(f"streams.dynamodb.{region}.amazonaws.com", service_name("dynamodb-streams", region))
    for code in ("s3", "dynamodb"):
        exact.setdefault(f"{code}.dualstack.{region}.amazonaws.com", service_name(code, region))
        wild.append((f"*.{code}.dualstack.{region}.amazonaws.com", service_name(code, region)))
    return exact, tuple(wild)


@lru_cache(maxsize=4096)
def service_of(name: str) -> str:
    """The service name (`com.amazonaws.eu-west-1.s3`) that a public DNS name means, "" where it is no AWS service's."""
    name = normal(name)
    suffix = next((one for one in _SUFFIXES if name.endswith(one)), "")
    if not suffix:
        return ""
    labels = name[: -len(suffix)].split(".")
    for label in reversed(labels):
        region = label
        if label.startswith("s3-") and _REGION.match(label[3:]):
            return service_name("s3", label[3:])
        if not _REGION.match(region):
            continue
        exact, wild = _names_in(region)
        if name in exact:
            return exact[name]
        for pattern, service in wild:
            if covers(pattern, name):
                return service
        return ""
    return service_name(_GLOBAL[labels[0]], "us-east-1") if len(labels) == 1 and labels[0] in _GLOBAL else ""


def is_global_bucket(name: str) -> bool:
    """Whether a name is a bucket's without a region: it leads to the bucket's own region, which the name does not tell.

    Source: S3 User Guide, "Virtual hosting of buckets", "Backward compatibility".
    """
    return normal(name).endswith(".s3.amazonaws.com")


def nearest_service(name: str, region: str) -> str:
    """The service name of an AWS public name as hosts of a region get it: STS's global name is answered in their own region.

    Source: IAM User Guide, "AWS STS Regions and endpoints" (in Regions that are enabled by default).
    """
    if normal(name) == "sts.amazonaws.com" and region in _DEFAULT_REGIONS:
        return service_name("sts", region)
    return service_of(name)


def public_name(service: str, code: str, region: str) -> str:
    """The public name that clients of a service use: the first one without a wildcard, else one with a label put for it."""
    names = private_names(code, region)
    plain = [name for name in names if not name.startswith("*.")]
    return plain[0] if plain else names[0].replace("*", "example", 1)
