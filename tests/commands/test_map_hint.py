"""Who draws a large peering mesh is told of the map, and nobody else."""

from vpcviz.commands import run


def spec(vpcs: int) -> str:
    names = [f"v{number:02}" for number in range(vpcs)]
    lines = [
        "vpcviz: 1",
        "region: eu-west-1",
        "vpcs:",
        *(f"  {name}: {{cidr: 10.{number}.0.0/24}}" for number, name in enumerate(names)),
    ]
    pairs = [(a, b) for index, a in enumerate(names) for b in names[index + 1 :]]
    return "\n".join([*lines, "peerings:", *(f"  - {{between: [{a}, {b}]}}" for a, b in pairs)])


def said(tmp_path, capsys, vpcs: int, *options: str) -> str:
    source = tmp_path / "mesh.yaml"
    source.write_text(spec(vpcs))
    assert run(["draw", str(source), *options, "-o", str(tmp_path / "mesh.svg")]) == 0
    return capsys.readouterr().err


def test_a_large_mesh_is_told_of_the_map(tmp_path, capsys):
    assert "--view map" in said(tmp_path, capsys, 15)


def test_the_map_and_a_small_mesh_are_not(tmp_path, capsys):
    assert "--view map" not in said(tmp_path, capsys, 15, "--view", "map")
    assert "--view map" not in said(tmp_path, capsys, 5)
