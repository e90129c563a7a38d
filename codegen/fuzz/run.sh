#!/bin/sh
# Looks for texts that make the generator panic, or for code that differs from one run to the next.
#
#   cargo install cargo-fuzz
#   sh codegen/fuzz/run.sh [document|schema|introspection] [seconds]
#
# What it finds is in `artifacts`. A short look, with the same checks and no tool, is a part of the tests:
#
#   PROPTEST_CASES=10000 cargo test -p stigg-graphql-codegen --test any_text
set -eu
cd "$(dirname "$0")"
target="${1:-document}"
mkdir -p "corpus/$target"
case "$target" in
    document) cp ../differential/kitchen_sink/*.graphql "corpus/$target" ;;
    schema) cp ../differential/type_systems/*.graphql "corpus/$target" ;;
    introspection) cp ../tests/any_text/introspection.json "corpus/$target" ;;
esac
# libFuzzer is a part of the compiler, for which cargo-fuzz asks with flags that are not stable.
RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir . "$target" -- \
    -dict=graphql.dict -max_total_time="${2:-600}" -timeout=20
