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
    way, port = sys.argv[1:]
    if way == "streamlit":
        from streamlit.web.cli import main

        sys.argv = ["streamlit", "run", "app.py", "--server.port", port]
        main()
    else:
        import uvicorn

        uvicorn.run(
            "deploy.server:app",
            port=int(port),
            log_level="warning",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=2,
        )
