"""Where exactly the lines of a map run: at even numbers, and without jogs of a pixel or two."""

from vpcviz.layout.map_tracks import Line, _even


def line(at: float, low: float, high: float) -> Line:
    """A level line where it may be anywhere from `low` to `high`."""
    return Line("", True, [(low, high)], at, at=at)


def test_a_line_is_at_the_nearest_even_number_where_it_may_be() -> None:
    assert _even(line(465, 450, 480), ()) == 464
    assert _even(line(465, 465, 480), ()) == 466


def test_lines_that_go_on_in_one_another_are_at_the_same_even_number() -> None:
    port, track = line(465, 450, 480), line(465, 465, 480)
    assert _even(port, [track]) == _even(track, [port]) == 466


def test_where_no_even_number_suits_both_each_is_where_it_may_be() -> None:
    port, track = line(465, 450, 465), line(465, 465, 480)
    assert (_even(port, [track]), _even(track, [port])) == (464, 466)
