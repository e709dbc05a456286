"""Text folded at blanks: the quick way gives the lines of the careful one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vpcviz.text import folding

WORDS = st.lists(st.text("ab.-\t", max_size=90), max_size=12).map(" ".join)


@given(st.one_of(WORDS, st.text("ab é`→世 \n", max_size=300)), st.integers(0, 90), st.integers(0, 9))
def test_lines_are_those_of_word_after_word(text: str, indent: int, hanging: int):
    quick = folding.folded(text, " " * indent, hanging)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "_ODD", re.compile(""))  # All texts are odd: word after word.
        assert folding.folded(text, " " * indent, hanging) == quick
