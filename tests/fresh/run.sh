#!/bin/sh
# A fresh machine: Debian 12 and 13, an ordinary user, nothing but git, make and python3-venv; then the README's commands.
# Needs docker (or podman under its name) and a network; without them it says so and ends well. Outside the suite.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v docker >/dev/null 2>&1 || ! docker info >/dev/null 2>&1; then
    echo "tests/fresh: skipped, no docker that answers on this machine"
    exit 0
fi
for image in ${IMAGES:-debian:12-slim debian:13-slim}; do
    echo "== $image"
    docker run --rm --volume "$here:/source:ro" "$image" sh -euc '
        apt-get update -qq && apt-get install -qq -y git make python3-venv >/dev/null
        useradd --create-home nguoi
        su nguoi -c "
            set -eu
            cd && git -c safe.directory=/source clone -q /source langnghe && cd langnghe
            make -s .venv/.runtime
            .venv/bin/langnghe setup --name \"Nguyễn Quản Trị\" </dev/null
            .venv/bin/langnghe roster template danh-sach.xlsx
            .venv/bin/langnghe roster import danh-sach.xlsx --dry-run
            .venv/bin/langnghe backup b.gz
            .venv/bin/langnghe drill b.gz
            (timeout 60 .venv/bin/langnghe demo --port 8765 >demo.log 2>&1 || true) &
            for _ in \$(seq 50); do
                sleep 1
                grep -q http demo.log && break
            done
            grep -q http demo.log
        "
    '
    echo "== $image: it works"
done
