"""Make sure a browser is there for the tests: installed one, playwright's, apt's, or say what to do."""

import os
import shutil
import subprocess
import sys

from tests.support.browser import executable

_FONTS = "fonts-noto-cjk"


def _try(*command: str) -> bool:
    print("  " + " ".join(command), flush=True)
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """0 if a browser is there in the end."""
    if executable():
        return 0
    print("ブラウザーがないため、入れます。", flush=True)
    _try(sys.executable, "-m", "playwright", "install", "chromium")
    if not executable() and os.geteuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", _FONTS)
    if executable():
        return 0
    print(
        "ブラウザーを入れられませんでした。Chrome か Chromium を入れて（Debian/Ubuntuでは"
        f" sudo apt install chromium {_FONTS}）、もう一度 make test を実行してください。"
        "別の場所にある場合は CHROME=/path/to/chrome を指定できます。",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
