"""Where one government stands: shares of its peer groups, and the items that it lacks.

Plain values in, Figure out; no Streamlit, no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from readiness.drawing import theme
from readiness.language import lettering
from readiness.language.wording import number, pct, t

FEWEST_FOR_SHARE = 5
ROW_HEIGHT = 24


@dataclass(frozen=True)
class Share:
    """One group: how many of its ``peer_count`` have adopted; ratios are 0 to 1 or None.

    ``reason`` says why a group has no peers.
    """

    rule: str
    label: str
    peer_count: int
    adopted_count: int
    ratio: float | None
    low: float | None
    high: float | None
    reason: str = ""

    @property
    def has_share(self) -> bool:
        """Under five peers a count says more than a share."""
        return self.ratio is not None and self.peer_count >= FEWEST_FOR_SHARE

    def in_words(self) -> str:
        """``11 / 15`` with its share, a count alone, or why there is none."""
        count = f"{number(self.adopted_count)} / {number(self.peer_count)}"
        if not self.peer_count:
            return f"{theme.NONE} {self.reason}"
        if not self.has_share:
            return t("peers.count_only", count=count)
        assert self.ratio is not None
        return f"<b>{pct(self.ratio)}</b>  {count}"


def shares(groups: Sequence[Share], nation_ratio: float, chosen: str, narrow: bool) -> go.Figure:
    """One row per group: dot and 95 % interval, the ``chosen`` rule on yellow, dotted = nation."""
    given = [group.label for group in groups]
    labels, gutter = (given, 0) if narrow else lettering.fitted(given, 13, 276, at_most=312)
    row = 46 if narrow else max(ROW_HEIGHT, 16 * max(map(lettering.lines, labels)) + 6)
    margin = {"l": 8, "r": 150} if narrow else {"l": gutter, "r": 166}
    figure = theme.figure(len(groups) * row + 26, margin=margin | {"t": 2, "b": 24})
    figure.add_shape(
        type="line",
        x0=nation_ratio,
        x1=nation_ratio,
        y0=-0.5,
        y1=len(groups) - 0.5,
        line={"color": theme.RULE, "width": 1, "dash": "dot"},
        layer="below",
    )
    line = 0.18 if narrow else 0
    for place, (label, group) in enumerate(zip(labels, groups, strict=True)):
        is_chosen = group.rule == chosen
        if is_chosen:
            figure.add_shape(
                type="rect",
                xref="paper",
                x0=-3,
                x1=3,
                y0=place - 0.5,
                y1=place + 0.5,
                fillcolor=theme.SELECTED,
                line_width=0,
                layer="below",
            )
        if group.has_share:
            figure.add_scatter(
                x=[group.low, group.high],
                y=[place + line] * 2,
                mode="lines",
                line={"color": theme.RULE, "width": 2},
                hoverinfo="skip",
            )
            figure.add_scatter(
                x=[group.ratio],
                y=[place + line],
                mode="markers",
                marker={"size": 11, "color": theme.NATION if not group.rule else theme.HAS},
                hovertemplate=f"{group.label} {group.in_words()}<extra></extra>",
            )
        shown = f"<b>{label}</b>" if is_chosen else label
        _words(figure, shown, place, narrow, is_label=True)
        _words(figure, group.in_words(), place, narrow, is_label=False)
    # A share below 20 % is never cut off: the axis then begins at 0.
    is_low = any(group.ratio is not None and group.ratio < 0.2 for group in groups)
    ticks = [0.0] * is_low + [0.2, 0.4, 0.6, 0.8, 1]
    figure.update_xaxes(
        **theme.axis(
            range=[ticks[0] - 0.02, 1.02],
            tickvals=ticks,
            ticktext=[f"{100 * tick:.0f}" for tick in ticks[:-1]] + ["100%"],
        )
    )
    figure.update_yaxes(**theme.axis(visible=False, range=[len(groups) - 0.5, -0.5]))
    return figure


def _words(figure: go.Figure, text: str, place: int, narrow: bool, *, is_label: bool) -> None:
    """A label left of the axis and its value at the right; above it in the narrow layout."""
    long_reason = not is_label and text.startswith(theme.NONE)
    if narrow:
        position, shift, anchor = (
            (1, 8, "left") if "<b>" in text and not is_label else (0, 0, "left")
        )
        y = place - 0.22 if is_label else place + 0.18
    else:
        position, shift, anchor = (0, -10, "right") if is_label else (1, 10, "left")
        y = place
        if long_reason or (not is_label and "<b>" not in text):
            position, shift, anchor = 0, 6, "left"
    figure.add_annotation(
        text=text,
        x=position,
        xref="paper",
        xanchor=anchor,
        xshift=shift,
        y=y,
        showarrow=False,
        align="right",
        font={"size": 12 if narrow else 13},
    )


def lacked_items(items: Sequence[tuple[str, int, int]], narrow: bool) -> go.Figure:
    """What the government lacks and how many peers have it: (label, have, answered) per row."""
    at_least, at_most = (144, 166) if narrow else (164, 230)
    labels, gutter = lettering.fitted((i for i, _, _ in items), 13, at_least, at_most=at_most)
    gutter += 22  # the cross before the label
    row = max(28, 16 * max(map(lettering.lines, labels)) + 6)
    room = 24 + 8 * max(len(f"{have} / {answered}") for _, have, answered in items)
    figure = theme.figure(
        len(items) * row + 6,
        margin={"l": gutter, "r": room, "t": 2, "b": 2},
        barmode="overlay",
        bargap=0.36,
    )
    places = list(range(len(items)))
    parts = [have / answered if answered else 0 for _, have, answered in items]
    figure.add_bar(
        x=[1] * len(items),
        y=places,
        orientation="h",
        marker={"color": theme.PAPER, "line": {"color": theme.GRID, "width": 1}},
        hoverinfo="skip",
    )
    figure.add_bar(
        x=parts,
        y=places,
        orientation="h",
        marker={"color": [theme.HAS if part > 0.5 else theme.HAS_WEAK for part in parts]},
        customdata=[t("peers.item_hover", item=i, have=h, count=n) for i, h, n in items],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for place in places:
        figure.add_annotation(
            text=theme.NO,
            x=0,
            xref="paper",
            xanchor="left",
            xshift=(2 if narrow else 8) - gutter,
            y=place,
            showarrow=False,
            font={"size": 13},
        )
    theme.label_rows(figure, labels, [f"<b>{have}</b> / {count}" for _, have, count in items])
    figure.update_xaxes(**theme.axis(visible=False, range=[0, 1]))
    return figure


@dataclass(frozen=True)
class Feature:
    """One feature of the government and its peers; ``adopted`` says which peers have adopted."""

    label: str
    unit: str
    digits: int
    own: float | None
    values: tuple[float, ...]
    adopted: tuple[bool, ...]

    def printed(self, value: float) -> str:
        """The value with its unit."""
        return f"{value:,.{self.digits}f}{self.unit}"


def strips(features: Sequence[Feature]) -> go.Figure:
    """Where the government lies among its peers: one strip per feature, smallest to largest."""
    gutter = lettering.gutter((feature.label for feature in features), 13, 92)
    figure = theme.figure(
        len(features) * 41 + 6, margin={"l": gutter, "r": 16, "t": 4, "b": 2}, hovermode="closest"
    )
    for place, feature in enumerate(features):
        everyone = [*feature.values, *([] if feature.own is None else [feature.own])]
        low, high = min(everyone), max(everyone)
        span = (high - low) or 1

        def at(values: Sequence[float], low: float = low, span: float = span) -> list[float]:
            return [(value - low) / span for value in values]

        figure.add_shape(
            type="line",
            x0=0,
            x1=1,
            y0=place,
            y1=place,
            line={"color": theme.OTHERS, "width": 1},
            layer="below",
        )
        for is_adopted, symbol, colour, size in (
            (True, "circle", theme.HAS, 9),
            (False, "x-thin-open", theme.INK, 8),
        ):
            chosen = [
                v for v, a in zip(feature.values, feature.adopted, strict=True) if a == is_adopted
            ]
            figure.add_scatter(
                x=at(chosen),
                y=[place] * len(chosen),
                mode="markers",
                marker={
                    "symbol": symbol,
                    "size": size,
                    "color": colour,
                    "line": {"width": 0 if is_adopted else 2.4, "color": colour},
                },
                customdata=[feature.printed(value) for value in chosen],
                hovertemplate="%{customdata}<extra></extra>",
            )
        if feature.own is not None:
            (own,) = at([feature.own])
            figure.add_scatter(
                x=[own],
                y=[place],
                mode="markers",
                marker={
                    "symbol": "diamond",
                    "size": 15,
                    "color": theme.ONESELF,
                    "line": {"color": theme.INK, "width": 1},
                },
                hoverinfo="skip",
            )
            figure.add_annotation(
                text=f"<b>{feature.printed(feature.own)}</b>",
                x=own,
                y=place,
                yshift=17,
                xanchor="left" if own < 0.12 else "right" if own > 0.88 else "center",
                showarrow=False,
                font={"size": 13},
            )
        for x, value, anchor in ((0, low, "left"), (1, high, "right")):
            if feature.own is not None and abs(at([feature.own])[0] - x) < 1e-9:
                continue  # its own value already stands above the diamond
            figure.add_annotation(
                text=feature.printed(value),
                x=x,
                y=place,
                yshift=-14,
                xanchor=anchor,
                showarrow=False,
                font={"size": 12, "color": theme.MUTED},
            )
        figure.add_annotation(
            text=feature.label,
            x=0,
            xref="paper",
            xshift=-10,
            xanchor="right",
            y=place,
            showarrow=False,
            font={"size": 13},
        )
    figure.update_xaxes(**theme.axis(visible=False, range=[-0.03, 1.03]))
    figure.update_yaxes(**theme.axis(visible=False, range=[len(features) - 0.45, -0.6]))
    return figure
