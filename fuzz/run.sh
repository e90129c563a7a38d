#!/bin/sh
# Looks for answers that make the client panic, or whose data changes when it is encoded and decoded.
#
#   cargo install cargo-fuzz
#   sh fuzz/run.sh [seconds]
#
# What it finds is in `artifacts`. A short look, with the same check and no tool, is a part of the tests:
#
#   PROPTEST_CASES=10000 cargo test --test any_answer
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/answer
cp ../tests/any_answer/*.json corpus/answer
# libFuzzer is a part of the compiler, for which cargo-fuzz asks with flags that are not stable.
RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir . answer -- -max_total_time="${1:-600}" -timeout=20
