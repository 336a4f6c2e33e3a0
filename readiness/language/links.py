"""What a mail adds to a link: marks that end a sentence, and the sentence that goes on. Text in, text out."""

import re

# After a link in Japanese there is no space: whatever follows the first of these is no longer the link.
_AFTER = re.compile("[。、，」』）＞】〉》].*$", re.DOTALL)
_LATIN = "<>)],.;:'\""


def without_ending(text: str) -> str:
    """``text`` without what a mail put behind it; for a text that is not understood as it stands."""
    return _AFTER.sub("", text).strip().rstrip(_LATIN)
