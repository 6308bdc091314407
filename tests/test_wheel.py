"""An installed wheel serves pages: templates, static files, lexicons, translations and migrations travel in it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of this checkout, without the network."""
    source = tmp_path_factory.mktemp("source")
    for name in ("voc", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    out = source / "dist"
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    return next(out.glob("*.whl"))


def test_a_wheel_carries_all_that_is_not_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "voc").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {f"voc/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*.html")}
    assert sorted(wanted - names) == []
    assert not any(name.startswith(("templates/", "tests/")) for name in names)


def test_an_installed_wheel_serves_pages(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    program = (
        "import voc, flask_migrate\n"
        "from voc.app import create_app\n"
        "app = create_app()\n"
        "app.app_context().push()\n"
        "flask_migrate.upgrade()\n"
        "page = app.test_client().get('/sign-in')\n"
        "print(voc.__file__, page.status_code, 'voc.css' in page.text)\n"
    )
    environ = {"PYTHONPATH": str(site), "PATH": os.environ["PATH"], "VOC_DATA_DIR": str(tmp_path / "var")}
    command = [sys.executable, "-P", "-c", program]
    seen = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert seen.stdout.split() == [str(site / "voc" / "__init__.py"), "200", "True"]
