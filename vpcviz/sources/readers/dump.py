"""What the AWS CLI printed: JSON files, and folders of them. All that are named are one network."""

from collections.abc import Sequence
from pathlib import Path

from vpcviz.errors import InputError
from vpcviz.model import Network
from vpcviz.sources.folders import check_folder, documents_in, tool_files_in
from vpcviz.sources.source import Given, Reading, Source, register


def recognises(given: Given) -> bool:
    """Whether it is a folder with JSON files, or such a file. Raises InputError for a folder without them."""
    if given.is_folder:
        check_folder(given.word)
    return given.is_folder or _is_json(given)


def read(given: Sequence[Given], reading: Reading) -> Network:
    """The network of files and folders. Raises InputError for what is no JSON, and where nothing is recognised."""
    from vpcviz.aws.dumps import NothingRecognisedError, load_dumps

    dumps = [Path(one.word) if one.is_folder else (one.name, one.data) for one in given]
    try:
        return load_dumps(dumps, reading.notes)
    except NothingRecognisedError:
        for folder in dumps:
            if isinstance(folder, Path):
                nothing = "there is no AWS CLI output in the folder"
                problem = documents_in(str(folder), nothing) or tool_files_in(str(folder), nothing)
                if problem is not None:
                    raise InputError(problem) from None
        raise


def _is_json(given: Given) -> bool:
    """Whether a file is JSON as the AWS CLI prints it: an object with keys such as `Vpcs`, and none of a document's."""
    if given.ends(".yaml", ".yml"):
        return False
    data = given.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # PowerShell's `>` writes UTF-16.
        data = data.decode("utf-16", "replace").encode()
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:400]
    if head[:1] == b"[":
        return given.word == "-" or given.ends(".json")
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


DUMP = register(Source("a dump", 90, recognises, read, together=True, alone="dumps of the AWS CLI only"))
