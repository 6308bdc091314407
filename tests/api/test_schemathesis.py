"""The API does what its OpenAPI document says, tried by schemathesis against a server that really runs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from tests.api.conftest import Caller

ROOT = Path(__file__).parents[2]
PROBLEMS = {"400", "401", "403", "404", "409", "413", "415", "422", "503"}
COMMAND = [
    "run",
    "--phases",
    "examples,coverage,fuzzing",
    "--mode",
    "all",
    "--max-examples",
    "20",
    "--seed",
    "20261120",
    "--no-shrink",
    "--no-color",
]


def test_schemathesis_finds_no_fault(address: str, caller: Caller, tmp_path: Path) -> None:
    schemathesis = Path(sys.executable).parent / "schemathesis"
    token = f"Authorization: {caller.headers()['Authorization']}"
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.api.hooks", "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [schemathesis, *COMMAND, "--header", token, f"{address}/api/openapi.json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "No issues found" in ended.stdout, ended.stdout


def test_the_document_is_openapi_3_1_and_reaches_no_other_site(address: str) -> None:
    with urlopen(f"{address}/api/openapi.json") as answer:
        told = json.load(answer)
    assert told["openapi"] == "3.1.0"
    assert set(told["paths"]) == {"/api/v1/feedback", "/api/v1/touchpoints"}
    assert "servers" not in told
    answers = told["paths"]["/api/v1/feedback"]["post"]["responses"]
    assert {
        status for status, one in answers.items() if "application/problem+json" in one["content"]
    } == PROBLEMS
