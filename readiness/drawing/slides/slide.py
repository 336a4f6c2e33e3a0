"""A whole slide, and a figure alone for paper: view in, SVG out, in one of two layouts."""

from dataclasses import dataclass

from readiness.drawing.slides.bars import draw_bars, draw_parts
from readiness.drawing.slides.canvas import Box, Canvas
from readiness.drawing.slides.columns import draw_columns, draw_moves, draw_timeline
from readiness.drawing.slides.courses import draw_courses
from readiness.drawing.slides.funnel import draw_funnel
from readiness.drawing.slides.grid import draw_grid
from readiness.drawing.slides.lanes import draw_lanes
from readiness.drawing.slides.lines import draw_steps, draw_trend
from readiness.drawing.slides.regions import draw_map, draw_ranking
from readiness.drawing.slides.spots import draw_spots
from readiness.language.lettering import measured, short, words_are_long
from readiness.language.typesetting import cut, headline, text_width, wrap
from readiness.language.wording import apart, t
from readiness.subjects.charts import (
    AreaMap,
    Bars,
    Blank,
    Chart,
    Columns,
    Courses,
    Funnel,
    Grid,
    Lanes,
    Moves,
    Parts,
    Ranking,
    Schedule,
    SpotMap,
    Steps,
    Timeline,
    Trend,
)
from readiness.subjects.model import View

