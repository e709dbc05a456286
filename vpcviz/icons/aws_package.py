"""AWS's own icon set: a folder as AWS gives it out ("Architecture Icons"), whose files are found by what they show.

Its folders are `Architecture-Service-Icons_DATE/Arch_CATEGORY/SIZE/`, `Resource-Icons_DATE/Res_CATEGORY/` and
`Architecture-Group-Icons_DATE/`; the date is that of a release. Source: AWS, "AWS Architecture Icons".
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PARTS = ("Architecture-Service-Icons", "Resource-Icons", "Architecture-Group-Icons")
"""The folders of the package that hold icons, less their dates."""

SIZES = ("48", "64", "32")
"""Sizes of an icon's file, the best first."""

NAMED: Mapping[str, tuple[str, ...]] = {
    "account": ("AWS-Account",),
    "ai": ("Bedrock",),
    "api": ("API-Gateway",),
    "bucket": ("Simple-Storage-Service",),
    "cache": ("ElastiCache",),
    "client-vpn": ("Client-VPN",),
    "cloud": ("AWS-Cloud-logo", "AWS-Cloud"),
    "container": ("Elastic-Container-Service",),
    "customer-gateway": ("VPC_Customer-Gateway",),
    "database": ("RDS",),
    "direct-connect-gateway": ("Direct-Connect_Gateway", "Direct-Connect"),
    "directory": ("Directory-Service",),
    "endpoint-service": ("PrivateLink",),
    "eni": ("VPC_Elastic-Network-Interface",),
    "events": ("EventBridge",),
    "file-system": ("EFS",),
    "firewall": ("Network-Firewall",),
    "gateway-endpoint": ("VPC_Endpoints",),
    "hosted-zone": ("Route-53_Hosted-Zone", "Route-53-Hosted-Zone"),
    "instance": ("EC2_Instance", "EC2"),
    "interface-endpoint": ("VPC_Endpoints",),
    "internet": ("Internet",),
    "internet-gateway": ("VPC_Internet-Gateway",),
    "key": ("Key-Management-Service",),
    "kubernetes": ("Elastic-Kubernetes-Service",),
    "lambda": ("Lambda_Lambda-Function", "Lambda"),
    "load-balancer": ("Elastic-Load-Balancing",),
    "load-balancer-application": ("Elastic-Load-Balancing_Application-Load-Balancer",),
    "load-balancer-gateway": ("Elastic-Load-Balancing_Gateway-Load-Balancer",),
    "load-balancer-network": ("Elastic-Load-Balancing_Network-Load-Balancer",),
    "logs": ("CloudWatch_Logs", "CloudWatch"),
    "monitoring": ("CloudWatch",),
    "nat-gateway": ("VPC_NAT-Gateway",),
    "network-acl": ("VPC_Network-Access-Control-List",),
    "on-premises": ("Corporate-data-center",),
    "peering": ("VPC_Peering-Connection",),
    "queue": ("Simple-Queue-Service",),
    "region": ("Region",),
    "registry": ("Elastic-Container-Registry",),
    "resolver-endpoint": ("Route-53-Resolver", "Route-53_Resolver", "Route-53"),
    "resource-share": ("Resource-Access-Manager",),
    "route-table": ("Route-53_Route-Table", "VPC_Router"),
    "search": ("OpenSearch-Service",),
    "secret": ("Secrets-Manager",),
    "server": ("Traditional-server", "Server"),
    "stream": ("Kinesis-Data-Streams", "Kinesis"),
    "subnet-private": ("Private-subnet",),
    "subnet-public": ("Public-subnet",),
    "table": ("DynamoDB",),
    "systems-manager": ("Systems-Manager",),
    "token": ("Identity-Access-Management_AWS-STS", "Identity-and-Access-Management"),
    "topic": ("Simple-Notification-Service",),
    "transit-gateway": ("Transit-Gateway",),
    "transit-gateway-attachment": ("Transit-Gateway_Attachment",),
    "user": ("User",),
    "vpc": ("Virtual-private-cloud-VPC", "Virtual-Private-Cloud"),
    "vpn-connection": ("VPC_VPN-Connection", "Site-to-Site-VPN"),
    "vpn-gateway": ("VPC_VPN-Gateway",),
    "warehouse": ("Redshift",),
    "workflow": ("Step-Functions",),
}
"""By our name of an icon: what AWS calls it, the best first, less `Arch_`, `Res_`, `Amazon-` and `AWS-`, and the size."""

_STEM = re.compile(r"(?:(?:Arch|Res)_)?(?:(?:Amazon|AWS)-)?(?P<name>.+?)_(?P<size>16|32|48|64)(?P<dark>_Dark)?(?:_Light)?")


@cache
def package_icons(folder: Path) -> Mapping[str, Path]:
    """The icons of AWS's package in a folder, by their plain names in small letters; none where the folder is not laid out so.

    The newest release goes first where there are several, then the size nearest to 48 px, then what is for light grounds.
    """
    found: dict[str, tuple[tuple[str, int, bool, str], Path]] = {}
    for part in PARTS:
        for place in sorted(folder.glob(f"{part}*")):
            for path in sorted(place.rglob("*.svg")) if place.is_dir() else ():
                stem = _STEM.fullmatch(path.stem)
                if stem is None or stem["size"] not in SIZES or not path.resolve().is_relative_to(folder.resolve()):
                    continue
                rank = (_release(place.name), -SIZES.index(stem["size"]), not stem["dark"], path.as_posix())
                name = _plain(stem["name"])
                if name not in found or rank > found[name][0]:
                    found[name] = rank, path
    return {name: path for name, (_, path) in found.items()}


def in_package(folder: Path, name: str) -> Path | None:
    """The file of AWS's package that shows what an icon of that name shows; None where there is none."""
    icons = package_icons(folder)
    wanted = NAMED.get(name, (name.rpartition("/")[2],) if name.startswith("aws/") else ())
    for word in wanted:
        known = icons.get(_plain(word))
        if known is not None:
            return known
    return None


def _plain(name: str) -> str:
    return re.sub(r"^(?:amazon|aws)-", "", name.lower())


def _release(name: str) -> str:
    """The date of a release (`…_07312025`: month, day, year) in order of time."""
    date = name.rpartition("_")[2]
    return date[4:] + date[:4] if date.isdigit() else ""
