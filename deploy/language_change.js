// The page that changes the language is no place of its own: going back leads to the screen as it was, in the
// language it was in.
const isChange = address => new URL(address, location.href).pathname.endsWith("/language");
const push = history.pushState;
history.pushState = function (state, title, address) {
  if (!isChange(address ?? location.href)) push.call(this, state, title, address);
};
document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href]");
  if (!link || !isChange(link.href)) return;
  const left = new URL(location.href);
  left.searchParams.set("lang", document.documentElement.lang);
  history.replaceState(history.state, "", left);
}, true);
