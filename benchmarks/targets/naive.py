"""The same charts and filter the obvious way: files read on every run, plotly.express, no cache."""

import pandas as pd
import plotly.express as px
import streamlit as st

st.title("naive")
aggregates = pd.read_csv("data/local_aggregates.csv")
governments = pd.read_parquet("data/municipality_status.parquet")
rounds = sorted(aggregates["round_code"].unique(), reverse=True)
chosen = st.selectbox("round", rounds)
st.write(f"{(governments['status'] == 'adopted').mean():.1%}")
left, right = st.columns(2)
for place, questions in (
    (left, ["reason"]),
    (right, ["device", "style"]),
    (left, ["utilisation"]),
    (right, ["department", "part_time"]),
):
    rows = aggregates[
        (aggregates["round_code"] == chosen) & aggregates["question_code"].isin(questions)
    ]
    place.plotly_chart(
        px.bar(
            rows,
            x="printed_pct",
            y="printed_label",
            orientation="h",
            title=f"{questions[0]} {chosen}",
        ),
        key=questions[0],
    )
