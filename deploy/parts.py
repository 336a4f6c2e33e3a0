"""What is delivered: exact versions, licences and the bill of materials.

``python -m deploy.parts`` writes them, ``--check`` fails on what is stale or not allowed. All three
follow from requirements.txt and the packages installed beside it: constraints.txt pins every package
that the direct ones bring along, docs/licences.md lists their licences, docs/sbom.json is CycloneDX.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from readiness.language.wording import t

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements.txt"
CONSTRAINTS, LICENCES, SBOM = "constraints.txt", "docs/licences.md", "docs/sbom.json"

# As the packages state them. Permissive licences, and three that ask for the source of changes to
# their own files: we change none. A package with any other licence stops the build.
ALLOWED = frozenset(
    (
        "0BSD",
        "3-Clause BSD License",
        "Apache License 2.0",
        "Apache Software License",
        "Apache Software License; MIT License",
        "Apache-2.0",
        "Apache-2.0 AND BSD-2-Clause",
        "Apache-2.0 OR BSD-2-Clause",
        "Apache-2.0 OR BSD-3-Clause",
        "BSD License",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "ISC",
        "MIT",
        "MIT License",
        "MIT-0",
        "MIT-CMU",
        "PSF-2.0",
        "Python Software Foundation License",
        "LGPL-3.0-only",  # psycopg, loaded as a library of its own
        "MPL-2.0 AND (Apache-2.0 OR MIT)",
        "Mozilla Public License 2.0 (MPL 2.0)",
    )
)


def direct() -> list[Requirement]:
    """The requirements of requirements.txt that hold on this system."""
    lines = (line.partition("#")[0].strip() for line in REQUIREMENTS.read_text().splitlines())
    asked = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return [one for one in asked if one.marker is None or one.marker.evaluate()]


def _needed(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": one}) for one in (*extras, "")):
            yield requirement


@cache
def closure() -> dict[str, frozenset[str]]:
    """Package -> packages it needs here, for everything that requirements.txt brings along."""
    extras: dict[str, frozenset[str]] = {}
    todo = direct()
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        known = extras.get(name)
        asked = frozenset(requirement.extras) | (known or frozenset())
        if known != asked:
            extras[name] = asked
            todo += _needed(name, asked)
    return {
        name: frozenset(canonicalize_name(r.name) for r in _needed(name, asked))
        for name, asked in sorted(extras.items())
    }


def constraints() -> str:
    """Every package of the closure with the version that is installed."""
    lines = [f"{name}=={distribution(name).version}" for name in closure()]
    head = "# Written by python -m deploy.parts: every package that requirements.txt brings along."
    return "\n".join([head, *lines]) + "\n"


@cache
def stated_licences() -> tuple[Mapping[str, str], ...]:
    """Name, Version, License and URL of each package of the closure, by pip-licenses."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-urls"]
    command += ["--with-system", "--packages", *closure()]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return tuple(sorted(found, key=lambda one: canonicalize_name(one["Name"])))


def not_allowed(stated: tuple[Mapping[str, str], ...]) -> list[str]:
    """Packages whose licence nobody has allowed."""
    return [f"{one['Name']}: {one['License']}" for one in stated if one["License"] not in ALLOWED]


def licences() -> str:
    """The list as Markdown."""
    rows = [
        f"| {one['Name']} | {one['Version']} | {one['License']} | {one['URL']} |"
        for one in stated_licences()
    ]
    return t("deploy.licences", count=len(rows), rows="\n".join(rows))


def sbom() -> str:
    """CycloneDX 1.6, made by cyclonedx-py from this environment and narrowed to the closure."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--no-validate"]
    command += ["--output-reproducible", "--of", "JSON", "--sv", "1.6", sys.prefix]
    made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    stated = {canonicalize_name(one["Name"]): one["License"] for one in stated_licences()}
    needs = closure()
    components: dict[str, Any] = {}
    for component in made["components"]:
        name = canonicalize_name(component["name"])
        if name in needs:
            # Which extras something asked for depends on what else is installed here.
            component.pop("properties", None)
            component["bom-ref"] = component["purl"]
            component.setdefault("licenses", [{"license": {"name": stated[name]}}])
            components[name] = component
    root = "readiness"
    edges = {root: sorted(canonicalize_name(one.name) for one in direct())} | {
        name: sorted(others) for name, others in needs.items()
    }
    reference = {root: root} | {name: one["bom-ref"] for name, one in components.items()}
    content: dict[str, Any] = {
        "$schema": made["$schema"],
        "bomFormat": made["bomFormat"],
        "specVersion": made["specVersion"],
        "version": 1,
        "metadata": {
            "component": {
                "bom-ref": root,
                "type": "application",
                "name": "telework-readiness",
                "licenses": [{"license": {"id": "MIT"}}],
            },
            "properties": [{"name": "cdx:reproducible", "value": "true"}],
        },
        "components": [components[name] for name in needs],
        "dependencies": [
            {"ref": reference[name], "dependsOn": [reference[one] for one in others]}
            for name, others in edges.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def stale(root: Path = ROOT) -> list[str]:
    """Files whose text is no longer what the installed packages say."""
    made = {CONSTRAINTS: constraints, LICENCES: licences, SBOM: sbom}
    return [
        name
        for name, make in made.items()
        if not (root / name).exists() or (root / name).read_text(encoding="utf-8") != make()
    ]


def main(texts: list[str]) -> int:
    """0, or 1 with the names of what is stale or not allowed."""
    parser = argparse.ArgumentParser(prog="python -m deploy.parts")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on what is stale")
    chosen = parser.parse_args(texts)
    refused = not_allowed(stated_licences())
    for line in refused:
        print(t("deploy.licence_refused", package=line), file=sys.stderr)
    if refused:
        return 1
    if chosen.check:
        for name in (old := stale()):
            print(t("deploy.stale", name=name), file=sys.stderr)
        return 1 if old else 0
    for name, make in ((CONSTRAINTS, constraints), (LICENCES, licences), (SBOM, sbom)):
        (ROOT / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
