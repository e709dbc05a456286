"""Partitions and regions: botocore's own, read as data."""

import re
import subprocess
import sys

import pytest

from vpcviz.model.partitions import dns_suffixes, is_region, partition_of, partitions, region_names


def test_every_region_of_botocore_has_the_form_of_one() -> None:
    assert {"eu-west-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-isob-east-1"} <= set(region_names())
    assert all(is_region(name) for name in region_names())
    assert all(re.fullmatch(one.pattern, name) for one in partitions() for name in one.regions)
    assert not any("global" in name for name in region_names())
    assert partitions()[0].id == "aws"


@pytest.mark.parametrize("name", ["eu-west-9", "us-gov-south-1", "eusc-de-west-2", "ap-southwest-10"])
def test_a_region_that_is_not_known_yet_is_one_by_its_form(name: str) -> None:
    assert name not in region_names()
    assert is_region(name)


@pytest.mark.parametrize(
    "name", ["", "eu-wst-1", "eu-west-1a", "EU-WEST-1", "eusc-east-1", "prod-west-1", "eu-west-", "aws-global"]
)
def test_what_is_no_region(name: str) -> None:
    assert not is_region(name)


def test_each_region_has_its_partition_and_domain() -> None:
    assert [partition_of(name).id for name in ("eu-west-1", "cn-north-1", "eusc-de-east-1", "us-gov-east-1", "eusc-de-west-3")] == [
        "aws",
        "aws-cn",
        "aws-eusc",
        "aws-us-gov",
        "aws-eusc",
    ]
    assert partition_of("eusc-de-east-1").dns_suffix == "amazonaws.eu"
    assert partition_of("cn-north-1").dual_stack_suffix == "api.amazonwebservices.com.cn"
    suffixes = dns_suffixes()
    assert suffixes.index("amazonaws.com.cn") < suffixes.index("amazonaws.com")


def test_botocore_is_not_imported_for_its_data() -> None:
    code = "import sys; from vpcviz.model.partitions import region_names; region_names(); sys.exit('botocore' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
