"""Floor plans: every thing once, sizes as they add up, little room lost, links short."""

from hypothesis import given
from hypothesis import strategies as st

from vpcviz.layout.floorplan import Floor, Leaf, Node, Plan, flat, leaves

GAP = 10
SIZES = st.tuples(st.integers(10, 400), st.integers(10, 400))


def thing(number: int, *sizes: tuple[int, int]) -> list[Plan]:
    return [Plan(width, height, 0, Leaf(number, (width, height))) for width, height in sizes]


def size(node: Node) -> tuple[int, int]:
    if isinstance(node, Leaf):
        assert isinstance(node.choice, tuple)
        return node.choice
    sizes = [size(part) for part in node.parts]
    gaps = GAP * (len(sizes) - 1)
    wide, high = [w for w, _ in sizes], [h for _, h in sizes]
    return (sum(wide) + gaps, max(high)) if node.level else (max(wide), sum(high) + gaps)


@given(st.lists(st.lists(SIZES, min_size=1, max_size=4), min_size=1, max_size=8))
def test_every_thing_stands_once_and_sizes_add_up(things: list[list[tuple[int, int]]]) -> None:
    floor = Floor(GAP, {(0, 1): 2}, 500)
    plans = floor.plans({number: thing(number, *sizes) for number, sizes in enumerate(things)})
    assert plans
    for plan in plans:
        assert sorted(leaf.number for leaf in leaves(plan.node)) == list(range(len(things)))
        assert size(plan.node) == size(flat(plan.node)) == (plan.width, plan.height)


def test_a_small_thing_stands_beside_a_tall_one_below_another() -> None:
    things = {0: thing(0, (100, 210)), 1: thing(1, (100, 100)), 2: thing(2, (100, 100))}
    assert (210, 210) in [(plan.width, plan.height) for plan in Floor(GAP, {}, 300).plans(things)]


def test_of_like_plans_the_one_with_short_links_is_taken() -> None:
    things = {number: thing(number, (100, 100)) for number in range(4)}
    square = next(p for p in Floor(GAP, {(0, 3): 9}, 300).plans(things) if p.width == p.height == 210)
    pairs = [sorted(leaf.number for leaf in leaves(part)) for part in flat(square.node).parts]  # type: ignore[union-attr]
    assert [0, 3] in pairs
