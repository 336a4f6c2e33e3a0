// A screen that was opened from a slide: a line at its lower edge says where the presenter is, and one
// key goes back. The show goes on in its own window and tells by a channel of the browser.
export default function ({ data }) {
  document.getElementById("beside-show")?.leave();
  const host = document.createElement("div");
  host.id = "beside-show";
  host.style.cssText =
    "position:fixed;left:50%;bottom:12px;transform:translateX(-50%);z-index:1000000;display:flex;gap:14px;" +
    "align-items:center;flex-wrap:wrap;max-width:94%;width:max-content;box-sizing:border-box;padding:8px 16px;" +
    "border-radius:8px;background:#1A1A1A;color:#FFF;font-size:1rem";
  const place = document.createElement("span");
  place.setAttribute("role", "status");
  const button = document.createElement("button");
  button.textContent = data.back;
  button.style.cssText =
    "min-height:40px;padding:4px 16px;border:1px solid #FFF;border-radius:8px;background:#FFF;color:#1A1A1A;" +
    "font:inherit;font-weight:700;cursor:pointer";
  host.append(place, button);
  document.body.append(host);

  const show = new BroadcastChannel("meeting-beside");
  show.onmessage = (event) => {
    if (!event.data.count) return;
    place.textContent = data.place
      .replace("{number}", event.data.number)
      .replace("{count}", event.data.count);
  };
  show.postMessage({ hello: true });

  // The window of the show stands behind this one; where it could not be opened beside, it is the page
  // before.
  function back() {
    if (window.opener) window.close();
    else history.back();
  }

  function onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const isTyping = event.target.closest?.("input, textarea, [contenteditable=true]");
    // An open list or dialog is closed first.
    if (isTyping || document.querySelector("[role=listbox], [role=dialog], [role=menu]")) return;
    event.preventDefault();
    back();
  }

  button.addEventListener("click", back);
  window.addEventListener("keydown", onKey, true);
  host.leave = () => {
    window.removeEventListener("keydown", onKey, true);
    show.close();
    host.remove();
  };
  return host.leave;
}
