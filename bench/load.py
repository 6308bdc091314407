"""A light load: threads with raw sockets that open a survey's page and send it back filled. Run as a process.

Arguments: port, path, users, seconds. Prints JSON: completed, faults, seconds, and sorted times in ms.
"""

import json
import re
import socket
import sys
import threading
import time
from urllib.parse import urlencode

FILLED = [
    ("q_recommend", "9"),
    ("q_punctual", "4"),
    ("q_manner", "5"),
    ("q_packing", "3"),
    ("q_ease", "6"),
    ("q_hotline", "4"),
    ("q_when", "noon"),
    ("q_better", "early"),
    ("q_better", "other"),
    ("o_better", "周末也送"),
    ("q_story", "说好周三上午，等到下午三点才来电话说改周五，我那天请了假。"),
    ("q_wish", "师傅人很客气，谢谢。"),
    ("page", "p1"),
]
BODY = urlencode(FILLED).encode() + b"&sitting="
TOKEN = re.compile(rb'name="sitting" value="([^"]*)"')


def ask(port: int, request: bytes) -> bytes:
    """One request on a connection of its own; the whole reply."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def head(method: str, path: str, extra: str = "") -> bytes:
    """The head of a request as a phone's browser sends it, more or less."""
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 MicroMessenger/8.0\r\n"
        f"Accept: text/html,application/xhtml+xml\r\nAccept-Language: zh-CN,zh;q=0.9\r\n{extra}\r\n"
    ).encode()


def opening(port: int, path: str) -> bytes:
    """The signed token of a freshly opened page; b'' where the page has none."""
    page = ask(port, head("GET", path))
    if not page.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(page[:200])
    found = TOKEN.search(page)
    return found[1] if found else b""


def sending(path: str, token: bytes, change: bytes = b"") -> bytes:
    """The bytes of a filled page. change: fields that come first, and so win."""
    body = change + BODY + token
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return head("POST", path, kind) + body


def respondent(port: int, path: str, until: float, times: list[float], faults: list[str]) -> None:
    """Open and send until the time is over."""
    while time.perf_counter() < until:
        began = time.perf_counter()
        try:
            reply = ask(port, sending(path, opening(port, path)))
        except (OSError, RuntimeError) as fault:
            faults.append(repr(fault))
            continue
        if reply.startswith(b"HTTP/1.1 303"):
            times.append((time.perf_counter() - began) * 1000)
        else:
            faults.append(reply[:120].decode(errors="replace"))


def main() -> None:
    """Run the respondents and print what they saw."""
    port, path, users, seconds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    times: list[float] = []
    faults: list[str] = []
    began = time.perf_counter()
    threads = [
        threading.Thread(target=respondent, args=(port, path, began + seconds, times, faults))
        for _ in range(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"times": sorted(times), "faults": faults, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
