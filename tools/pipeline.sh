#!/usr/bin/env bash
# What the GitHub Action and the GitLab job run. COMMAND is check or diff; for diff OLD and NEW are the networks, and the Markdown goes
# into COMMENT, the picture into PICTURE.
set -eu
case "${COMMAND:-check}" in
  check) vpcviz build --check ;;
  diff)
    if [ -z "${OLD:-}" ] || [ -z "${NEW:-}" ]; then
      echo "tools/pipeline.sh: OLD and NEW are missing" >&2
      exit 2
    fi
    vpcviz diff --format markdown -o "${PICTURE:-vpcviz-diff.svg}" -- "$OLD" "$NEW" > "${COMMENT:-vpcviz-diff.md}"
    ;;
  *)
    echo "tools/pipeline.sh: COMMAND is ${COMMAND}; expected check or diff" >&2
    exit 2
    ;;
esac
