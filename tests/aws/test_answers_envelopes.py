"""What AWS puts beside the items of an answer that is read is not told as unknown: held against botocore's own models."""

import botocore.session
import pytest

from vpcviz.aws.calls import CALLS, Call
from vpcviz.aws.dump_sections import BESIDE, BY_KEY
from vpcviz.aws.shapes import members

SESSION = botocore.session.get_session()


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_what_stands_beside_the_items_is_known(call: Call) -> None:
    told = SESSION.get_service_model(call.service).operation_model(call.operation).output_shape.members
    read = members(call.shape) if call.whole else {}
    beside = {name for name in told if name != call.key and name not in read and name not in BY_KEY}
    assert {name for name in beside - BESIDE if not name.endswith(("Arn", "Id", "Name"))} == set()
