"""Make sure a PostgreSQL server is there for the tests of the store, or say what to install."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def server_directory() -> Path | None:
    """Where initdb and postgres lie: PATH, else Debian's place for them."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


HOW_TO = (
    "PostgreSQLのサーバーがありません。Debian/Ubuntuでは sudo apt install postgresql で入れて、"
    "もう一度 make test を実行してください（テストが自分で起動し、終わると止めます）。"
)


def main() -> int:
    """0 if a server is there in the end."""
    if server_directory():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("PostgreSQLがないため、入れます。", flush=True)
        quiet = {"check": False, "stdout": subprocess.DEVNULL}
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"],
        ):
            subprocess.run(command, env=environment, **quiet)
    if server_directory():
        return 0
    print(HOW_TO, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
