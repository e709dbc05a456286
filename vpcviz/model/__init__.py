"""The model: AWS networks as plain, typed, immutable data. It knows AWS, not pictures and not files."""

from vpcviz.model.network import COLLECTIONS, FORMAT_VERSION, HEADER, Network, Tier

__all__ = ["COLLECTIONS", "FORMAT_VERSION", "HEADER", "Network", "Tier"]
