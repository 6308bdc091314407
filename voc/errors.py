"""Mistakes that a person can mend, each with a lasting code; our own faults are any other exception."""

from typing import ClassVar


class VocError(Exception):
    """A mistake that a person can mend.

    code: lasting and dotted, "survey.closed"; programs may rely on it.
    status: the HTTP status that the web gives it.
    message: Chinese, names the place and the mend; shown to people as it is.
    """

    code: ClassVar[str] = "voc.error"
    status: ClassVar[int] = 400

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.__class__.__doc__ or self.code)

    @property
    def message(self) -> str:
        """The words for people."""
        return str(self.args[0])


class NotFound(VocError):
    """没有找到这个页面或内容，可能已经移走。"""

    code, status = "not_found", 404


class Forbidden(VocError):
    """您的角色不能看这里。"""

    code, status = "forbidden", 403


class Conflict(VocError):
    """别人刚刚改过，请刷新后再改。"""

    code, status = "conflict", 409
