#!/bin/sh
# Tests the subscriptions against the server of the npm package graphql-ws. Needs node, npm and the npm registry.
set -eu
cd "$(dirname "$0")"
npm ci --silent --no-audit --no-fund
url="$(mktemp)"
node server.js >"$url" &
server=$!
trap 'kill "$server"; rm -f "$url"' EXIT
while [ ! -s "$url" ]; do
    kill -0 "$server"
    sleep 0.1
done
cd ../../..
GRAPHQL_WS_URL="$(cat "$url")" cargo run --quiet --package stigg-graphql --features subscriptions --example interop_graphql_ws
