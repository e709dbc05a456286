"""What contradicts AWS is refused, with the reason, at its place; what AWS allows is not."""

import pytest

from tests.spec.contradictions import addresses, endpoints, filters, links, routing
from tests.spec.contradictions.specs import HEAD, ZONES, vpc
from vpcviz.errors import InputError
from vpcviz.spec import load_document

REFUSED = addresses.REFUSED | routing.REFUSED | endpoints.REFUSED | links.REFUSED | filters.REFUSED


def problems(text: str) -> list[str]:
    """The problems of a spec as `line:column message`."""
    try:
        load_document("spec.yaml", (HEAD + text).encode())
    except InputError as error:
        return [f"{problem.line - 2}:{problem.column} {problem.message}" for problem in error.problems]
    return []


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_reason_and_place(name: str) -> None:
    text, expected = REFUSED[name]
    found = problems(text)
    assert any(problem.startswith(expected) for problem in found), found
    assert len(found) == 1, found


def test_of_a_load_balancer_of_an_unknown_type_nothing_is_refused() -> None:
    text = vpc(ZONES + "load_balancers: {l: {type: unknown, subnets: [a, b], listeners: [tcp 80 -> g]}}\ntarget_groups: {g: {}}")
    assert problems(text) == []
