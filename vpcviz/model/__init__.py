"""The model: AWS networks as plain, typed, immutable data. It knows AWS, not pictures and not files."""

from vpcviz.model.collections import CLASSES, COLLECTIONS, FORMAT_VERSION, HEADER, RECORDS
from vpcviz.model.network import Network, Tier

__all__ = ["CLASSES", "COLLECTIONS", "FORMAT_VERSION", "HEADER", "RECORDS", "Network", "Tier"]
