"""What differs between two networks: which things are new, gone or changed, and in which fields."""

from vpcviz.changes.comparing import compare as compare
from vpcviz.changes.values import Change as Change
from vpcviz.changes.values import Changes as Changes
from vpcviz.changes.values import Entry as Entry
from vpcviz.changes.values import FieldChange as FieldChange
