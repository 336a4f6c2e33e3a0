"""The dashboard's server with every outgoing connection of its process written to a file."""

import os
import sys
from pathlib import Path


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        target = arguments[1] if event == "socket.connect" else arguments[0]
        with Path(os.environ["CONNECTION_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{event} {target!r}\n")


if __name__ == "__main__":
    sys.addaudithook(_watch)
    from streamlit.web.cli import main

    sys.argv = ["streamlit", "run", "app.py", *sys.argv[1:]]
    main()
