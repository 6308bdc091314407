"""Where real Chromium is, and the marks of tests that drive it: they share one test process and one browser."""

import shutil

import pytest

CHROMIUM = shutil.which("chromium")

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian package chromium)"),
]
