"""Resource Access Manager: what is shared between accounts."""

from typing import Annotated

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

    resources: Annotated[tuple[str, ...], Id(), Role(ties=True), Doc("The ids of what is shared.")] = ()
    principals: Annotated[
        tuple[str, ...], Name(), Doc("The accounts, organizational units or organizations that may use the resources.")
    ] = ()
