"""The systemd units hold the service in: no capability, no way out, no file for others."""

import re
import shutil
import subprocess

import pytest

from deploy import configure, pings
from tests.support import ROOT

UNITS = ("readiness@.service", "readiness-backup.service")
HELD_IN = {
    "UMask": "0077",
    "NoNewPrivileges": "true",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "ProtectClock": "true",
    "ProtectHostname": "true",
    "ProtectKernelLogs": "true",
    "ProtectKernelModules": "true",
    "ProtectKernelTunables": "true",
    "ProtectControlGroups": "true",
    "ProtectProc": "invisible",
    "PrivateTmp": "true",
    "PrivateDevices": "true",
    "RestrictNamespaces": "true",
    "RestrictRealtime": "true",
    "RestrictSUIDSGID": "true",
    "LockPersonality": "true",
    "SystemCallArchitectures": "native",
    "SystemCallErrorNumber": "EPERM",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "IPAddressDeny": "any",
    "IPAddressAllow": "localhost",
    "StateDirectoryMode": "0750",
    "ReadWritePaths": "/var/lib/readiness",
}


def _settings(unit: str) -> dict[str, list[str]]:
    text = (ROOT / "deploy/systemd" / unit).read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^([A-Z]\w+)=(.*)$", text, re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_holds_its_service_in(unit: str) -> None:
    settings = _settings(unit)
    assert {name: settings.get(name) for name in HELD_IN} == {n: [v] for n, v in HELD_IN.items()}
    assert settings["SystemCallFilter"] == ["@system-service", "~@privileged"]


def test_the_name_for_a_laptop_makes_no_officer_on_a_server() -> None:
    assert _settings("readiness@.service")["UnsetEnvironment"] == ["READINESS_LOCAL_OFFICER"]


def test_the_server_answers_here_alone_unless_told_and_speaks_before_a_proxy_gives_it_up() -> None:
    settings = _settings("readiness@.service")
    (command,) = settings["ExecStart"]
    assert " --host ${READINESS_LISTEN} " in command
    assert " --ws deploy.pings:Pings " in command
    # The file of the installation comes after the unit's own value.
    text = (ROOT / "deploy/systemd/readiness@.service").read_text("utf-8")
    assert "READINESS_LISTEN=127.0.0.1\nEnvironmentFile=" in text
    silence = re.findall(r"proxy_read_timeout (\d+)s;", configure.site("x.example", ["x:8511"]))
    assert [int(one) for one in silence] == [20, 6, 6]  # any request, the screen, the slides
    assert pings.EVERY_SECONDS * 2 < 6


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_itself_finds_little_to_hold_against_it(unit: str) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze が要ります（この機械に systemd がありません）")
    command = [program, "security", "--offline=true", "--threshold=15", "--no-pager"]
    done = subprocess.run(
        [*command, ROOT / "deploy/systemd" / unit], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-300:] + done.stderr
