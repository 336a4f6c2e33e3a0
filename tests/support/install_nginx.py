"""Make sure nginx is there for the deployment tests: installed one, apt's, or say what to do."""

import os
import shutil
import subprocess
import sys


def main() -> int:
    """0 if nginx is there in the end."""
    if not shutil.which("nginx") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light"],
        ):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if shutil.which("nginx"):
        return 0
    print(
        "nginxがありません。sudo apt install nginx-light で入れて、もう一度 make test を実行してください。",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