WIDE, SQUARE = (1280, 720), (960, 720)
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where a slide stands: its number, how many there are, the document it belongs to."""

    number: int
    count: int
    document_number: str = ""


def draw(canvas: Canvas, box: Box, chart: Chart, highlight: frozenset[str]) -> None:
    """The chart in its box."""
    match chart:
        case Blank():
            lines = wrap(chart.reason, 24, box.width * 0.8)
            middle = box.y + box.height / 2
            canvas.lines(box.x + box.width / 2, middle, lines, 24, "muted", anchor="middle")
        case Bars():
            draw_bars(canvas, box, chart, highlight)
        case Columns():
            draw_columns(canvas, box, chart)
        case Moves():
            draw_moves(canvas, box, chart)
        case Timeline():
            draw_timeline(canvas, box, chart)
        case Parts():
            draw_parts(canvas, box, chart, highlight)
        case Steps():
            draw_steps(canvas, box, chart)
        case Trend():
            draw_trend(canvas, box, chart)
        case Grid():
            draw_grid(canvas, box, chart, highlight)
        case Schedule():
            draw_steps(canvas, box, chart.coverage)
        case Courses():
            draw_courses(canvas, box, chart, highlight)
        case Lanes():
            draw_lanes(canvas, box, chart)
        case AreaMap():
            draw_map(canvas, box, chart, highlight)
        case SpotMap():
            draw_spots(canvas, box, chart)
        case Ranking():
            draw_ranking(canvas, box, chart, highlight)
        case Funnel():
            draw_funnel(canvas, box, chart, highlight)


def drawing(chart: Chart, width: int, height: int) -> Canvas:
    """The chart alone, nothing around it."""
    canvas = Canvas(width, height)
    draw(canvas, Box(0, 4, width, height - 8), chart, NOBODY)
    return canvas


def figure(view: View, width: int, height: int, highlight: frozenset[str] = NOBODY) -> Canvas:
    """The chart alone with its side list, for paper."""
    canvas = Canvas(width, height)
    if view.provenance.mark:
        _watermark(canvas, view.provenance.mark)
    _body(canvas, Box(0, 4, width, height - 8), view, highlight)
    return canvas


def slide(
    view: View, place: Place, size: tuple[int, int] = WIDE, highlight: frozenset[str] = NOBODY
) -> Canvas:
    """The slide as shown: headline, key figure, figure, as-of date, publisher, number."""
    canvas = Canvas(*size)
    margin = 48.0 if size == WIDE else 32.0
    canvas.rect(Box(0, 0, *size), "paper")
    if view.provenance.mark:
        _watermark(canvas, view.provenance.mark)
    inner = Box(margin, 0, size[0] - 2 * margin, size[1])
    top = _head(canvas, inner, view)
    cautions = wrap(view.caution, 18, inner.width) if view.caution else []
    cautions = cautions[: measured(2, 3)]
    foot = _foot(canvas, inner, view, place)
    bottom = foot - len(cautions) * 24
    canvas.lines(margin, bottom + 12, cautions, 18, "muted")
    _body(canvas, Box(inner.x, top, inner.width, bottom - top - 8), view, highlight)
    return canvas


def _head(canvas: Canvas, inner: Box, view: View) -> float:
    """Headline at the left, key figure at the right; the height at which the figure begins."""
    key_size = key_figure_size(view.key_figure, inner.width / 3)
    key_figure = cut(view.key_figure, key_size, inner.width / 3)
    key_width = max(text_width(key_figure, key_size), min(text_width(view.key_label, 18), 220)) + 8
    room = inner.width - key_width - 36
    size, lines = headline(view.headline, room)
    canvas.lines(inner.x, 48, lines, size, bold=True, leading=1.28)
    canvas.text(inner.right, 46, key_figure, key_size, bold=True, anchor="end")
    labels = wrap(view.key_label, 18, key_width)
    canvas.lines(inner.right, 86, labels, 18, "muted", anchor="end", leading=1.2)
    # More than two lines of headline, or of what the key figure is, push the figure down.
    ends = 48 + (len(lines) - 1) * size * 1.28 + size, 86 + (len(labels) - 1) * 18 * 1.2 + 18
    return max(140.0, *ends)


def key_figure_size(text: str, width: float) -> float:
    """44 px; a key figure of Latin words is smaller where they have no room."""
    sizes = measured((44.0,), (44.0, 38.0, 34.0, 30.0, 26.0))
    return next((size for size in sizes if text_width(text, size) <= width), sizes[-1])


def _foot(canvas: Canvas, inner: Box, view: View, place: Place) -> float:
    """As-of date left, publisher and number right; the height above which the foot stands."""
    number = f"{place.number} / {place.count}"
    right = t("slides.source", publisher=view.provenance.publisher)
    tail = apart([place.document_number, number])
    left = t(
        "slides.as_of",
        as_of=view.provenance.as_of,
        basis=view.provenance.basis,
        denominator=view.provenance.denominator,
    )
    y = inner.bottom - 24
    canvas.text(inner.right, y, tail, 18, "muted", anchor="end", bold=True)
    end = inner.right - text_width(tail, 18) - 24
    room = end - inner.x - 24
    if text_width(left, 18) + text_width(right, 18) <= room:
        canvas.text(inner.x, y, left, 18, "muted")
        canvas.text(end, y, right, 18, "muted", anchor="end")
        return y - 20
    above, below = wrap(left, 18, inner.width)[:2], wrap(right, 18, end - inner.x)[:2]
    top = y - 25 * (len(above) + len(below) - 1)
    after = canvas.lines(inner.x, top, above, 18, "muted", leading=25 / 18)
    canvas.lines(end, after, below, 18, "muted", anchor="end", leading=25 / 18)
    return top - 20


def _body(canvas: Canvas, box: Box, view: View, highlight: frozenset[str]) -> None:
    if not view.aside:
        draw(canvas, box, view.chart, highlight)
        return
    is_wide = box.width >= 1000
    if is_wide and not (isinstance(view.chart, Bars) and len(view.chart.groups) > 1):
        width = 330.0
        draw(canvas, box._replace(width=box.width - width - 48), view.chart, highlight)
        _aside(canvas, box._replace(x=box.right - width, width=width), view, highlight)
        return
    height = aside_height(view, box.width)
    draw(canvas, box._replace(height=box.height - height - 14), view.chart, highlight)
    below = box._replace(y=box.bottom - height, height=height)
    _aside_below(canvas, below, view, highlight)


def _aside(canvas: Canvas, box: Box, view: View, highlight: frozenset[str]) -> None:
    title = wrap(view.aside_heading, 20, box.width)
    canvas.lines(box.x, box.y + 14, title, 20, "deadline", bold=True, leading=1.2)
    more = 24 * (len(title) - 1)
    box = box._replace(y=box.y + more, height=box.height - more)
    texts = [wrap(text, 18, box.width) if text else [] for _, text in view.aside]
    heads = [wrap(heading, 22, box.width) for heading, _ in view.aside]
    if words_are_long() and box.height - 40 < sum(
        27 * len(head) + 22 * len(text) + 8 for head, text in zip(heads, texts, strict=True)
    ):
        heads = [wrap(short(heading), 22, box.width) for heading, _ in view.aside]
    taken = sum(27 * len(head) + 22 * len(text) for head, text in zip(heads, texts, strict=True))
    gap = min((box.height - 40 - taken) / len(view.aside), 34.0)
    y = box.y + 56
    for (heading, _), head, lines in zip(view.aside, heads, texts, strict=True):
        height = 27 * len(head) + 22 * len(lines)
        if heading in highlight:
            canvas.rect(Box(box.x - 8, y - 16, box.width + 16, height + 8), "selected")
        after = canvas.lines(box.x, y, head, 22, bold=bool(lines), leading=27 / 22)
        canvas.lines(box.x, after - 2, lines, 18, "muted", leading=22 / 18)
        y += height + gap


def _aside_size(width: float) -> float:
    """Letters of the list below a figure; Latin words are long for a narrow slide."""
    return 18.0 if width >= 1000 else measured(18.0, 15.0)


def _aside_rows(view: View, width: float) -> list[str]:
    parts = [
        t("slides.aside_entry", heading=heading, text=text) if text else heading
        for heading, text in view.aside
    ]
    return wrap(apart(parts), _aside_size(width), width)


def aside_height(view: View, width: float) -> float:
    """Room of the side list below a figure."""
    return 24.0 + _aside_size(width) * 4 / 3 * len(_aside_rows(view, width))


def _aside_below(canvas: Canvas, box: Box, view: View, highlight: frozenset[str]) -> None:
    size = _aside_size(box.width)
    canvas.text(box.x, box.y + 10, view.aside_heading, 18, "muted", bold=True)
    canvas.lines(box.x, box.y + 35, _aside_rows(view, box.width), size, leading=4 / 3)


def _watermark(canvas: Canvas, mark: str) -> None:
    for place in range(3):
        canvas.text(
            canvas.width / 2,
            canvas.height * (place + 0.5) / 3,
            mark,
            84,
            "grid",
            anchor="middle",
            bold=True,
        )
