"""One of everything that the model holds, in one picture: no defect at any detail, in no view."""

import pytest

from tests.everything import everything
from tests.pictures.geometry import defects
from vpcviz.layout import Options, lay_out
from vpcviz.layout.view_names import view_names
from vpcviz.render.svg import render_svg


@pytest.mark.parametrize("detail", ["overview", "presentation", "standard", "full"])
def test_everything_has_no_defect_at_any_detail(detail: str) -> None:
    """A card between others in its row, which leaves by its top for what is docked on the border, had its way turned on its side."""
    assert defects(render_svg(lay_out(everything(), Options(detail=detail)))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("view", view_names()[1:])
def test_everything_has_no_defect_in_any_view(view: str) -> None:
    assert defects(render_svg(lay_out(everything(), Options(view=view)))) == []
