"""The parts of random networks, and the names that things have there."""

from dataclasses import dataclass
from random import Random
from typing import Any

NAMES = (
    "",
    "web",
    "orders-production",
    "東京-データベース-本番環境",
    "خوادم الويب للإنتاج",
    "שרת-ראשי",
    "Zażółć gęślą jaźń",
    "e\u0301te\u0301-ca\u0308fe\u0301",
    "🚀 rocket 👩‍👩‍👧‍👦",
    "<script>alert(1)</script>",
    "</text></svg><img src=x onerror=alert(1)>",
    "a&b;\"c'd",
    "tab\tnew\nline\x00\x1b[31mred\x07",
    "\u202egpj.exe\u2066",
    "[link=https://example.com]click[/link]",
    "x" * 256,
    "a very long name that somebody wrote as a whole sentence into the Name tag of their resource, why not",
    "W" * 60,
    "]]>",
    "javascript:alert(1)",
    "}*{display:none}",
)
REGIONS = ("eu-west-1", "us-east-1", "ap-southeast-2")
ACCOUNTS = ("111122223333", "444455556666", "012345678901")
SERVICES = ("s3", "dynamodb", "sqs", "kms", "execute-api", "ecr.api", "kendra-ranking", "never-heard-of-it")
FEATURES = (
    "internet",
    "nat",
    "endpoints",
    "gateway-endpoints",
    "peering",
    "mesh",
    "transit",
    "vpn",
    "on-premises",
    "zones",
    "resolver",
    "load-balancers",
    "firewall",
    "groups",
    "acls",
    "many-cidrs",
    "ipv6",
    "many-ips",
    "dangling",
    "services",
    "hostile",
    "workloads",
    "gateway-load-balancer",
    "client-vpn",
    "direct-connect",
    "prefix-lists",
    "regions",
    "accounts",
    "foreign",
    "gaps",
)


@dataclass(frozen=True)
class Plan:
    """How large a random network is, what occurs in it, and the seed of the rest."""

    vpcs: int
    zones: int
    subnets: int
    interfaces: int
    features: frozenset[str]
    seed: int


class Parts:
    """The parts of a random network in the making."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.random = Random(plan.seed)
        self.parts: dict[str, list[Any]] = {}
        self.counter = 0

    def has(self, feature: str, chance: float = 1.0) -> bool:
        return feature in self.plan.features and self.random.random() < chance

    def name(self) -> str:
        return self.random.choice(NAMES if "hostile" in self.plan.features else NAMES[:7])

    def id(self, prefix: str) -> str:
        self.counter += 1
        return f"{prefix}-{self.counter:017x}"

    def add(self, collection: str, item: Any) -> Any:
        self.parts.setdefault(collection, []).append(item)
        return item
