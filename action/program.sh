#!/usr/bin/env bash
# Builds the program from the source that this file belongs to, unless that was done, and prints its path.
#
# What must stay true: the output is the path alone; what cargo says goes to the error output.

set -eu

source="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
target="${CARGO_TARGET_DIR:-$source/target}"
if ! command -v cargo >/dev/null; then
  echo "hubcheck: building the program needs Rust (https://rustup.rs), and there is no cargo here." >&2
  exit 2
fi
# Cargo looks for settings and a compiler in the folder that it is called from.
(cd "$source" && CARGO_TARGET_DIR="$target" cargo build --quiet --release --locked --package hubcheck-cli) >&2
case "$(uname -s)" in
  MINGW* | MSYS* | CYGWIN*) echo "$target/release/hubcheck.exe" ;;
  *) echo "$target/release/hubcheck" ;;
esac
