"""Types of workloads are declared once: their icons are there, no word means two, and newer ones of a service are of its sort."""

from collections import Counter

import pytest

from vpcviz.icons import find, icon_for
from vpcviz.model.workload_types import WORKLOAD_TYPES, keeps_data


@pytest.mark.parametrize("word", sorted(WORKLOAD_TYPES))
def test_a_type_has_an_icon(word: str) -> None:
    find(icon_for(WORKLOAD_TYPES[word].icon))


def test_no_other_word_is_for_two_types() -> None:
    words = Counter(word for known in WORKLOAD_TYPES.values() for word in known.also.split())
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(("word", "keeps"), [("rds-proxy", True), ("redshift-newer", True), ("ecs-task", False), ("rds", False)])
def test_what_keeps_data(word: str, keeps: bool) -> None:
    assert keeps_data(word) is keeps
