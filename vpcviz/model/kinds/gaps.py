"""What could not be read."""

from typing import Annotated

from vpcviz.model.meanings import AccountId, CallWord, CollectionName, Doc, Free, Id, RegionName
from vpcviz.model.records import Record

POSITION = 90


class Gap(Record, frozen=True):
    """What could not be read: the call, where, AWS's error code, and the document keys (`security_groups`, …) it would feed."""

    FORM = "a mapping of its fields"

    service: Annotated[str, CallWord(), Doc("The AWS service that was called.")]
    operation: Annotated[str, CallWord(), Doc("The operation of the call.")]
    account: Annotated[str, AccountId(), Doc("The account that was asked.")] = ""
    region: Annotated[str, RegionName(), Doc("The region that was asked.")] = ""
    error: Annotated[str, CallWord(), Doc("AWS's error code.")] = ""
    message: Annotated[str, Free(), Doc("AWS's error message.")] = ""
    feeds: Annotated[tuple[str, ...], CollectionName(), Doc("The keys of the document that the call would have fed.")] = ()
    resource: Annotated[str, Id(), Doc("The id of the resource that was asked for.")] = ""
