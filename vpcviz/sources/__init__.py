"""What the user named (files, folders, `-`) as a Network: documents, plans and states of Terraform, or dumps of the AWS CLI."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vpcviz.errors import InputError, Problem
from vpcviz.model import Network
from vpcviz.sources.folders import check_folder, documents_in, tool_files_in
from vpcviz.sources.others import refusal, tool_file
from vpcviz.sources.terraform import is_terraform, load_after, load_both

LARGEST = 64 * 2**20
"""The most bytes that a file may have; a larger one is refused before it is read."""

_ENDLESS = LARGEST + 1
"""Of what is no file (stdin, a device) no more bytes than this are read: more than a document may have."""
_ENDINGS = (".yaml", ".yml", ".json")


def load(sources: Sequence[str], notes: list[str] | None = None, *, strict: bool = False) -> Network:
    """The network of one document (`-` is stdin), of one plan or state of Terraform (of a plan what is there after it), or of one
    or more dumps of the AWS CLI (JSON files, folders of them).

    What of the dumps could not be used, and that AWS would refuse something of a spec, is added to `notes`; where the reader is
    `strict`, it refuses that itself. Raises InputError where a source cannot be read or understood, with
    all its problems.
    """
    if not sources:
        raise InputError(Problem("nothing to read", expected="a spec, a snapshot, or a folder of AWS CLI dumps"))
    dumps: list[Path | tuple[str, bytes]] = []
    documents: list[tuple[str, bytes]] = []
    terraform: list[tuple[str, bytes]] = []
    for source in sources:
        if source != "-" and os.path.isdir(source):
            check_folder(source)
            dumps.append(Path(source))
            continue
        data = _read(source)
        if data.startswith(b"<svg") or source.lower().endswith((".svg", ".png")):
            data = _of_picture(source, data)
        if is_terraform(data):
            terraform.append(("<stdin>" if source == "-" else source, data))
            continue
        other = tool_file(data)
        if other:
            raise InputError(refusal("<stdin>" if source == "-" else source, other))
        if _is_dump(source, data):
            dumps.append(("<stdin>" if source == "-" else source, data))
        else:
            documents.append((source, data))
    if terraform and len(sources) == 1:
        return load_after(*terraform[0], notes)
    documents += terraform
    if documents and (len(documents) > 1 or dumps):
        names = ", ".join(name for name, _ in documents[:4])
        raise InputError(
            Problem(f"a document is read alone, without another one and without dumps: {names}", expected="one spec or snapshot")
        )
    if documents:
        from vpcviz.spec import load_document

        name, data = documents[0]
        return load_document("<stdin>" if name == "-" else name, data, strict=strict, notes=notes)
    return _of_dumps(dumps, notes)


def load_change(source: str, notes: list[str] | None = None) -> tuple[Network, Network]:
    """The networks before and after of a source that holds both: a plan of Terraform.

    Raises InputError where it holds one only, or cannot be read.
    """
    data = b"" if source != "-" and os.path.isdir(source) else _read(source)
    name = "<stdin>" if source == "-" else source
    if not is_terraform(data):
        raise InputError(
            Problem("it holds one network, and there is nothing to compare it with", name, expected="OLD and NEW, or a plan")
        )
    return load_both(name, data, notes)


def _of_picture(source: str, data: bytes) -> bytes:
    """The document that a picture was made from and holds. Raises InputError where it holds none."""
    from vpcviz.render.origin import read_source

    document = read_source(data)
    if document is None:
        expected = "an SVG made with `vpcviz draw --embed-source`, or what the picture was made from"
        raise InputError(Problem("the picture does not hold the network that it was made from", source, expected=expected))
    return document


def _of_dumps(dumps: Sequence[Path | tuple[str, bytes]], notes: list[str] | None) -> Network:
    from vpcviz.aws.dumps import NothingRecognisedError, load_dumps

    try:
        return load_dumps(dumps, notes)
    except NothingRecognisedError:
        for folder in dumps:
            if isinstance(folder, Path):
                nothing = "there is no AWS CLI output in the folder"
                problem = documents_in(str(folder), nothing) or tool_files_in(str(folder), nothing)
                if problem is not None:
                    raise InputError(problem) from None
        raise


def _read(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read(_ENDLESS)
    if not source:
        raise InputError(Problem("the name of a source is empty", expected="a file, a folder, or - for stdin"))
    path = Path(source)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size if path.is_file() else 0
            data = b"" if size > LARGEST else file.read(_ENDLESS)
    except FileNotFoundError:
        raise InputError(Problem("there is no such file", source, hint=_like(path))) from None
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"the file cannot be read: {getattr(error, 'strerror', None) or error}", source)) from None
    if size > LARGEST:
        most = f"at most {LARGEST // 2**20} MB; of a larger estate, a folder of several files"
        raise InputError(Problem(f"the file has {size // 2**20} MB", source, expected=most))
    if not data:
        raise InputError(Problem("the file is empty", source, expected="a spec, a snapshot, or JSON as the AWS CLI prints it"))
    return data


def _like(path: Path) -> str:
    """A hint at a file of a similar name in the same folder."""
    from vpcviz.spec.problems import nearest_word

    try:
        names = [other.name for other in path.parent.iterdir() if other.is_dir() or other.suffix.lower() in _ENDINGS][:1000]
    except (OSError, ValueError):
        return ""
    by_stem = {os.path.splitext(name)[0]: name for name in sorted(names, reverse=True)}  # endings are alike anyway
    found = by_stem.get(nearest_word(path.stem, by_stem), "")
    return f'did you mean "{found}"?' if found else ""


def _is_dump(source: str, data: bytes) -> bool:
    """Whether a file is JSON as the AWS CLI prints it: an object with keys such as `Vpcs`, and none of a document's."""
    if source.lower().endswith((".yaml", ".yml")):
        return False
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # PowerShell's `>` writes UTF-16.
        data = data.decode("utf-16", "replace").encode()
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:400]
    if head[:1] == b"[":
        return source == "-" or source.lower().endswith(".json")
    if head[:1] != b"{":
        return False
    key = head[1:].lstrip()
    if not key.startswith(b'"'):
        return False
    first = key[1:].split(b'"', 1)[0]
    if first[:1].isupper():
        return True
    if first in (b"vpcviz", b"origin", b"title", b"description"):
        return False
    import json

    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return False
    from vpcviz.aws.calls import CALLS

    known = {call.key for call in CALLS}
    return isinstance(document, dict) and "vpcviz" not in document and any(key[:1].isupper() or key in known for key in document)
