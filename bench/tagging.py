"""Comments tagged a second on one core: the whole pipeline against plain jieba, in the same run.

    python bench/tagging.py [FILE] [--number 5000]

FILE: tab-separated with a header row that has a column `text`; without it, made-up comments of
about 50 characters are used. Times are processor seconds of this process, the best of three.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from voc.nlp.cut import jieba_cutter, rjieba_cutter
from voc.nlp.pipeline import Pipeline
from voc.nlp.standard import standard

SAMPLES = (
    "物流特别快，昨天下单今天就到了，包装也很严实，就是客服回复有点慢，问了两遍才理我，总体满意下次还来。",
    "店里环境不错，服务员也热情，但是上菜慢得离谱，等了一个多小时才上齐，找经理反映也没人管，不会再来了。",
    "手机用了三天就开不了机，申请退款半个月了还没到账，打了五次电话都是机器人，再不解决我就打12315。",
    "师傅上门很准时，修得很快，收费也合理，还帮忙把旧机器搬下楼，电话13800001234预约的，值得推荐。",
    "菜的味道还可以，分量足，价格比去年贵了点，停车位太少，绕了三圈才停上，建议增加停车指引。",
)


def texts(path: Path | None, number: int) -> list[str]:
    """So many comments, from the file or made up, repeated as often as needed."""
    found: Sequence[str] = SAMPLES
    if path is not None:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        column = header.split("\t").index("text")
        found = [line.split("\t")[column] for line in lines]
    return [found[index % len(found)] for index in range(number)]


def rate(work: Callable[[list[str]], object], comments: list[str]) -> float:
    """Comments a processor second, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work(comments)
        best = min(best, time.process_time() - began)
    return len(comments) / best


def cut_all(cutter: Callable[[str], list[str]]) -> Callable[[list[str]], object]:
    """Work that only cuts."""
    return lambda comments: [cutter(comment) for comment in comments]


def main() -> None:
    """Print one line for each way to read the same comments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--number", type=int, default=5000)
    chosen = parser.parse_args()
    comments = texts(chosen.file, chosen.number)
    length = sum(map(len, comments)) / len(comments)
    print(f"{len(comments)} comments of {length:.0f} characters on average, one core")
    pipeline: Pipeline = standard()
    plain = rate(cut_all(jieba_cutter()), comments)
    lines = [("jieba, cutting only", plain)]
    if (fast := rjieba_cutter()) is not None:
        lines.append(("rjieba, cutting only", rate(cut_all(fast), comments)))
    lines.append(("whole pipeline", rate(pipeline.tag_many, comments)))
    for name, speed in lines:
        print(f"{name:24} {speed:9.0f} a second   {speed / plain:6.2f} x jieba")
    print(pipeline.version)


if __name__ == "__main__":
    main()
