"""The lines of docs/using.md are run, one after another as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def lines(top: Path, language: str) -> str:
    found = re.findall(rf"```{language}\n(.*?)```", (top / "docs/using.md").read_text("utf-8"), re.DOTALL)
    assert found
    return "\n".join(found)


def test_python(top: Path) -> None:
    pytest.importorskip("pandas")
    done = subprocess.run(
        [sys.executable, "-c", lines(top, "python")],
        cwd=top,
        env={**os.environ, "PYTHONPATH": str(top / "reader"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "2016-11-01 Calls to the MASH helpline 20049 None" in done.stdout
    assert re.search(r"Withheld +206\n", done.stdout)
    assert "20049 is printed as 20,049 on line 67 of FOI651119421" in done.stdout
    assert "Mental health issues 269" in done.stdout
    assert "Been hurt or harmed Suppressed" in done.stdout
    assert "sex string sex Sex: _T is all together" in done.stdout


def test_r(top: Path) -> None:
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("Rscript is not installed: apt-get install --no-install-recommends r-base-core")
    done = subprocess.run(
        [program, "--vanilla", "-e", lines(top, "r")],
        cwd=top,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"2016-11-01 Calls to the MASH helpline +20049 +<NA>", done.stdout)
    assert "20,049 on line 67 of FOI651119421" in done.stdout
    assert '[1] "Calls to the MASH helpline"' in done.stdout
