"""Words that a visitor or a file brought, made harmless for Markdown. Text in, text out."""

import re

from readiness.language.wording import said

_HALF = re.compile(r"[\ud800-\udfff]")  # of a letter: fits in no message to a browser


def plain(text: str) -> str:
    """Markdown-escaped text for names and notes that come from data: no link, no image, no style.

    Addresses become links even when escaped, so an invisible joiner parts their beginnings.
    """
    text = _HALF.sub("\N{REPLACEMENT CHARACTER}", said(text))
    text = re.sub(r"(?i)(https?|ftp|mailto|www|xmpp)(?=[:.])|(?<=\w)(?=@)", "\\g<0>\u2060", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=&])", r"\\\1", text)
