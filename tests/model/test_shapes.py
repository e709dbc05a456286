"""Short ways to what a record class says are the long way's."""

import pytest

from vpcviz.model import CLASSES
from vpcviz.model.shapes import fields_of, targets_in


@pytest.mark.parametrize("collection", CLASSES)
def test_the_targets_of_a_field_are_known_without_the_others(collection: str) -> None:
    record = CLASSES[collection]
    own = fields_of(record)
    for name in {name for other in CLASSES.values() for name in other.__struct_fields__} - {"id"}:
        assert targets_in(record, name) == (own[name].targets if name in own else ())
