#!/bin/sh
# Make the virtual environment if there is none, and install the locked packages and this checkout in it.
# usage: environment.sh PYTHON VENV LOCK
set -eu
python=$1 venv=$2 lock=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "需要 Python 3.11 或更新（$python 不是）。Debian 12：apt install python3 python3-venv" >&2
    exit 1
fi
if [ ! -x "$venv/bin/python" ]; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null
        else
            echo "缺 python3-venv：请先运行 sudo apt install python3-venv" >&2
            exit 1
        fi
    fi
    "$python" -m venv "$venv"
fi
# uv installs in a quarter of pip's time; where it cannot be had, pip does the same work.
[ -x "$venv/bin/uv" ] || "$venv/bin/pip" install -q --disable-pip-version-check uv || true
if [ -x "$venv/bin/uv" ]; then
    "$venv/bin/uv" pip install -q --compile-bytecode --python "$venv/bin/python" --require-hashes -r "$lock" ||
        "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$lock"
else
    "$venv/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$lock"
fi
"$venv/bin/pip" install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 2>/dev/null ||
    "$venv/bin/pip" install -q --disable-pip-version-check --no-deps -e .
