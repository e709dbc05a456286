"""The explorer: one HTML file with the picture, all that the model knows, and the answers that were asked for."""

from vpcviz.render.explorer.composing import render_explorer

__all__ = ["render_explorer"]
