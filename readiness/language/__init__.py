"""Words and letters: every word a reader sees, by key, in the reader's language."""
