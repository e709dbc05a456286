"""The map of an estate: VPCs as cards with counts, around what joins them."""

from vpcviz.layout.map import MAP

VIEW = MAP
