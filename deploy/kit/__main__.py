"""``python -m deploy.kit build`` makes the archive, ``check FILE`` verifies one, ``lock`` lists the wheels."""

import argparse
import sys
from pathlib import Path

from deploy.kit import archive, wheels
from deploy.parts import ROOT
from readiness.language.wording import t

_ARTIFACTS = ROOT / "artifacts"


def _lock(chosen: argparse.Namespace) -> None:
    wheels.fetch(chosen.wheels)
    wheels.LOCK.write_text(wheels.lock(chosen.wheels), "utf-8")
    print(t("kit.locked", count=len(wheels.locked()), name=wheels.LOCK.name))


def _build(chosen: argparse.Namespace) -> None:
    wheels.fetch(chosen.wheels)
    target = chosen.out / f"{archive.NAME}.tar"
    fingerprint = archive.build(target, chosen.wheels, chosen.key)
    count = archive.check(target, fingerprint)
    size = round(target.stat().st_size / 1e6)
    print(t("kit.built", path=target, size=size, count=count, fingerprint=fingerprint))


def _check(chosen: argparse.Namespace) -> None:
    print(t("kit.whole", count=archive.check(chosen.file, chosen.fingerprint)))


def main(texts: list[str]) -> int:
    """0, or 2 with the reason."""
    parser = argparse.ArgumentParser(prog="python -m deploy.kit")
    verbs = parser.add_subparsers(required=True)
    for name, run, says in (
        ("lock", _lock, "write wheels.txt for what is pinned"),
        ("build", _build, "make the archive"),
        ("check", _check, "verify an archive"),
    ):
        verb = verbs.add_parser(name, help=says)
        verb.set_defaults(run=run)
        if name == "check":
            verb.add_argument("file", type=Path)
            verb.add_argument("--fingerprint", default="", help="of the key, as its maker told it")
            continue
        verb.add_argument("--wheels", type=Path, default=_ARTIFACTS / "wheels", help="kept here")
        if name == "build":
            verb.add_argument("--out", type=Path, default=_ARTIFACTS)
            verb.add_argument("--key", type=Path, default=_ARTIFACTS / "kit-key.pem")
    chosen = parser.parse_args(texts)
    try:
        chosen.run(chosen)
    except (wheels.KitFault, OSError) as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
