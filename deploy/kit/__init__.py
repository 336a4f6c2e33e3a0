"""One archive for a network without a way out: project, every pinned part as a wheel, fonts, guides."""
