"""Resource Access Manager: what is shared between accounts."""

from typing import Annotated, ClassVar

from vpcviz.model.meanings import Doc, Id, Name, Role
from vpcviz.model.records import Resource

POSITION = 81


class ResourceShare(Resource, frozen=True):
    """A RAM share: `resources` (ids) of this account that `principals` may use."""

    KIND = "resource-share"
    COLLECTION = "resource_shares"
    NOT_CHARGED = 'free: AWS RAM User Guide, "What is AWS Resource Access Manager?", "Pricing"'
    TOUCHES = "nothing"
    ID_PREFIX = "share"
    SCOPE = "account"
    SHARES: ClassVar = (
        "subnets",
        "transit_gateways",
        "prefix_lists",
        "security_groups",
        "resolver_rules",
        "route53_profiles",
        "service_networks",
        "lattice_services",
        "resource_configurations",
        "core_networks",
        "customer_owned_pools",
    )
    """What may be shared. Source: AWS RAM User Guide, "Shareable AWS resources"."""

    resources: Annotated[tuple[str, ...], Id(), Role(ties=True), Doc("What is shared, by id; in a spec also by name.")] = ()
    principals: Annotated[
        tuple[str, ...], Name(), Doc("The accounts, organizational units or organizations that may use the resources.")
    ] = ()
