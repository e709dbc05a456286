"""What each check refuses, declared where the check stands: docs/spec.md's table is made from it, so it cannot say more or less."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

Check = TypeVar("Check", bound=Callable[..., object])


class Refusal(NamedTuple):
    """One thing that AWS refuses and a spec can say: of which resources, what, and AWS's page (title, section or error).

    Every command refuses what is so `always`; what can still be understood is for `vpcviz validate`, the others count it.
    """

    of: str
    what: str
    source: str
    always: bool = False


REFUSALS: list[Refusal] = []
"""Every refusal that a check declares, in the order of the modules."""


def refuses(of: str, what: str, source: str, *, always: bool = False) -> Callable[[Check], Check]:
    """Declare what the check below refuses; a check with several reasons has several of these."""

    def declared(check: Check) -> Check:
        REFUSALS.append(Refusal(of, what, source, always))
        return check

    return declared


NOT_CHECKED: tuple[tuple[str, str], ...] = (
    (
        "Quotas that AWS raises on request: CIDRs of a VPC, routes of a table, rules of a group, groups of an interface, targets",
        "they differ from account to account",
    ),
    (
        "What depends on the account: permissions, service control policies, opted-in regions, shared and accepted resources",
        "a spec does not say it",
    ),
    (
        "What depends on the zone or the hardware: instance types, zones that a service is not in, Local Zones and Outposts",
        "AWS's lists change, and no page holds them all",
    ),
    (
        "Certificates, ALPN and TLS policies of listeners, health checks",
        "the model has no word for them",
    ),
    ("IP address types of load balancers, target groups and endpoints (ipv4, dualstack, ipv6)", "the model has no word for them"),
    ("Private DNS of endpoints whose service has no private DNS name", "AWS answers it by service and region only"),
    ("Elastic IPs' pools, network border groups, BYOIP", "the model has no word for them"),
    (
        "Free addresses of a subnet that load balancers and endpoints need beside those that are written",
        "AWS takes more or fewer as it scales",
    ),
    ("Names and descriptions: lengths, characters, prefixes that AWS keeps", "the names of a spec are vpcviz's own"),
    ("States in between: a VPC peering that is pending, a gateway that is being attached", "a spec says what is to be"),
)
"""What AWS refuses and no check looks at, with the reason."""
