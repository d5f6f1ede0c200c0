import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "system.sh"
ROWS = SCRIPT.read_text(encoding="utf-8").split("<<'END'\n")[1].split("END\n")[0].splitlines()
LIBRARIES = [row.split()[0] for row in ROWS]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux needs libraries")


class Machine:
    """A PATH with nothing in it but what a test puts there, and a log of the calls of apt-get."""

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.bin = folder / "bin"
        self.log = folder / "calls"
        self.bin.mkdir()
        self.log.touch()
        for tool in ("sh", "env", "cat", "find", "uname"):
            (self.bin / tool).symlink_to(str(shutil.which(tool)))
        self.command("id", "echo 1000")
        self.font = folder / ".fonts" / "some.ttf"
        self.font.parent.mkdir()
        self.font.touch()

    def command(self, name: str, script: str) -> None:
        path = self.bin / name
        path.write_text(f"#!{self.bin}/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def has(self, libraries: list[str]) -> None:
        lines = "".join(f"\t{name} (libc6,x86-64) => /lib/{name}\n" for name in libraries)
        self.command("ldconfig", f"cat <<'END'\n{lines}END")

    def has_apt(self) -> None:
        self.command("apt-get", f'echo "$*" >>{self.log}')

    def run(self, *packages: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.bin / "sh", SCRIPT, *packages],
            env={"PATH": str(self.bin), "HOME": str(self.home)},
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.has(LIBRARIES)
    return machine


def test_says_nothing_where_nothing_is_missing(machine: Machine) -> None:
    machine.has_apt()
    answer = machine.run()
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_gives_one_line_to_type_to_a_user_who_may_not_install(machine: Machine) -> None:
    machine.has([name for name in LIBRARIES if name != "libxcb-cursor.so.0"])
    machine.has_apt()
    machine.command("sudo", "exit 1")
    answer = machine.run("python3.11-venv")
    assert answer.returncode == 1
    assert (
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends"
        " python3.11-venv libxcb-cursor0\n" in answer.stderr
    )
    assert machine.log.read_text(encoding="utf-8") == ""


def test_names_su_where_there_is_no_sudo(machine: Machine) -> None:
    machine.has_apt()
    answer = machine.run("python3.11-venv")
    assert answer.returncode == 1
    assert "    su - -c 'apt-get update && apt-get install -y" in answer.stderr


def test_installs_through_a_sudo_that_asks_for_no_password(machine: Machine) -> None:
    machine.has([name for name in LIBRARIES if name not in {"libGL.so.1", "libglib-2.0.so.0"}])
    machine.has_apt()
    machine.command("sudo", '[ "$1" = -n ] && shift && [ "$1" != true ] && exec "$@" || exit 0')
    answer = machine.run()
    assert answer.returncode == 0
    update, install = machine.log.read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert install.endswith(" libglib2.0-0 libgl1")


def test_names_the_libraries_in_words_where_there_is_no_apt(machine: Machine) -> None:
    machine.has([name for name in LIBRARIES if name != "libxcb-cursor.so.0"])
    answer = machine.run()
    assert answer.returncode == 0
    assert "    cursors on X11 (libxcb-cursor.so.0)\n" in answer.stdout


def test_a_library_is_not_taken_for_another_whose_name_it_ends(machine: Machine) -> None:
    machine.has([name for name in LIBRARIES if name != "libX11.so.6"] + ["alibX11.so.6"])
    assert "windows on X11 (libX11.so.6)" in machine.run().stdout
