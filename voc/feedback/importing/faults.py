"""What a file or its mapping got wrong as a whole; a single row is refused, not raised."""

from voc.errors import VocError


class FileFault(VocError):
    """这个文件读不了。"""

    code, status = "feedback.file", 422


class MappingFault(VocError):
    """列的对应关系用不了。"""

    code, status = "feedback.mapping", 422
