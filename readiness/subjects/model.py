"""What is said about a subject: words, tidy rows and descriptions of charts. Plain values only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from readiness.data import warehouse
from readiness.language.wording import apart, known, t
from readiness.subjects.charts import Chart


def basis_in_words(basis: str) -> str:
    """``推定（時点）`` for the code ``推定(時点)`` of the data, each of several."""
    between = t("list.separator")
    return between.join(known(f"basis.{one}", one) for one in basis.split(between))


@dataclass(frozen=True)
class Provenance:
    """Where figures come from, in the words every medium prints."""

    as_of: str
    published: str
    denominator: str
    basis: str
    publisher: str
    source: str
    is_practice: bool = False
    is_draft: bool = False

    def __post_init__(self) -> None:
        """The basis in the words of the reader: 推定（時点） for the data's 推定(時点). Whatever is said
        of a state with a draft in it is a draft.
        """
        object.__setattr__(self, "basis", basis_in_words(self.basis))
        object.__setattr__(self, "is_draft", self.is_draft or warehouse.shared().is_draft)

    @property
    def mark(self) -> str:
        """What every picture, page and file of it carries: 未公表 before 練習用データ; "" for most."""
        marks = [t("slides.draft")] if self.is_draft else []
        return apart([*marks, *([t("slides.practice")] if self.is_practice else [])])


@dataclass(frozen=True)
class Line:
    """One line of a passage: plain words after a label, a remark after them; ``link`` opens a subject."""

    text: str
    label: str = ""
    remark: str = ""
    link: str = ""


@dataclass(frozen=True)
class View:
    """One figure of a subject with everything that slide, paper, presentation and workbook need.

    ``code`` names it within its subject (the part of a link after ``#``); ``link`` opens it. Both are
    filled in by the subject. ``condition``: whose sheet it is, where it is about one body. ``sheet``: what
    stands below the figure on its own sheet of paper, in place of the table of the rows.
    """

    title: str
    headline: str
    key_figure: str
    key_label: str
    chart: Chart
    rows: pd.DataFrame
    alt: str
    provenance: Provenance
    code: str = ""
    link: str = ""
    condition: str = ""
    sheet: tuple[Line, ...] = ()
    caution: str = ""
    notes: tuple[str, ...] = ()
    aside_heading: str = ""
    aside: tuple[tuple[str, str], ...] = ()


def mark_of(views: Iterable[View]) -> str:
    """The mark of a file that holds these views: that of the first that has one."""
    return next((view.provenance.mark for view in views if view.provenance.mark), "")


@dataclass(frozen=True)
class KeyFigure:
    """A number to be seen first: ``10 / 22`` under its label, with what it is compared to.

    ``part``: the part of the screen it belongs to, where there are several.
    """

    label: str
    value: str
    comparison: str = ""
    part: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart of the screen in words: its heading, what it shows for those who do not see it, a note.

    ``detail`` stands behind the heading: when, of whom. ``links`` lead to where more is.
    """

    heading: str
    chart: Chart
    alt: str
    note: str = ""
    detail: str = ""
    links: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Passage:
    """Lines that belong together under a heading; ``hint`` explains its abbreviations. ``is_small``: they
    stand under a figure.
    """

    heading: str
    lines: tuple[Line, ...]
    hint: str = ""
    is_small: bool = False


@dataclass(frozen=True)
class Table:
    """Rows to read and to save; the columns are codes that definitions/columns.py heads."""

    heading: str
    rows: pd.DataFrame
    file_name: str


@dataclass(frozen=True)
class Content:
    """All that one subject says. Figures, passages and tables go by the name their screen asks for.

    ``views``: by the part of the link that opens it; the first one is what the link itself means, under
    the same headline and key figure. ``missing``: what could not be said, and why.
    """

    title: str
    headline: str
    provenance: Provenance
    key_figures: tuple[KeyFigure, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    caution: str = ""
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
