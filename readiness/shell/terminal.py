"""What the shell writes and where: one line is one line, and a place that takes nothing is named.

Every verb passes here, so its words are imported when there is something to say.
"""

import codecs
import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# What CP932 writes with another sign, and a sign for the rest.
_NEAR = str.maketrans("−–—〜‖¢£¬¥•", "－‐―～∥￠￡￢\\・")
_NONE = "〓"


class ShellFault(Exception):
    """The shell cannot do what it was asked; ``str()`` is the message."""


def _written(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    near = error.object[error.start : error.end].translate(_NEAR)
    signs = []
    for sign in near:
        for one in (sign, _NONE, "?"):
            try:
                one.encode(error.encoding)
            except UnicodeEncodeError:
                continue
            signs.append(one)
            break
    return "".join(signs), error.end


codecs.register_error("readiness_near", _written)


def prepare() -> None:
    """No letter of a message fails on a terminal that has no code for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="readiness_near")


def say(*parts: object, to: IO[str] | None = None) -> None:
    """One line, whatever is in it; parts are separated by tabs."""
    from readiness.definitions.spreadsheets import one_line

    print("\t".join(one_line(str(part)) for part in parts), file=to or sys.stdout)


def complain(text: object) -> None:
    """One line for whoever has to mend it."""
    say(text, to=sys.stderr)


def write(path: Path, content: bytes) -> None:
    """A whole file, or ShellFault that says why it cannot be written; then what was there before stays."""
    if path.exists() and not path.is_file():
        try:
            path.write_bytes(content)
        except OSError as error:
            raise unwritable(path, error) from error
        return
    with writing(path) as part:
        part.write(content)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there when it is whole: whatever stops the writing, what was there before stays."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """A folder and those above it, or ShellFault."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: object, error: OSError) -> ShellFault:
    """Why nothing can be written there; without a path it is the output of the shell."""
    from readiness.language.wording import t

    kinds = {
        errno.ENOENT: "no_folder",
        errno.ENOTDIR: "no_folder",
        errno.EISDIR: "is_folder",
        errno.EEXIST: "no_folder",
        errno.EACCES: "forbidden",
        errno.EPERM: "forbidden",
        errno.EROFS: "forbidden",
        errno.ENOSPC: "full",
        errno.EDQUOT: "full",
        errno.EFBIG: "full",
    }
    kind = kinds.get(error.errno or 0, "failed")
    return ShellFault(t(f"command.unwritable.{kind}", path=path or t("command.output")))


def finish(code: int) -> int:
    """Everything said is out; 2 and a line on the other stream if it cannot be."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        complain(unwritable("", error))
        _silence()
        return 2
    return code


def _silence() -> None:
    """Nothing is left to be written when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
