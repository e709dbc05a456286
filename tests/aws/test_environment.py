"""What the environment says counts where no option does."""

import pytest

from tests.aws.scanning import UNKNOWN_TO_MOTO
from vpcviz.aws.access import Access
from vpcviz.aws.convert import convert
from vpcviz.aws.fetch import scan
from vpcviz.commands.progress import Silent


def test_endpoint_and_region_come_from_the_environment(moto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    monkeypatch.setenv("AWS_REGION", "ap-northeast-1")
    network = convert(scan(Access(), Silent()))
    assert {vpc.region for vpc in network.vpcs} == {"ap-northeast-1"}
    assert {gap.operation for gap in network.gaps} == UNKNOWN_TO_MOTO


def test_a_service_s_own_endpoint_goes_before(moto: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:9")
    network = convert(scan(Access(regions=("eu-west-1",)), Silent()))
    lost = {gap.operation: gap.error for gap in network.gaps if gap.operation not in UNKNOWN_TO_MOTO}
    assert lost == {"ListFunctions": "EndpointConnectionError"}
    assert network.vpcs
