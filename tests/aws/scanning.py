"""Scans inside the test's own process."""

from importlib import import_module

from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores

from vpcviz.aws.access import Access
from vpcviz.aws.answers import Reading
from vpcviz.aws.calls import CALLS, Call
from vpcviz.aws.convert import convert
from vpcviz.aws.fetch import scan
from vpcviz.commands.progress import Silent
from vpcviz.model import Network

_PACKAGES = {"lambda": "awslambda"}
"""Packages of moto that are not called as botocore calls the service, but for its dashes."""


def _is_in_moto(call: Call) -> bool:
    try:
        responses = import_module(f"moto.{_PACKAGES.get(call.service, call.service.replace('-', ''))}.responses")
    except ModuleNotFoundError:
        return False
    classes = (one for one in vars(responses).values() if isinstance(one, type) and issubclass(one, BaseResponse))
    return any(hasattr(one, camelcase_to_underscores(call.operation)) for one in classes)


UNKNOWN_TO_MOTO = {call.operation for call in CALLS if call.each is None and not _is_in_moto(call)}
"""What moto answers with an error page: calls that wait for no other."""


def read(url: str, *regions: str, **access: object) -> Reading:
    """What a scan reads."""
    return scan(Access(endpoint_url=url, regions=regions or ("eu-west-1",), **access), Silent())  # type: ignore[arg-type]


def scanned(url: str, *regions: str, **access: object) -> Network:
    """The network of a scan; nothing may be missing but what moto lacks."""
    network = convert(read(url, *regions, **access))
    assert {gap.operation for gap in network.gaps} <= UNKNOWN_TO_MOTO, network.gaps
    return network
