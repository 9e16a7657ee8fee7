#!/usr/bin/env bash
# The one step of action.yml: checks the files that the environment names.
#
# What must stay true: no input is read as a command, no file is changed, nothing leaves the runner, and the status is
# that of the check (0 fine, 1 blockers or warnings, 2 could not run).

set -u

stop() {
  printf 'hubcheck: %s\n' "$1" >&2
  tell status 2
  exit 2
}

# An output of the step, where there is a place for it.
tell() {
  if [ -n "${GITHUB_OUTPUT:-}" ]; then
    printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
  fi
}

options=()

# One option with its value, if there is one.
option() {
  if [ -n "$2" ]; then
    options+=("$1=$2")
  fi
}

# The same for each line of a value.
options_of_lines() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line%$'\r'}"
    option "$1" "$line"
  done <<<"$2"
}

option --baseline "${HUBCHECK_BASELINE:-}"
option --mode "${HUBCHECK_MODE:-}"
option --limit "${HUBCHECK_LIMIT:-}"
option --megabytes "${HUBCHECK_MEGABYTES:-}"
option --profile "${HUBCHECK_PROFILE:-}"
options_of_lines --country "${HUBCHECK_COUNTRIES:-}"
options_of_lines --licences-left "${HUBCHECK_LICENCES_LEFT:-}"
case "${HUBCHECK_AUTOMATIC_ASSIGNMENT:-false}" in
  true) options+=(--automatic-assignment) ;;
  false | "") ;;
  *) stop "automatic-assignment is neither true nor false." ;;
esac

# A pattern that matches nothing stays as it is, so that the check names what is missing.
files=()
shopt -s globstar
while IFS= read -r pattern || [ -n "$pattern" ]; do
  pattern="${pattern%$'\r'}"
  if [ -z "$pattern" ]; then
    continue
  fi
  if [ -e "$pattern" ]; then
    files+=("$pattern")
    continue
  fi
  IFS=
  # shellcheck disable=SC2206 # the pattern shall be filled in, and nothing else happens to it
  matched=($pattern)
  unset IFS
  files+=("${matched[@]}")
done <<<"${HUBCHECK_FILES:-}"
if [ "${#files[@]}" -eq 0 ]; then
  stop "no file is named; write one path or pattern to a line of the input files."
fi

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)" || stop "the folder of the action cannot be found."
program="${HUBCHECK_PROGRAM:-}"
if [ -z "$program" ]; then
  program="$(bash "$here/program.sh")" || stop "the program could not be built; see above."
fi

"$program" check ${options[@]+"${options[@]}"} -- "${files[@]}"
status=$?

if [ -n "${HUBCHECK_SARIF:-}" ]; then
  for file in "${files[@]}" "${HUBCHECK_BASELINE:-}" "${HUBCHECK_PROFILE:-}"; do
    if [ -n "$file" ] && [ "$file" -ef "$HUBCHECK_SARIF" ]; then
      stop "the SARIF file would overwrite $file, and that one stays as it is; name another file."
    fi
  done
  # Beside its place first: a reader never meets half a file.
  if ! mkdir -p "$(dirname "$HUBCHECK_SARIF")"; then
    stop "the folder of the SARIF file cannot be made."
  fi
  "$program" check --format sarif ${options[@]+"${options[@]}"} -- "${files[@]}" >"$HUBCHECK_SARIF.part" 2>/dev/null
  if [ $? -gt 1 ] && [ ! -s "$HUBCHECK_SARIF.part" ]; then
    rm -f "$HUBCHECK_SARIF.part"
  else
    mv "$HUBCHECK_SARIF.part" "$HUBCHECK_SARIF" || stop "the SARIF file cannot be written."
    tell sarif "$HUBCHECK_SARIF"
  fi
fi

tell status "$status"
exit "$status"
