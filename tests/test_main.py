"""main.py as a program: exit status, streams, imports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MAIN = Path(__file__).parents[1] / "main.py"
WITHOUT_DISPLAY = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
}


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(MAIN), *map(str, arguments)]
    settings = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 60}
    return subprocess.run(command, check=False, **(settings | options))


@pytest.fixture
def preset(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_text(json.dumps({"W": [[0.5, 1], [0, 0.5]], "steps": 3}))
    return path


def test_trace_prints_a_table(preset: Path) -> None:
    done = run("trace", preset, "--out", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == ["k", "3", "2", "1", "0"]


def test_wrong_input_leaves_standard_output_empty(tmp_path: Path) -> None:
    done = run("trace", tmp_path / "none.json", "--out", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {tmp_path / 'none.json'}: does not exist; ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_are_answered(option: str) -> None:
    done = run(option)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("trace FILE... --out OUT" if option == "--help" else "BPTT Lab ") in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is always there")
def test_without_a_display_the_window_says_what_to_do(preset: Path) -> None:
    for arguments in ((), (preset,)):
        done = run(*arguments, env=WITHOUT_DISPLAY)
        assert done.returncode == 1
        assert done.stderr.startswith("error: there is no display to open the window on; set DIS")


def test_a_bad_file_is_status_2_with_or_without_a_display(tmp_path: Path) -> None:
    done = run(tmp_path / "none.json", env=WITHOUT_DISPLAY)
    assert done.returncode == 2
    assert "does not exist" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        "'trace', PRESET, '--out', '-'",
        "'export', PRESET, '--plot', 'norm', '--out', OUT",
        "'convert', PRESET, '--out', OUT + '.json'",
        "'presets'",
        "'--help'",
        "'--version'",
    ],
)
@pytest.mark.slow
def test_the_command_line_imports_no_qt(preset: Path, arguments: str) -> None:
    out = preset.with_suffix(".svg")
    unwanted = ["PySide6", "pyqtgraph", "gui"]
    if "export" not in arguments:
        unwanted.append("matplotlib")
    program = f"""
