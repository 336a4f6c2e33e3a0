"""The kit in a bare Debian without a way out: ``python -m tests.support.bare_debian KIT.tar FINGERPRINT``.

By hand and as root: it takes minutes and fetches a Debian (debootstrap). In a network namespace of its own
the kit is installed, serves its home page, makes a PowerPoint file, and is removed again.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

_INSIDE = """
set -e
cd /root
tar xf kit.tar
cd readiness-kit-*
sh install.sh --fingerprint "$FINGERPRINT" --no-service
cd /opt/readiness
.venv/bin/python -m readiness serve --port 8501 &
server=$!
.venv/bin/python -m deploy.wait http://127.0.0.1:8501/readyz 120
.venv/bin/python - <<'END'
import urllib.request
page = urllib.request.urlopen("http://127.0.0.1:8501/").read().decode()
assert "<title>テレワーク環境整備・導入状況</title>" in page
try:
    urllib.request.urlopen("http://192.0.2.1", timeout=3)
except OSError as fault:
    print("no way out:", fault)
else:
    raise SystemExit("there is a way out")
END
.venv/bin/python -m readiness export --agenda liaison --format pptx --out /root/x.pptx
kill "$server"
wait "$server" || true
test "$(head -c 2 /root/x.pptx)" = PK
cd /root/readiness-kit-*
sh install.sh --remove --purge --no-service
test ! -e /opt/readiness
echo whole
"""


def main() -> None:
    """Prints what happens; the last line is ``whole``, or it ends with a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kit", type=Path)
    parser.add_argument("fingerprint")
    parser.add_argument("--suite", default="bookworm")
    chosen = parser.parse_args()
    system = Path(tempfile.mkdtemp(prefix="readiness-debian-"))
    try:
        making = ["debootstrap", "--variant=minbase", "--include=python3,openssl"]
        subprocess.run([*making, chosen.suite, str(system)], check=True, stdout=subprocess.DEVNULL)
        shutil.copyfile(chosen.kit, system / "root/kit.tar")
        (system / "root/inside.sh").write_text(_INSIDE, "utf-8")
        inside = f"mount -t proc proc {system}/proc; ip link set lo up; chroot {system} sh /root/inside.sh"
        alone = ["unshare", "--net", "--mount", "--pid", "--fork", "sh", "-c", inside]
        # Nothing of this machine's environment reaches the other side.
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "FINGERPRINT": chosen.fingerprint,
        }
        subprocess.run(alone, check=True, env=environment)
    finally:
        shutil.rmtree(system, ignore_errors=True)


if __name__ == "__main__":
    main()
