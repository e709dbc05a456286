"""What the live policies of Cloud WAN core networks say that their routes do not."""

import msgspec
from msgspec import Struct, field

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape

POSITION = 65


class PolicySettings(Struct, frozen=True, gc=False):
    """What a core network's policy says that its routes do not: whether rules may name security groups across it."""

    security_group_support: bool | None = field(name="security-group-support", default=None)


class PolicyDocument(Struct, frozen=True, gc=False):
    """A core network's policy."""

    settings: PolicySettings = field(name="core-network-configuration", default=PolicySettings())


class CoreNetworkPolicy(Shape, frozen=True, gc=False):
    """A version of a core network's policy."""

    core_network_id: str = ""
    policy_document: str = ""


class DescribedPolicy(Shape, frozen=True, gc=False):
    """What wraps it."""

    core_network_policy: CoreNetworkPolicy = CoreNetworkPolicy()


@reads(
    "networkmanager",
    "GetCoreNetworkPolicy",
    "CoreNetworkPolicy",
    "core_networks",
    "live policies of core networks",
    DescribedPolicy,
    tokens=(),
    whole=True,
    where="account",
    parameters={"Alias": "LIVE"},
    each=Each("networkmanager.ListCoreNetworks", "CoreNetworkId", "CoreNetworkId", own="CoreNetworkPolicy.CoreNetworkId"),
    optional=True,
)
def live_policies(estate: Estate, answer: Answer, item: DescribedPolicy) -> None:
    """What the live policy of a core network says of security groups; segments and sharing stand in the routes.

    Source: AWS Cloud WAN User Guide, "Core network policy version parameters", core-network-configuration.
    """
    told = item.core_network_policy
    try:
        settings = msgspec.json.decode(told.policy_document, type=PolicyDocument).settings
    except msgspec.MsgspecError:
        return
    core = told.core_network_id or answer.scope
    if core and settings.security_group_support is not None:
        estate.put("core_networks", core, answer, region="", aside=True)
        estate.more("core_networks", core, security_group_referencing=settings.security_group_support)
