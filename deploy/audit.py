"""Known vulnerabilities of what is delivered: ``python -m deploy.audit [--must-answer]``.

Asks pip-audit about every version in constraints.txt, or looks them up in a database that was brought
in by disk (``--database all.zip``). Fails on a known vulnerability. A service that does not answer
(closed network) is said aloud and is no failure, unless an answer was demanded: a package that was not
judged is never counted as clean.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from deploy import advisories
from readiness.language.wording import listed, number, t

ROOT = Path(__file__).parents[1]
CLEAN, VULNERABLE, UNANSWERED = 0, 1, 3
# Advisory -> why it does not concern us. Looked at again with every upgrade.
ACCEPTED: dict[str, str] = {}


@dataclass
class Answer:
    """What one service said about the packages; unjudged are those it knew nothing of."""

    service: str
    judged: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)
    vulnerable: list[str] = field(default_factory=list)
    reason: str = ""


def ask(service: str, packages: Path, osv_url: str = "") -> Answer:
    """One run of pip-audit; it resolves nothing and installs nothing."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(packages), "--no-deps"]
    command += ["--disable-pip", "--format=json", "--progress-spinner=off", "--timeout=15"]
    command += ["--vulnerability-service", service, "--desc=off"]
    command += ["--osv-url", osv_url] if osv_url else []
    for advisory in ACCEPTED:
        command += ["--ignore-vuln", advisory]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    answer = Answer(service)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        answer.reason = (done.stderr.strip().splitlines() or ["?"])[-1][:300]
        return answer
    for one in found:
        name = f"{one['name']}=={one['version']}" if "version" in one else one["name"]
        if "vulns" not in one:
            answer.unjudged.append(name)
            answer.reason = str(one.get("skip_reason", ""))[:300]
            continue
        answer.judged.append(name)
        for advisory in one["vulns"]:
            mended = listed(advisory.get("fix_versions") or ["?"])
            answer.vulnerable.append(f"{name} {advisory['id']} → {mended}")
    return answer


def audit(packages: Path, osv_url: str = "") -> Answer:
    """The first service that judges anything; PyPI's own, then OSV. With ``osv_url`` only that one."""
    answer = Answer("")
    for service in ("osv",) if osv_url else ("pypi", "osv"):
        answer = ask(service, packages, osv_url)
        if answer.judged:
            break
        print(t("deploy.audit_silent", service=service, reason=answer.reason), file=sys.stderr)
    return answer


def look_up(packages: Path, database: Path, most_days: int) -> Answer:
    """The answer of a file. One that nobody has changed for long judges nothing: it is an old copy."""
    answer = Answer(database.name)
    lines = packages.read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if "==" in line and line[0] not in "# ")
    try:
        found = advisories.look_up(database, pinned, ACCEPTED)
    except advisories.DatabaseFault as fault:
        answer.reason = str(fault)
        print(t("deploy.audit_silent", service=database, reason=answer.reason), file=sys.stderr)
        return answer
    answer.vulnerable = [
        f"{name}=={version} {advisory} → {listed(mended or ['?'])}"
        for name, version, advisory, mended in found.advisories
    ]
    days = (datetime.now(UTC) - found.newest).days
    print(t("deploy.audit_database", count=number(found.count), day=f"{found.newest:%Y-%m-%d}"))
    if days > most_days:
        print(t("deploy.audit_old", days=number(days), most=most_days), file=sys.stderr)
    else:
        answer.judged = [f"{name}=={version}" for name, version in pinned.items()]
    return answer


def main(texts: list[str]) -> int:
    """0 nothing known (or nothing answered), 1 a known vulnerability, 3 no answer where one must be."""
    parser = argparse.ArgumentParser(prog="python -m deploy.audit")
    parser.add_argument("--must-answer", action="store_true", help="no answer is a failure too")
    parser.add_argument("--packages", type=Path, default=ROOT / "constraints.txt")
    parser.add_argument("--osv-url", default="", help="an OSV service of your own network")
    parser.add_argument("--database", type=Path, help="OSV's all.zip of PyPI, brought in by disk")
    parser.add_argument(
        "--most-days", type=int, default=60, help="how old the database may be (60)"
    )
    chosen = parser.parse_args(texts)
    if chosen.database:
        answer = look_up(chosen.packages, chosen.database, chosen.most_days)
    else:
        answer = audit(chosen.packages, chosen.osv_url)
    for line in answer.vulnerable:
        print(t("deploy.vulnerable", found=line), file=sys.stderr)
    if not answer.judged:
        print(t("deploy.not_audited"), file=sys.stderr)
    elif answer.unjudged:
        names = listed(answer.unjudged)
        print(t("deploy.partly_audited", names=names), file=sys.stderr)
    if answer.vulnerable:
        return VULNERABLE
    if answer.judged and not answer.unjudged:
        count = len(answer.judged)
        print(t("deploy.audited", count=count, service=answer.service))
        return CLEAN
    return UNANSWERED if chosen.must_answer else CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
