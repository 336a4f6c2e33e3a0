"""検索: one word over screens, agencies, governments, barriers, measures, terms and sources."""

import streamlit as st

from readiness import screen
from readiness.language.wording import listed, number, t
from readiness.subjects import search

PAGE = "search"
EXAMPLES = ("security", "mod", "fuchu", "lgwan")
SHOWN = 8  # per kind; a longer list is not read on one screen

(control,) = screen.title(t("search.title"), 7)
with control:
    text = screen.words(PAGE, "q", label=t("search.label"), placeholder=t("search.placeholder"))

found = search.find(text)
total = sum(len(entries) for entries in found.values())
if not text:
    screen.sentence(t("search.sentence_empty", count=number(len(search.entries()))))
elif not found:
    screen.sentence(t("search.sentence_none", text=text))
else:
    kinds = listed(
        t("search.count", kind=t(f"search.kind.{kind}"), count=number(len(entries)))
        for kind, entries in found.items()
    )
    screen.sentence(t("search.sentence", text=text, count=number(total), kinds=kinds))

columns = st.columns(2)
for position, (kind, entries) in enumerate(found.items()):
    # Not as high as its neighbour: the kinds differ too much in length.
    with columns[position % 2], st.container(key=f"card_search_{kind}", gap="xxsmall"):
        heading = t("search.heading", kind=t(f"search.kind.{kind}"), count=number(len(entries)))
        st.header(heading, anchor=False)
        for entry in entries[:SHOWN]:
            st.page_link(
                f"pages/{entry.page}.py",
                label=f"**{screen.plain(entry.title)}**",
                query_params=entry.parameters,
            )
            if entry.detail:
                st.markdown(f":small[:gray[{screen.plain(entry.detail)}]]")
        if len(entries) > SHOWN:
            st.markdown(f":small[:gray[{t('search.more', count=number(len(entries) - SHOWN))}]]")
if not text:
    with screen.card("search_examples", t("search.examples"), gap="xsmall"):
        for example in EXAMPLES:
            word = t(f"search.example.{example}")
            screen.choice_button(PAGE, "q", word, label=word)
