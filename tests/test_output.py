"""Files are written whole or not at all."""

import os
import stat
from io import BytesIO
from pathlib import Path

import pytest

from vpcviz import output
from vpcviz.errors import UsageError
from vpcviz.output import Spooled, spool, write_all


def test_files_are_written(tmp_path: Path) -> None:
    write_all({tmp_path / "a": b"one", tmp_path / "b": b"two"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one", "b": b"two"}


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_all({path: b"new"})
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all({tmp_path / "a": b"new"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_all_or_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        write_all({tmp_path / "a": b"one", tmp_path / "nowhere" / "b": b"two"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["folder", "nul\0", "x" * 300])
def test_what_cannot_be_written_is_explained(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        write_all({tmp_path / "a": b"one", tmp_path / name: b"two"})
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(output.os, "replace", stop)
    with pytest.raises(error):
        write_all({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.svg"
    link.symlink_to(tmp_path / "real" / "picture.svg")
    write_all({link: b"new"})
    assert link.is_symlink()
    assert (tmp_path / "real" / "picture.svg").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["picture.svg"]


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_all({pipe: b"through"})
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_waits_on_disk_is_written_whole(tmp_path: Path) -> None:
    waiting = spool()
    waiting.write(b"rest")
    write_all({tmp_path / "a": Spooled(b"head ", waiting), Path("/dev/null"): Spooled(b"", spool())})
    assert (tmp_path / "a").read_bytes() == b"head rest"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_without_a_temporary_folder_it_waits_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert isinstance(spool(), BytesIO)
