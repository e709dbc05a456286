"""Public names of AWS services: which service in which region a DNS name means, and which names a service has."""

import re
from functools import lru_cache

from vpcviz.model.domain_names import covers, normal
from vpcviz.model.partitions import ENABLED_BY_DEFAULT, dns_suffixes, is_region, partition_of, partitions
from vpcviz.model.services import service_name, services_by_label
from vpcviz.spec.regions import SERVICES, private_names

_DIRECTORY_ZONE = re.compile(r"s3express-[a-z0-9-]+\Z")
"""The zonal names of directory buckets: `BUCKET.s3express-euw1-az1.eu-west-1.amazonaws.com`.

Source: S3 User Guide, "Networking for directory buckets".
"""
_GLOBAL = {"s3": "s3", "sts": "sts", "sqs": "sqs", "sns": "sns", "iam": "iam", "ec2": "ec2", "organizations": "organizations"}
"""Names without a region, which us-east-1 answers. Source: AWS General Reference, "Service endpoints", "Global endpoints"."""


@lru_cache(maxsize=64)
def _names_in(region: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Service names by the exact public names of a region, and (pattern, service name) of those with a wildcard."""
    exact: dict[str, str] = {}
    wild: list[tuple[str, str]] = []
    partition = partition_of(region)
    domain, dual = partition.dns_suffix, partition.dual_stack_suffix
    for code in SERVICES:
        for pattern in private_names(code, region):
            if pattern.startswith("*."):
                wild.append((pattern, service_name(code, region)))
            else:
                exact.setdefault(pattern, service_name(code, region))
                if pattern.endswith(f".{domain}"):
                    exact.setdefault(f"{pattern.removesuffix(domain)}{dual}", service_name(code, region))
    wild.append((f"*.ddb.{region}.{domain}", service_name("dynamodb", region)))  # DynamoDB's account-based endpoints
    exact.setdefault(f"streams.dynamodb.{region}.{domain}", service_name("dynamodb-streams", region))
    for code in ("s3", "dynamodb"):
        exact.setdefault(f"{code}.dualstack.{region}.{domain}", service_name(code, region))
        wild.append((f"*.{code}.dualstack.{region}.{domain}", service_name(code, region)))
    exact.setdefault(f"s3express-control.dualstack.{region}.{domain}", service_name("s3express", region))
    return exact, tuple(wild)


@lru_cache(maxsize=4096)
def service_of(name: str) -> str:
    """The service name (`com.amazonaws.eu-west-1.s3`) that a public DNS name means, "" where it is no AWS service's."""
    name = normal(name)
    suffix = next((one for one in dns_suffixes() if name.endswith(f".{one}")), "")
    if not suffix:
        return ""
    labels = name.removesuffix(f".{suffix}").split(".")
    for at, label in reversed(list(enumerate(labels))):
        if label.startswith("s3-") and is_region(label[3:]):
            return service_name("s3", label[3:])
        if is_region(label):
            return _in_region(name, label, labels[:at]) if suffix in _suffixes_of(label) else ""
    return service_name(_GLOBAL[labels[0]], "us-east-1") if len(labels) == 1 and labels[0] in _GLOBAL else ""


def _suffixes_of(region: str) -> tuple[str, str]:
    partition = partition_of(region)
    return partition.dns_suffix, partition.dual_stack_suffix


def _in_region(name: str, region: str, before: list[str]) -> str:
    """The service of a name in a region; `before` are the labels before the region's."""
    exact, wild = _names_in(region)
    if name in exact:
        return exact[name]
    for pattern, service in wild:
        if covers(pattern, name):
            return service
    zonal = before[:-1] if before[-1:] == ["dualstack"] else before
    if zonal and _DIRECTORY_ZONE.match(zonal[-1]):
        return service_name("s3express", region)
    return ""


def is_global_bucket(name: str) -> bool:
    """Whether a name is a bucket's without a region: it leads to the bucket's own region, which the name does not tell.

    Source: S3 User Guide, "Virtual hosting of buckets", "Backward compatibility".
    """
    return normal(name).endswith(".s3.amazonaws.com")


@lru_cache(maxsize=4096)
def is_dual_stack(name: str) -> bool:
    """Whether a public name of a service has IPv6 addresses besides IPv4 ones.

    Source: AWS General Reference, "Dual stack endpoints"; S3 User Guide, "Making requests to Amazon S3 over IPv6".
    """
    dual = {partition.dual_stack_suffix for partition in partitions()}
    return ".dualstack." in f".{normal(name)}" or any(normal(name).endswith(f".{suffix}") for suffix in dual)


@lru_cache(maxsize=4096)
def nearest_service(name: str, region: str) -> str:
    """The service name of an AWS public name as hosts of a region get it: STS's global name is answered in their own region.

    Source: IAM User Guide, "AWS STS Regions and endpoints" (in Regions that are enabled by default).
    """
    if normal(name) == "sts.amazonaws.com" and region in ENABLED_BY_DEFAULT:
        return service_name("sts", region)
    return service_of(name)


def public_name(service: str, code: str, region: str) -> str:
    """The public name that clients of a service use: the first one without a wildcard, else one with a label put for it."""
    names = private_names(code, region)
    plain = [name for name in names if not name.startswith("*.")]
    return plain[0] if plain else names[0].replace("*", "example", 1)


def service_called(word: str) -> str:
    """The code of the service that people mean by a word, in any case: its code (`SQS`) or its name (`Amazon SQS`, `KMS`)."""
    lowered = word.strip().lower()
    return lowered if lowered in SERVICES else services_by_label().get(lowered, "")


def service_words() -> list[str]:
    """The words that `service_called` knows, to suggest the nearest."""
    return [*SERVICES, *services_by_label()]
