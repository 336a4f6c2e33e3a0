"""Shared controls and outputs: escaping, spreadsheets, finished figures, choices in the URL."""

import json

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from streamlit.testing.v1 import AppTest

from readiness import screen
from readiness.drawing import theme
from readiness.language.wording import t
from readiness.screen import tables
from readiness.screen.charts import _Finished


def test_a_finished_figure_is_the_figure_in_plain_numbers() -> None:
    figure = theme.figure(120, title="<b>題名</b> & 注")
    figure.add_scatter(
        x=["2020-03-26", "2020-10-01"],
        y=np.array([0.03, np.nan]),
        text=["a", "</b>"],
    )
    figure.add_bar(x=[8, 9, 5], y=["○", "△", "－"])
    traces = [trace.to_plotly_json() for trace in figure.data]
    plain = json.loads(plotly.io.to_json({"data": traces, "layout": figure.layout}, validate=False))
    del plain["layout"]["template"]
    finished = json.loads(plotly.io.to_json(_Finished(figure, 1).to_dict(), validate=False))
    revision = finished["layout"].pop("datarevision")
    assert finished == plain
    assert finished["data"][0]["y"] == [0.03, None]

    figure.data[1].y = ["○", "×", "－"]
    changed = json.loads(plotly.io.to_json(_Finished(figure, 1).to_dict(), validate=False))
    assert changed["layout"]["datarevision"] != revision


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](http://example.org/a.png)",
        "[x](http://example.org)",
        "**太字** `code` $x$ <b>",
        ":red[赤] :material/home:",
        "# 見出し\n- 項目",
    ],
)
def test_plain_text_stays_text_in_markdown(hostile: str) -> None:
    escaped = screen.plain(hostile)
    for sign in "[]()*`$<>:#!":
        assert escaped.count(f"\\{sign}") == hostile.count(sign)


def _bound() -> None:
    import streamlit as st

    from readiness import screen

    order = screen.select("matrix", "order", {"a": "一", "b": "二"}, label="順")
    round_code = screen.segments("matrix", "round", {"old": "前", "new": "今"}, label="回")
    st.write(f"{order} {round_code}")


def test_a_choice_comes_from_the_url_and_goes_back_into_it() -> None:
    app = AppTest.from_function(_bound)
    app.query_params["order"] = "b"
    app.query_params["round"] = "new"
    app.run()
    assert app.markdown[0].value == "b new"
    app.selectbox[0].select("a").run()
    assert app.markdown[0].value == "a new"
    assert "order" not in app.query_params
    assert app.query_params["round"] == "new"


@pytest.mark.parametrize("value", ["c", "", "９", "-1", "99", "a" * 10_000, "'; drop table x"])
def test_an_impossible_value_in_the_url_is_named_and_the_default_shown(value: str) -> None:
    app = AppTest.from_function(_bound)
    app.query_params["order"] = value
    app.query_params["round"] = value
    app.run()
    assert not app.exception
    assert app.markdown[0].value == "a old"
    assert [one.value.partition("」")[0].rpartition("「")[2] for one in app.warning] == ["一", "前"]


def test_a_figure_is_an_ordinary_plotly_figure() -> None:
    assert isinstance(theme.figure(100), go.Figure)


def test_a_table_has_words_in_place_of_codes() -> None:
    rows = pd.DataFrame({"status": ["adopted", None]})
    shown = tables.labelled(rows)
    assert shown[t("head.status")].fillna("").tolist() == ["○ 実施", ""]
