"""By which version of the dashboard a file was made, for whoever asks where its numbers are from."""

from readiness import __version__
from readiness.language.wording import t


def made_with() -> str:
    """Name and version, in the reader's language."""
    return t("app.version", title=t("app.title"), version=__version__)
