"""All records of the model under one name (`from vpcviz.model import resources as r`): the classes that `vpcviz.model.kinds` finds.

What type checkers and editors know of them stands in `resources.pyi`, which `tools/write_docs.py` writes.
"""

from vpcviz.model.kinds import record_classes, resource_classes
from vpcviz.model.records import Record, Resource

__all__ = ["Record", "Resource"]

globals().update({record.__name__: record for found in (record_classes(), resource_classes()) for record in found.values()})
