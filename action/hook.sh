#!/usr/bin/env bash
# The hook of .pre-commit-hooks.yaml: checks the files that are about to be committed.
#
# What must stay true: no file is changed, and the status is that of the check.

set -eu

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
program="${HUBCHECK_PROGRAM:-}"
if [ -z "$program" ]; then
  program="$(bash "$here/program.sh")"
fi
exec "$program" check "$@"
