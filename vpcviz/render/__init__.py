"""Renderers: each sees the Scene only, and gives bytes."""