import runpy, sys
PRESET, OUT = {str(preset)!r}, {str(out)!r}
sys.argv = ["main.py", {arguments}]
try:
    runpy.run_path({str(MAIN)!r}, run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
loaded = [name for name in sys.modules if name.split(".")[0] in {unwanted}]
assert not loaded, loaded
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=MAIN.parent,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_is_no_error_message(preset: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("trace", preset, "--out", "-", capture_output=False, stdout=writing, stderr=-1)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_one_line(preset: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = run("trace", preset, "--out", "-", capture_output=False, stdout=full, stderr=-1)
    assert done.returncode == 1
    assert done.stderr == "error: [Errno 28] No space left on device\n"


@pytest.mark.slow
def test_a_narrow_terminal_encoding_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "σ.json"
    path.write_text('{"W": [[1, 2]]}')
    narrow = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = run("trace", path, "--out", "-", env=narrow, encoding="ascii")
    assert done.returncode == 2
    assert r"\u03c3.json: W is 1 \xd7 2" in done.stderr


@pytest.mark.parametrize("command", ["trace", "export", "convert", "presets"])
@pytest.mark.slow
def test_each_command_has_its_help(command: str) -> None:
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: main.py {command}")
    assert max(map(len, done.stdout.splitlines())) <= 100


@pytest.mark.slow
def test_a_figure_comes_out_of_a_pipe_whole(preset: Path) -> None:
    options = ("--plot", "film", "--out", "-", "--format", "png")
    done = run("export", preset, *options, text=False, encoding=None)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"\x89PNG")
    assert done.stdout.endswith(b"IEND\xaeB`\x82")


@pytest.mark.slow
def test_checks_end_a_pipeline(preset: Path) -> None:
    done = run("trace", preset, "--fail-if", "rho < 1", "--fail-if", "rho < 0.4")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"check: {preset}: rho < 1 holds: rho = 0.5\n"


INTERRUPTING = """
import os, runpy, signal, sys

class Interrupting:
    @staticmethod
    def find_spec(name, *_):
        if name == moment:
            os.kill(os.getpid(), signal.SIGINT)

def interrupt(_descriptor):
    os.kill(os.getpid(), signal.SIGINT)

moment, main, *sys.argv[1:] = sys.argv[1:]
if moment == "os.fsync":
    os.fsync = interrupt
sys.meta_path.insert(0, Interrupting)
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_path(main, run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot interrupt itself there")
@pytest.mark.parametrize(
    "moment",
    ["engine.cli.commands", "numpy", "numpy.linalg", "engine.cli.exporting", "matplotlib.figure",
     "os.fsync"],
)  # fmt: skip
@pytest.mark.slow
def test_an_interrupt_at_any_moment_is_one_line_and_leaves_no_file(
    preset: Path, tmp_path: Path, moment: str
) -> None:
    arguments = ("export", str(preset), "--plot", "norm", "--out", str(tmp_path / "norm.svg"))
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTING, moment, str(MAIN), *arguments],
        capture_output=True,
        text=True,
        cwd=MAIN.parent,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "error: interrupted\n")
    assert list(tmp_path.iterdir()) == [preset]


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.slow
def test_a_name_that_is_no_utf_8_is_written_with_escapes(tmp_path: Path, narrow: bool) -> None:
    here = os.fsencode(tmp_path)
    names = [here + b"/net_\xe9.npz", here + "/σ×.npz".encode()]
    folder = here + b"/out_\xe9/"
    (tmp_path / "w.csv").write_text("0.5,1\n0,0.5\n")
    for name in names:
        assert run("convert", tmp_path / "w.csv", "--out", os.fsdecode(name)).returncode == 0
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"} if narrow else {}
    env = os.environ | locale

    def said(*arguments: object, status: int) -> tuple[str, str]:
        command = [sys.executable, MAIN, *arguments]
        done = subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout.decode("utf-8"), done.stderr.decode("ascii" if narrow else "utf-8")

    lines, errors = said("trace", *names, "--out", "-", "--format", "json", status=0)
    files = [json.loads(line)["file"] for line in lines.splitlines()]
    assert (files, errors) == ([f"{tmp_path}/net_\\xe9.npz", f"{tmp_path}/σ×.npz"], "")
    for kind in ("csv", "npz", "json"):
        assert said("trace", *names, "--out", folder, "--format", kind, status=0) == ("", "")
    assert said("export", *names, "--plot", "norm", "--out", folder, status=0) == ("", "")
    written = Path(os.fsdecode(folder))
    assert len(list(written.iterdir())) == 8
    assert "<dc:title>σ×: Accumulated".encode() in (written / "σ×-norm.svg").read_bytes()
    _, errors = said("trace", *names, "--fail-if", "rho < 1", status=3)
    shown = r"\u03c3\xd7" if narrow else "σ×"
    held = "rho < 1 holds: rho = 0.5"
    assert errors.splitlines() == [
        f"check: {tmp_path}/net_\\xe9.npz: {held}", f"check: {tmp_path}/{shown}.npz: {held}"
    ]  # fmt: skip
    _, errors = said("trace", names[0] + b".json", "--out", "-", status=2)
    assert errors.startswith(f"error: {tmp_path}/net_\\xe9.npz.json: does not exist; ")


def test_a_misspelt_command_is_told_which_was_meant() -> None:
    done = run("tracee", "w.json", "--out", "-")
    assert (done.returncode, done.stdout) == (2, "")
    expected = "error: 'tracee' is neither a command nor a file; did you mean trace?\n"
    assert done.stderr == expected


def test_the_help_tells_the_exit_statuses() -> None:
    assert "3 a check of trace --fail-if holds" in run("--help").stdout
