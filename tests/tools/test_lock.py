import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = PROJECT["dependencies"]
DEV = PROJECT["optional-dependencies"]["dev"]


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", lock(name), re.MULTILINE))


@pytest.mark.parametrize(("name", "wanted"), [("run", RUN), ("dev", RUN + DEV)])
def test_every_dependency_is_pinned_within_its_range(name: str, wanted: list[str]) -> None:
    for requirement in map(Requirement, wanted):
        package = canonicalize_name(requirement.name)
        versions = [version for pinned, version in pins(name) if pinned == package]
        assert versions, f"{package} is not locked: run make lock"
        for version in versions:
            assert requirement.specifier.contains(version), f"{package} {version}: run make lock"


def test_the_tests_run_with_what_the_user_runs() -> None:
    assert pins("run") <= pins("dev")


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_pin_has_a_hash_and_no_line_names_a_host(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", lock(name))[1:]
    assert len(blocks) >= len(pins(name))
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"://|index|find-links|[a-z]\.(org|io|com|net)\b", lock(name))
