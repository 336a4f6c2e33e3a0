"""The kit holds every part for every target, and whoever receives it notices every change to it."""

import hashlib
import io
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.kit import archive, wheels
from deploy.kit.__main__ import main
from deploy.kit.wheels import TARGETS, KitFault, Target, Wheel
from tests.support import ROOT

SOURCE = ROOT / "deploy/kit"


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_every_pinned_part_has_a_wheel_for_every_target(target: Target) -> None:
    listed = [one.name for one in wheels.locked()]
    assert wheels.lacking(listed, target) == [], "python -m deploy.kit lock"


def test_the_list_holds_nothing_else_and_only_what_needs_no_compiler() -> None:
    pinned = {re.sub("[-_.]+", "-", one).lower() for one in wheels.pinned()}
    found = {re.sub("[-_.]+", "-", one.requirement).lower() for one in wheels.locked()}
    assert found == pinned
    assert all(re.fullmatch("[0-9a-f]{64}", one.sha256) for one in wheels.locked())
    assert all(one.size > 1000 for one in wheels.locked())


def test_what_only_linux_needs_is_not_asked_for_on_windows() -> None:
    linux, windows = Target("linux", (3, 12)), Target("windows", (3, 12))
    assert set(wheels.needed(linux)) - set(wheels.needed(windows)) == {
        one for one in wheels.pinned() if one.startswith("uvloop==")
    }
    text = wheels.hashed_requirements(wheels.locked())
    assert re.search(r'^uvloop==\S+ ; sys_platform != "win32" --hash=sha256:', text, re.MULTILINE)
    assert not re.search(r"^pip==", text, re.MULTILINE)


def test_a_wheel_for_another_system_counts_as_none() -> None:
    name = next(one.name for one in wheels.locked() if one.name.startswith("duckdb-"))
    for target in TARGETS:
        is_there = not any(part.startswith("duckdb==") for part in wheels.lacking([name], target))
        interpreter = "-cp{}{}-".format(*target.python)
        system = "win_amd64" if target.system == "windows" else "manylinux"
        assert is_there is (interpreter in name and system in name)


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[Wheel]]:
    """A kit with a stand-in for each wheel, the fingerprint of its key, and their list."""
    directory = tmp_path_factory.mktemp("kit")
    listed = []
    for number, one in enumerate(wheels.locked()):
        path = directory / "wheels" / one.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"wheel {number}".encode())
        listed.append(wheels.described(path))
    target = directory / "kit.tar"
    return (
        target,
        archive.build(target, target.parent / "wheels", directory / "key", listed),
        listed,
    )


def test_the_same_commit_and_wheels_give_the_same_bytes(
    kit: tuple[Path, str, list[Wheel]], tmp_path: Path
) -> None:
    target, fingerprint, listed = kit
    again = tmp_path / target.name
    key = target.parent / "key"
    assert archive.build(again, target.parent / "wheels", key, listed) == fingerprint
    assert again.read_bytes() == target.read_bytes()
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert target.with_name("kit.tar.sha256").read_text() == f"{digest}  kit.tar\n"
    assert key.stat().st_mode & 0o777 == 0o600


def test_it_holds_project_wheels_fonts_licences_parts_and_guides(
    kit: tuple[Path, str, list[Wheel]],
) -> None:
    with tarfile.open(kit[0]) as found:
        names = {name.removeprefix(f"{archive.NAME}/") for name in found.getnames()}
    assert {f"wheels/{one.name}" for one in wheels.locked()} <= names
    for name in (
        *("app.py", "requirements-kit.txt", "static/fonts/OFL.txt", "docs/licences.md"),
        *("docs/sbom.json", "docs/admin_guide.ja.md", "docs/runbook.ja.md", "docs/threats.md"),
        *("LICENSE", "README.ja.md", ".streamlit/config.toml", "deploy/systemd/readiness@.service"),
    ):
        assert f"project/{name}" in names
    assert not any(name.startswith(("project/tests/", "project/.git")) for name in names)


def test_a_wheel_that_is_not_the_listed_one_stops_the_kit(
    kit: tuple[Path, str, list[Wheel]], tmp_path: Path
) -> None:
    target, _, listed = kit
    shutil.copytree(target.parent / "wheels", tmp_path / "wheels")
    (tmp_path / "wheels" / listed[3].name).write_bytes(b"another")
    with pytest.raises(KitFault, match=re.escape(listed[3].name)):
        archive.build(tmp_path / "kit.tar", tmp_path / "wheels", target.parent / "key", listed)
    assert list(tmp_path.glob("kit.tar*")) == []


def _changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with each file as ``change`` gives it back; None leaves it out."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for entry in old:
            content = change(entry.name.partition("/")[2], old.extractfile(entry).read())
            if content is not None:
                entry.size = len(content)
                new.addfile(entry, io.BytesIO(content))
        if change("extra", b""):
            extra = tarfile.TarInfo(f"{archive.NAME}/wheels/extra-1-py3-none-any.whl")
            new.addfile(extra, io.BytesIO())
    return target


