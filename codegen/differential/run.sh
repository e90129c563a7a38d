#!/bin/sh
# Puts the generator's verdicts beside those of graphql-js. Needs node, npm and the npm registry.
#
#   sh codegen/differential/run.sh [--cases 1000] [--seed 1] [--only kitchen_sink,type_systems] [--schema FILE [--documents FILE]]
#
# Ends with 1 if there is a disagreement that `differences.js` does not explain, and shows a small text for each kind.
# For tens of thousands of cases, build with `CARGO_PROFILE_DEV_OPT_LEVEL=2`.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here"
npm ci --silent --no-audit --no-fund
cargo build --quiet --package stigg-graphql-codegen --example verdicts
program="$(cargo metadata --format-version 1 --no-deps | node -p 'JSON.parse(require("fs").readFileSync(0)).target_directory')/debug/examples/verdicts"
node main.js "$program" "$@"
