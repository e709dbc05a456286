"""Applies folders of .tf files to moto, scans it, and compares the scan with the plan and the state.

    python tests/terraform/ways/apply.py FOLDER … [--plugins DIR] [--keep]

Needs `terraform` on the PATH, moto's server, and the AWS provider in a folder of Terraform's plugins (--plugins: the folder where its
host folder starts). Nothing leaves this machine. The .tf files beside a folder, and the modules in `parts` there, go with it (the
samples share a provider and two modules: `apply.py tests/terraform/samples/*/`). Prints what differs for no known reason (reasons.py),
and exits with 1 where anything does. --keep writes plan.json, state.json and scan.json into each folder, as test_ways.py and
test_samples.py read them. Direct Connect hangs in moto: leave its resources out.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

UNREAD = ("relevant_attributes", "checks", "timestamp")
"""Parts of a plan that are not kept."""

READ = ("actions", "after_unknown")
"""What is kept of a change of a resource."""


def main() -> int:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--plugins", type=Path)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        return max([_in_a_copy(folder, port, options) for folder in options.folders if (folder / "main.tf").exists()])
    finally:
        server.terminate()


def _in_a_copy(folder: Path, port: int, options: argparse.Namespace) -> int:
    """Apply one folder to an empty account, in a copy that is gone afterwards."""
    print(f"{folder}:", flush=True)
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/moto-api/reset", method="POST")).close()
    with tempfile.TemporaryDirectory() as work:
        made = Path(work)
        for file in (*folder.glob("*.tf"), *folder.parent.glob("*.tf")):
            shutil.copy(file, made)
        if (folder.parent / "parts").exists():
            shutil.copytree(folder.parent / "parts", made / "parts")
        found = _apply(made, port, options)
        if options.keep:
            _keep(made, folder)
        return found


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _apply(folder: Path, port: int, options: argparse.Namespace) -> int:
    (folder / "empty.rc").write_text("")
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "TF_CLI_CONFIG_FILE": str(folder / "empty.rc"),
        "CHECKPOINT_DISABLE": "1",
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
    }

    def terraform(*words: str) -> str:
        done = subprocess.run(
            ["terraform", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=900
        )
        if done.returncode:
            print(f"terraform {words[0]}: {done.stderr[-600:]}", file=sys.stderr)
        return done.stdout

    plugins = [f"-plugin-dir={options.plugins.resolve()}"] if options.plugins else []
    terraform("init", "-no-color", *plugins)
    terraform("plan", "-no-color", "-out", "tfplan")
    (folder / "plan.json").write_text(terraform("show", "-json", "tfplan"))
    terraform("apply", "-no-color", "-auto-approve", "tfplan")
    (folder / "state.json").write_text(terraform("show", "-json"))
    scan = [sys.executable, "-m", "vpcviz", "scan", "--endpoint-url", url, "-q", "-o", "scan.json"]
    for region in _regions(folder):
        scan += ["--region", region]
    subprocess.run(scan, cwd=folder, env={**environment, "PYTHONPATH": str(ROOT)}, check=True)
    return _compare(folder)


def _regions(folder: Path) -> list[str]:
    from vpcviz.sources import load

    return sorted({vpc.region for vpc in load([str(folder / "plan.json")]).vpcs if vpc.region}) or ["eu-west-1"]


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise SystemExit("moto's server does not answer")


def _keep(folder: Path, target: Path) -> None:
    for name in ("plan", "state", "scan"):
        document = json.loads((folder / f"{name}.json").read_text())
        kept = {key: value for key, value in document.items() if key not in UNREAD}
        for one in kept.get("resource_changes", ()):
            one["change"] = {key: one["change"][key] for key in READ}
        (target / f"{name}.json").write_text(json.dumps(kept, separators=(",", ":"), sort_keys=True) + "\n")


def _compare(folder: Path) -> int:
    from tests.terraform.ways.reasons import unexplained
    from vpcviz.changes import compare
    from vpcviz.sources import load

    scan = load([str(folder / "scan.json")])
    default = frozenset(vpc.id for vpc in scan.vpcs if vpc.is_default)
    count = 0
    for way in ("plan", "state"):
        for one in unexplained(compare(scan, load([str(folder / f"{way}.json")])), default):
            count += 1
            words = "; ".join(words for field in one.fields for words in field.words)
            print(f"{way}: {one.sort} {one.kind} {one.name or one.id}{': ' + words if words else ''}")
    print(f"{count} unexplained" if count else "the same, but for what is explained")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
