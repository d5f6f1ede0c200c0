from pathlib import Path

import pytest

from tools import kernels

pytestmark = pytest.mark.slow


def written_test(folder: Path, body: str) -> str:
    path = folder / "test_written.py"
    path.write_text(body, encoding="utf-8")
    return str(path)


def test_tests_run_with_the_kernel_and_the_threads_asked_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    body = (
        "import os\n"
        "def test_environment():\n"
        "    print('ran', os.environ['OPENBLAS_CORETYPE'], os.environ['OPENBLAS_NUM_THREADS'])\n"
    )
    arguments = ["--kernels", "Prescott", "-q", "-s", written_test(tmp_path, body)]
    assert kernels.main(arguments) == 0
    output = capfd.readouterr().out
    assert "ran Prescott 1" in output
    assert "ran Prescott 2" in output


def test_a_failure_under_one_kernel_fails_the_whole_and_names_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    body = "import os\ndef test_threads():\n    assert os.environ['OPENBLAS_NUM_THREADS'] == '1'\n"
    arguments = ["--kernels", "Prescott", "-q", written_test(tmp_path, body)]
    assert kernels.main(arguments) == 1
    assert "Failed: Prescott with 2" in capfd.readouterr().err


def test_what_this_processor_cannot_run_is_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kernels, "_TRIAL", "raise SystemExit(1)")
    assert kernels.main(["--kernels", "SkylakeX"]) == 0
    assert capsys.readouterr().out == "SkylakeX: this processor cannot run it\n"
