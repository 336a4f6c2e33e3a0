"""The floor: a Streamlit page that does nothing but say which choice was made."""

import streamlit as st

st.title("bare")
st.write(st.selectbox("round", ["latest", "2022-10", "2021-10", "2020-10"]))
