#!/bin/sh
# Install Debian packages that tests use, where we may; otherwise say which tests will be skipped.
# usage: debian.sh PACKAGE...
missing=""
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing:$missing"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null && exit 0
fi
echo "not installed:$missing — tests that need them are skipped; to run them: sudo apt install$missing"
