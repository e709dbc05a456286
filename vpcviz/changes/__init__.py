"""What differs between two networks: which things are new, gone or changed, and in which fields."""

from vpcviz.changes.comparing import compare as compare
from vpcviz.changes.diff import Change as Change
from vpcviz.changes.diff import Changes as Changes
from vpcviz.changes.diff import Entry as Entry
from vpcviz.changes.diff import FieldChange as FieldChange
