"""Settings, read strictly from ``VOC_*`` and frozen; every fault is named at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

DEVELOPMENT_KEY = "development-only-key-never-for-customers"
DIFFERENT = 10
"""How many different characters a secret has at least: thirty-two times the same letter is no secret."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
KEPT_FOR_TESTS = frozenset({"VOC_TEST_PG", "VOC_CRASH_AT"})


class SettingsFault(Exception):
    """One or more settings cannot be used; the message has a line for each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation chooses. The field ``secret_key`` is read from ``VOC_SECRET_KEY``, and so on."""

    env: str = "development"
    secret_key: str = DEVELOPMENT_KEY
    debug: bool = False
    data_dir: Path = Path("var")
    database_url: str = ""
    base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    timezone: str = "Asia/Shanghai"
    company: str = "我们"
    brand: str = ""
    minimum_n: int = 30
    sentiment: str = "snownlp"
    loop: bool = True
    loop_seconds: float = 1.0
    lease_seconds: float = 60.0
    proxies: int = 0

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone, in which days and weeks are counted."""
        return ZoneInfo(self.timezone)

    @property
    def production(self) -> bool:
        """Whether real customers answer here."""
        return self.env == "production"

    @property
    def url(self) -> str:
        """The database, as SQLAlchemy writes it; SQLite in the data folder unless chosen otherwise."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'voc.sqlite3').resolve()}"


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from an environment.

    Raises SettingsFault naming every unusable or unknown ``VOC_*`` variable, a line each.
    """
    faults: list[str] = []
    chosen: dict[str, Any] = {}
    known = {f"VOC_{field.name.upper()}": field.name for field in fields(Settings)}
    for name, text in sorted(environ.items()):
        if not name.startswith("VOC_") or name in KEPT_FOR_TESTS:
            continue
        if name not in known:
            faults.append(f"{name} is not a setting; docs/settings.md lists them all")
            continue
        reader, wants = READERS[known[name]]
        try:
            chosen[known[name]] = reader(text.strip())
        except (ValueError, KeyError):
            shown = "a value that is not shown" if name == "VOC_SECRET_KEY" else repr(text)
            faults.append(f"{name} must be {wants}, got {shown}")
    settings = Settings(**chosen)
    faults += production_faults(settings)
    if faults:
        raise SettingsFault("\n".join(faults))
    return settings


def production_faults(settings: Settings) -> list[str]:
    """What forbids serving others with these settings, a line each."""
    faults = []
    if settings.secret_key == DEVELOPMENT_KEY and settings.host not in LOOPBACK:
        faults.append("VOC_HOST opens this machine to others: that needs a VOC_SECRET_KEY of your own")
    if not settings.production:
        return faults
    if settings.secret_key == DEVELOPMENT_KEY:
        faults.append("VOC_SECRET_KEY is missing: production needs one of 32 characters or more")
    if settings.debug:
        faults.append("VOC_DEBUG must be off in production")
    if not settings.base_url.startswith("https://"):
        faults.append("VOC_BASE_URL must begin with https:// in production: links and cookies depend on it")
    return faults


def _choice(*allowed: str) -> Callable[[str], str]:
    def reader(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return reader


def _switch(text: str) -> bool:
    return {
        "1": True,
        "on": True,
        "true": True,
        "yes": True,
        "0": False,
        "off": False,
        "false": False,
        "no": False,
    }[text.lower()]


def _whole(low: int, high: int) -> Callable[[str], int]:
    def reader(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    return reader


def _seconds(low: float, high: float) -> Callable[[str], float]:
    def reader(text: str) -> float:
        if not low <= float(text) <= high:
            raise ValueError(text)
        return float(text)

    return reader


def _matching(pattern: str) -> Callable[[str], str]:
    def reader(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(text)
        return text

    return reader


def _secret(text: str) -> str:
    if not re.fullmatch(r"\S{32,}", text) or len(set(text)) < DIFFERENT:
        raise ValueError(text)
    return text


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(text)
    return text


READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "env": (_choice("development", "production", "test"), "development, production or test"),
    "secret_key": (_secret, "at least 32 characters without spaces, 10 of them different"),
    "debug": (_switch, "on or off"),
    "data_dir": (lambda text: Path(_matching(r".+")(text)), "a folder"),
    "database_url": (
        _matching(r"(sqlite:///|postgresql\+psycopg://).+"),
        "sqlite:///path or postgresql+psycopg://user:password@host/name",
    ),
    "base_url": (_matching(r"https?://[^/\s]+"), "https://host without a path"),
    "host": (_matching(r"[\w.:\-]+"), "a host name or address"),
    "port": (_whole(1, 65535), "a whole number from 1 to 65535"),
    "timezone": (_zone, "a time zone such as Asia/Shanghai"),
    "company": (_matching(r".{1,30}"), "a name of 1 to 30 characters"),
    "brand": (_matching(r"#[0-9a-fA-F]{6}"), "a colour such as #1f5c46"),
    "minimum_n": (_whole(5, 10000), "a whole number from 5 to 10000"),
    "sentiment": (_matching(r"[a-z][a-z0-9_\-]*"), "the name of a sentiment component, such as snownlp"),
    "loop": (_switch, "on or off"),
    "loop_seconds": (_seconds(0.05, 60), "seconds from 0.05 to 60"),
    "lease_seconds": (_seconds(1, 3600), "seconds from 1 to 3600"),
    "proxies": (_whole(0, 5), "a whole number from 0 to 5"),
}