_PATH = "project/app.py"
CHANGES: dict[str, tuple[Callable[[str, bytes], bytes | None], str, str]] = {
    "a file with another content": (
        lambda path, content: content[:-1] + b"#" if path == _PATH else content,
        "中身の違うファイル",
        _PATH,
    ),
    "a shorter file": (
        lambda path, content: content[:-1] if path == _PATH else content,
        f"{_PATH} の大きさが違います",
        _PATH,
    ),
    "a file left out": (
        lambda path, content: None if path == _PATH else content,
        f"{_PATH} がありません",
        _PATH,
    ),
    "a file more": (
        lambda path, content: b"x" if path == "extra" else content,
        "目録にないファイルがあります：wheels/extra-1-py3-none-any.whl",
        "extra-1",
    ),
    "a manifest of somebody else": (
        lambda path, content: content + b"\n" if path == "MANIFEST" else content,
        "署名が合いません",
        "署名が合いません",
    ),
    "another key": (
        lambda path, content: content + b"\n" if path == "KEY.pem" else content,
        "鍵の指紋が違います",
        "鍵の指紋が違います",
    ),
}


def _unpacked(source: Path, directory: Path) -> Path:
    with tarfile.open(source) as found:
        found.extractall(directory, filter="data")
    return directory / archive.NAME


def _install(directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(directory / "install.sh"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_whole_kit_is_accepted_by_both_who_checks_it(
    kit: tuple[Path, str, list[Wheel]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, fingerprint, _ = kit
    assert main(["check", str(source), "--fingerprint", fingerprint]) == 0
    done = _install(_unpacked(source, tmp_path), "--check", "--fingerprint", fingerprint)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == capsys.readouterr().out.strip()


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_kit_is_refused_by_both_who_checks_it(
    kit: tuple[Path, str, list[Wheel]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: str,
) -> None:
    source, fingerprint, _ = kit
    how, by_script, by_program = CHANGES[change]
    changed = _changed(source, tmp_path / "changed.tar", how)
    assert main(["check", str(changed), "--fingerprint", fingerprint]) == 2
    assert by_program in capsys.readouterr().err
    directory = _unpacked(changed, tmp_path)
    prefix = tmp_path / "prefix"
    done = _install(directory, "--prefix", str(prefix), "--fingerprint", fingerprint)
    assert done.returncode == 2
    assert by_script in done.stderr
    assert not prefix.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--prefix", "here"], "/ で始まる場所"),
        (["--ports", "80a"], "番号を空白で区切って"),
        (["--nothing"], "知らない指定です"),
        (["--remove", "--prefix", "/nowhere"], "このキットで入れたものがありません"),
        (["--rollback", "--prefix", "/nowhere"], "1つ前の版はありません"),
    ],
)
def test_the_script_says_in_words_what_it_cannot_do(
    kit: tuple[Path, str, list[Wheel]], tmp_path: Path, options: list[str], said: str
) -> None:
    done = _install(_unpacked(kit[0], tmp_path), *options)
    assert done.returncode == 2
    assert said in done.stderr


SCRIPTS = ("install.sh", "install.ps1", "start.bat", "README.txt")
# What installing makes, or is there on every such system.
_MADE = {"store.sqlite", "readiness.lnk", "python.exe", "secrets.toml"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_names_only_what_is_in_the_kit(
    kit: tuple[Path, str, list[Wheel]], script: str
) -> None:
    text = (SOURCE / script).read_text("utf-8-sig")
    with tarfile.open(kit[0]) as found:
        names = {name.rpartition("/")[2] for name in found.getnames()}
    endings = "sh|ps1|bat|txt|py|pem|xml|sig|md|json|service|target|timer|exe|lnk|sqlite|toml"
    named = set(re.findall(rf"[\w@.-]*\w\.(?:{endings})\b", text))
    assert named - names - _MADE - {f"python{version}" for version in ("3.11", "3.12")} == set()
    for way_out in ("http://", "https://", "curl", "wget", "apt-get", "dnf ", "Invoke-WebRequest"):
        found_at = [line for line in text.splitlines() if way_out in line]
        assert all("127.0.0.1" in line for line in found_at), way_out
    for module in re.findall(r"-m (readiness|deploy)\b", text):
        assert (ROOT / module).is_dir()


def test_scripts_for_windows_are_in_the_form_that_windows_reads() -> None:
    for name in ("install.ps1", "README.txt"):
        content = (SOURCE / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), (
            name
        )  # PowerShell 5 takes it for Shift_JIS otherwise
        assert content.count(b"\n") == content.count(b"\r\n"), name
    batch = (SOURCE / "start.bat").read_bytes()
    assert batch.isascii()
    assert batch.count(b"\n") == batch.count(b"\r\n")
    script = (SOURCE / "install.ps1").read_text("utf-8-sig")
    for opening, closing in ("{}", "()", "[]"):
        assert script.count(opening) == script.count(closing)


def test_the_installer_takes_nothing_from_elsewhere() -> None:
    for name in ("install.sh", "install.ps1"):
        text = (SOURCE / name).read_text("utf-8-sig")
        installs = [line for line in text.splitlines() if " install --isolated" in line]
        assert len(installs) == 1, name
        assert "--no-index" in text
        assert "--require-hashes" in text


def test_shell_scripts_have_no_mistake_of_grammar() -> None:
    subprocess.run(["sh", "-n", str(SOURCE / "install.sh")], check=True)
