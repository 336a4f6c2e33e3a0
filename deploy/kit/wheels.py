"""Which wheels the kit needs, by target, and the list of them with their checksums.

wheels.txt is that list. ``python -m deploy.kit lock`` writes it after a change of requirements.txt, and
``make kit`` takes nothing that is not on it.
"""

import hashlib
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from deploy import parts
from readiness.language.wording import t

LOCK = Path(__file__).with_name("wheels.txt")
INSTALLER = "pip==26.3"  # makes a virtual environment complete where the system brings no pip
_OLDEST_GLIBC = 28  # 2.28: Debian 10, Ubuntu 20.04, RHEL 8 and later
_PYTHONS = ((3, 11), (3, 12), (3, 13))
_SYSTEMS = ("linux", "windows")


class KitFault(Exception):
    """The kit cannot be made; ``str()`` says why and what to do."""


@dataclass(frozen=True)
class Target:
    """A system and a Python that the kit is for."""

    system: str
    python: tuple[int, int]

    @property
    def platforms(self) -> list[str]:
        """Platform tags of wheels that run there, the best first."""
        if self.system == "windows":
            return ["win_amd64"]
        modern = [f"manylinux_2_{minor}_x86_64" for minor in range(_OLDEST_GLIBC, 4, -1)]
        return [*modern, "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]

    @property
    def tags(self) -> set[Tag]:
        """Every tag that its installer takes."""
        interpreter = "cp{}{}".format(*self.python)
        return {
            *cpython_tags(self.python, platforms=self.platforms),
            *compatible_tags(self.python, interpreter, self.platforms),
        }

    def wants(self, requirement: Requirement) -> bool:
        """Whether the requirement's marker holds there."""
        is_windows = self.system == "windows"
        return requirement.marker is None or requirement.marker.evaluate(
            {
                "python_version": "{}.{}".format(*self.python),
                "python_full_version": "{}.{}.0".format(*self.python),
                "sys_platform": "win32" if is_windows else "linux",
                "platform_system": "Windows" if is_windows else "Linux",
                "platform_machine": "AMD64" if is_windows else "x86_64",
                "os_name": "nt" if is_windows else "posix",
                "extra": "",
            }
        )


TARGETS = tuple(Target(system, python) for system, python in product(_SYSTEMS, _PYTHONS))


def pinned() -> list[str]:
    """``name==version`` of every part, the installer too."""
    lines = (parts.ROOT / parts.CONSTRAINTS).read_text("utf-8").splitlines()
    return [INSTALLER, *(line for line in lines if line and not line.startswith("#"))]


def needed(target: Target) -> list[str]:
    """Of the pinned parts those of a target: one that only other systems need is left out."""
    lines = (line.partition("#")[0].strip() for line in parts.REQUIREMENTS.read_text().splitlines())
    asked = [Requirement(line) for line in lines if line and not line.startswith("-")]
    left_out = {canonicalize_name(one.name) for one in asked if not target.wants(one)}
    return [one for one in pinned() if canonicalize_name(one.partition("==")[0]) not in left_out]


def lacking(files: Iterable[str], target: Target) -> list[str]:
    """Parts of a target for which no wheel among the files runs there."""
    there: set[str] = set()
    for name in files:
        project, version, _, tags = parse_wheel_filename(name)
        if tags & target.tags:
            there.add(f"{project}=={version}")
    return [
        part
        for part in needed(target)
        if f"{canonicalize_name(part.partition('==')[0])}=={part.partition('==')[2]}" not in there
    ]


@dataclass(frozen=True)
class Wheel:
    """One line of wheels.txt."""

    name: str
    size: int
    sha256: str

    @property
    def requirement(self) -> str:
        """``name==version``."""
        project, version, _, _ = parse_wheel_filename(self.name)
        return f"{project}=={version}"


def described(path: Path) -> Wheel:
    """The file as a line of the list."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Wheel(path.name, path.stat().st_size, digest)


def locked() -> list[Wheel]:
    """wheels.txt."""
    lines = (line.split() for line in LOCK.read_text("utf-8").splitlines() if line[:1] != "#")
    return [Wheel(name, int(size), digest) for digest, size, name in lines]


def fetch(directory: Path, targets: Collection[Target] = TARGETS) -> None:
    """Have the installer put the wheels of the targets into the directory, from where it takes parts
    otherwise; what is there already is kept. Raises KitFault.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for target in targets:
        absent = lacking((path.name for path in directory.glob("*.whl")), target)
        if not absent:
            continue
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--only-binary=:all:", "--implementation=cp"]
        command += [f"--platform={one}" for one in target.platforms]
        command += ["--python-version={}.{}".format(*target.python), f"--dest={directory}", *absent]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise KitFault(t("kit.no_wheel", reason=done.stderr.strip()[-500:]))


def lock(directory: Path) -> str:
    """Text of wheels.txt for what the targets need of the directory."""
    files = sorted(directory.glob("*.whl"))
    wanted = {
        path
        for path in files
        for target in TARGETS
        if parse_wheel_filename(path.name)[3] & target.tags
        and described_part(path.name) in needed(target)
    }
    for target in TARGETS:
        absent = lacking((path.name for path in wanted), target)
        if absent:
            raise KitFault(t("kit.lacking", names=", ".join(absent)))
    lines = [f"{one.sha256} {one.size} {one.name}" for one in map(described, sorted(wanted))]
    return (
        "\n".join(["# Written by python -m deploy.kit lock: sha256, bytes, wheel.", *lines]) + "\n"
    )


def described_part(name: str) -> str:
    """``name==version`` of a wheel's file name."""
    project, version, _, _ = parse_wheel_filename(name)
    return f"{project}=={version}"


def hashed_requirements(wheels: Collection[Wheel]) -> str:
    """What the installer is given on the other side: each part with the checksums of its wheels.

    One file serves all targets; a part that a system has no wheel of is marked by requirements.txt.
    """
    lines = (line.partition("#")[0].strip() for line in parts.REQUIREMENTS.read_text().splitlines())
    marked = {
        canonicalize_name(one.name): f" ; {one.marker}"
        for one in (Requirement(line) for line in lines if line and not line.startswith("-"))
        if one.marker
    }
    sums: dict[str, list[str]] = {}
    for one in wheels:
        sums.setdefault(one.requirement, []).append(f"--hash=sha256:{one.sha256}")
    return "".join(
        f"{part}{marked.get(canonicalize_name(part.partition('==')[0]), '')} {' '.join(hashes)}\n"
        for part, hashes in sorted(sums.items())
        if part != INSTALLER
    )
