"""A map for windows that draw no WebGL (thin clients, remote desktops): SVG, chosen by click and keyboard."""

from collections.abc import Callable

import streamlit as st

_map = st.components.v2.component(
    "svg_map",
    css="""
svg{display:block;width:100%;height:auto}
text{pointer-events:none}
.live [data-code]{cursor:pointer;outline:none}
.live [data-code]:hover :is(path,circle),[data-code]:focus-visible :is(path,circle){stroke:#1A1A1A;stroke-width:3}
[data-code]:focus-visible text{text-decoration:underline}
""",
    js="""
export default function ({ data, parentElement, setTriggerValue }) {
  const svg = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
  const place = document.createElement("div");
  place.className = data.is_live ? "live" : "";
  place.append(document.importNode(svg, true));
  parentElement.querySelector("div.map")?.remove();
  place.classList.add("map");
  parentElement.append(place);
  if (!data.is_live) return;
  const bodies = [...place.querySelectorAll("[data-code]")];
  bodies.forEach((body, at) => {
    body.setAttribute("role", "button");
    body.setAttribute("aria-label", body.dataset.hint);
    body.setAttribute("tabindex", at ? -1 : 0);
    const choose = () => setTriggerValue("picked", body.dataset.code);
    body.addEventListener("click", choose);
    body.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") choose();
      else if (!step) return;
      else {
        const next = bodies[(at + step + bodies.length) % bodies.length];
        body.setAttribute("tabindex", -1);
        next.setAttribute("tabindex", 0);
        next.focus();
      }
      event.preventDefault();
      event.stopPropagation();
    });
  });
}
""",
)


def show(svg: str, *, key: str, choose: Callable[[str], None] | None = None) -> str:
    """The drawing; ``choose`` hears the code that was clicked, which is returned as well, else empty."""

    key = key.replace("__", "_")  # which Streamlit keeps for itself

    def picked() -> str:
        return str((st.session_state.get(key) or {}).get("picked") or "")

    def hear() -> None:
        if choose and picked():
            choose(picked())

    _map(key=key, data={"svg": svg, "is_live": choose is not None}, on_picked_change=hear)
    return picked()
