#!/bin/sh
# A fresh machine: Debian 12 and 13, an ordinary user, nothing but git, make and python3-venv (no fonts, no LibreOffice,
# no browser); then the README's commands. In docker where it answers, else in a chroot that debootstrap makes (as root).
# Without either it says so and ends well. Outside the suite. SUITES="bookworm" runs one, KEEP=DIR keeps the chroots.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
packages=git,make,python3-venv,ca-certificates

# Run as the ordinary user, in a fresh home with /source to clone from.
commands='
set -eu
cd
git config --global --add safe.directory "*"
git clone -q /source langnghe
cd langnghe
make -s install
. .venv/bin/activate
langnghe --version
echo | langnghe setup --name "Nguyễn Quản Trị"
langnghe roster template danh-sach.xlsx
langnghe roster import danh-sach.xlsx --dry-run
langnghe check >check.log || true # there is no account yet
cat check.log
grep -q "✓ Vẽ được" check.log
langnghe backup b.gz
langnghe drill b.gz
(timeout 120 langnghe demo --port 0 >demo.log 2>&1 || true) &
for _ in $(seq 100); do
    sleep 1
    grep -q http demo.log && break
done
cat demo.log
grep -q http demo.log
sleep 5 # what it offers to whoever is in it follows
if grep "\"level\": \"error\"" demo.log; then exit 1; fi
says() { # a command that fails says this
    wanted=$1
    shift
    "$@" >said.log 2>&1 || true
    cat said.log
    grep -q "$wanted" said.log
}
says "dưới 1024" timeout 60 langnghe demo --port 80
says "LANG=C.UTF-8" env LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 langnghe check
touch secret.gz && chmod 000 secret.gz
says "Không có quyền" langnghe restore secret.gz --yes
says "PYTHONOPTIMIZE" python -OO -m bot check
git clone -q . ../read-only && chmod -R a-w ../read-only
says "may not be written to" make -C ../read-only demo
chmod -R u+w ../read-only && rm -rf ../read-only
echo "== every sentence was said"
'

in_docker() {
    docker run --rm --volume "$here:/source:ro" "debian:$1-slim" sh -euc "
        apt-get update -qq && apt-get install -qq -y $(echo $packages | tr , ' ') >/dev/null
        useradd --create-home nguoi
        printf '%s' '$commands' >/tmp/commands && su nguoi -c 'sh /tmp/commands'
    "
}

in_chroot() {
    root=${KEEP:-$(mktemp -d)}/$1
    [ -e "$root/bin/sh" ] || debootstrap --variant=minbase --include=$packages "$1" "$root" "${MIRROR:-http://deb.debian.org/debian}" >"$root.log"
    trap 'umount --lazy "$root/dev/shm" "$root/proc" 2>/dev/null || true' EXIT
    rm -rf "$root/source" && git clone -q --no-hardlinks "$here" "$root/source" && chmod -R go+rX,a-w "$root/source"
    mount -t proc proc "$root/proc"
    # As on any machine: processes share their semaphores there.
    mkdir -p "$root/dev/shm" && mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    # How this machine reaches its package index holds in there too.
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    env | grep -E '^(PIP_|https?_proxy=|no_proxy=)' | sed "s/^\([^=]*\)=\(.*\)/export \1='\2'/" >"$root/tmp/commands" || true
    printf '%s' "$commands" >>"$root/tmp/commands"
    chroot "$root" sh -euc 'id nguoi >/dev/null 2>&1 || useradd --create-home nguoi; rm -rf /home/nguoi/langnghe'
    chroot "$root" su - nguoi -c 'sh /tmp/commands'
    umount --lazy "$root/dev/shm" "$root/proc"
    trap - EXIT
    [ -n "${KEEP:-}" ] || rm -rf "${root%/*}"
}

how=
docker info >/dev/null 2>&1 && how=in_docker
[ -n "$how" ] || { [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null 2>&1 && how=in_chroot; } || true
if [ -z "$how" ]; then
    echo "tests/fresh: skipped, neither docker nor (as root) debootstrap on this machine"
    exit 0
fi
for suite in ${SUITES:-bookworm trixie}; do
    echo "== Debian $suite"
    $how "$suite"
    echo "== Debian $suite: it works"
done
