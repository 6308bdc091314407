"""Where real Chromium is, and the marks of tests that drive it."""

import shutil

import pytest

CHROMIUM = shutil.which("chromium")

needs_chromium = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian package chromium)"),
]
