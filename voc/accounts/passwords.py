"""Passwords: how they are hashed, checked in constant time, and made up for a first sign-in."""

from secrets import choice

from werkzeug.security import check_password_hash, generate_password_hash

from voc.errors import VocError

SHORTEST = 10
LONGEST = 256
"""Characters; a longer one is refused before any hashing, so that it cannot be used to burn time."""

METHOD = "scrypt:32768:8:1"
NOBODY = (
    "scrypt:32768:8:1$Zl7Qv0aYxW2mNc4R$"
    "0000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000"
)
"""A hash that no password has: checked for unknown logins, so that they take as long as known ones."""

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another."""


class PasswordUnfit(VocError):
    """密码不合要求。"""

    code, status = "password.unfit", 422


def fault_of(password: str, login: str) -> str:
    """Why a password cannot be taken, in Chinese with the mend; '' if it can."""
    if len(password) < SHORTEST:
        return f"密码：太短，请用至少 {SHORTEST} 个字符，比如几个不相干的词"
    if len(password) > LONGEST:
        return f"密码：太长，请不超过 {LONGEST} 个字符"
    if login.casefold() in password.casefold() and len(password) < SHORTEST + len(login):
        return "密码：里面有账号，容易被猜到，请换一个"
    if len(set(password)) < 5:  # noqa: PLR2004 - aaaaaaaaaa, 1212121212
        return "密码：重复的字符太多，请换一个"
    return ""


def hashed(password: str, login: str) -> str:
    """The salted hash to store; raises PasswordUnfit saying what to mend."""
    fault = fault_of(password, login)
    if fault:
        raise PasswordUnfit(fault)
    return generate_password_hash(password, METHOD)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; an unknown login (None) takes the same time and is False."""
    if len(password) > LONGEST:
        return False
    return check_password_hash(stored or NOBODY, password) and stored is not None


def one_time() -> str:
    """A password to hand to somebody once, of 78 bits: "k7mw-p3xz-a9fd-n4tc"."""
    return "-".join("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))
