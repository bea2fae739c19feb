#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets libFuzzer try a target for some seconds: fuzz.sh TARGET CORPUS SECONDS
#
# What it finds out goes into a folder of its own. An input that fails is kept in fuzz-found/ of the
# build folder, where Meson runs tests.
set -euo pipefail

found=$PWD/fuzz-found
learned=$(mktemp -d)
trap 'rm -rf "$learned"' EXIT
mkdir -p "$found"

# Exit status 77, which is libFuzzer's own for an error, would mean a skipped test.
if ! "$1" -max_total_time="$3" -timeout=10 -rss_limit_mb=1024 -max_len=16384 -error_exitcode=1 \
  -timeout_exitcode=1 -print_final_stats=1 -artifact_prefix="$found/$(basename "$1")-" \
  "$learned" "$2" >"$learned.log" 2>&1; then
  tail -60 "$learned.log"
  rm -f "$learned.log"
  exit 1
fi
grep -E '^stat::|^Done' "$learned.log"
rm -f "$learned.log"
