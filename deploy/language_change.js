// The page that changes the language is no place of its own: going back leads to the screen as it was, in the
// language it was in.
const push = history.pushState;
history.pushState = function (state, title, address) {
  const wanted = new URL(address ?? location.href, location.href);
  if (!wanted.pathname.endsWith("/language")) return push.call(this, state, title, address);
  const left = new URL(location.href);
  left.searchParams.set("lang", document.documentElement.lang);
  history.replaceState(history.state, "", left);
};
