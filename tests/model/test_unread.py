"""How it is said that something is not known: a scan did not read it, a spec does not write it."""

import pytest

from vpcviz.model.unread import of_a_spec


@pytest.mark.parametrize(
    ("scan", "spec"),
    [
        ("VPC vpc-b was not read", "VPC vpc-b is not written"),
        ("the targets of web were not read", "the targets of web are not written"),
        ("another account's endpoint service, not read", "another account's endpoint service, not written"),
        ("its rules, which are not read, forward to targets", "its rules, which are not read, forward to targets"),
        ("it cannot be read", "it cannot be read"),
    ],
)
def test_what_is_said_of_a_spec(scan: str, spec: str) -> None:
    assert of_a_spec(scan) == spec
