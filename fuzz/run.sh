#!/bin/sh
# Looks for answers that make the client panic, or whose data changes when it is encoded and decoded (`answer`); or for
# data that is not the same when it is read from its text and by way of serde (`either_way`).
#
#   cargo install cargo-fuzz
#   sh fuzz/run.sh [seconds [answer | either_way]]
#
# What it finds is in `artifacts`. A short look, with the same checks and no tool, is a part of the tests:
#
#   PROPTEST_CASES=10000 cargo test --test any_answer --test either_way
set -eu
cd "$(dirname "$0")"
target=${2:-answer}
mkdir -p "corpus/$target"
cp ../tests/any_answer/*.json "corpus/$target"
# libFuzzer is a part of the compiler, for which cargo-fuzz asks with flags that are not stable.
RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir . "$target" -- -max_total_time="${1:-600}" -timeout=20
