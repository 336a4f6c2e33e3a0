"""Wait until a replica says that it is ready: ``python -m deploy.wait http://127.0.0.1:8511/readyz``."""

import sys
import time
import urllib.error
import urllib.request


def wait(url: str, seconds: float = 60) -> bool:
    """True as soon as ``url`` answers 200; False after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


if __name__ == "__main__":
    sys.exit(0 if wait(sys.argv[1], *map(float, sys.argv[2:3])) else 1)
