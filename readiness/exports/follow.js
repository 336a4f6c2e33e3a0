// Following the presenter: one connection to our own server, which tells the number of a slide and
// nothing else. It is made again for as long as the window is open; the slides never wait for it.
const ANSWER_MS = 3000; // until a step of the presenter must have come back
const SILENCE_MS = 50000; // the server says something every 20 s
const LONGEST_PAUSE_MS = 8000;
const KEY_MS = 12 * 3600 * 1000; // a presenter who reloads the page steers on

// The pass phrase leaves the address at once: an address is projected, copied and sent.
function passPhrase(room) {
  const url = new URL(location.href);
  const name = "meeting-steer-" + room;
  const given = url.searchParams.get("steer");
  if (given) {
    url.searchParams.delete("steer");
    history.replaceState(history.state, "", url);
  }
  try {
    if (given) localStorage.setItem(name, JSON.stringify({ key: given, until: Date.now() + KEY_MS }));
    const kept = JSON.parse(localStorage.getItem(name) ?? "{}");
    return kept.until > Date.now() ? kept.key : "";
  } catch {
    return given ?? ""; // storage is blocked: until the page is left
  }
}

function forgetPassPhrase(room) {
  try {
    localStorage.removeItem("meeting-steer-" + room);
  } catch {
    // nothing is kept
  }
}

// shown() is what this window shows, heard(state) is told what the presenter shows, changed(status)
// whether the connection is "open", "lost" or "refused".
function follow({ room, agenda, key, shown, heard, changed }) {
  const address = new URL(`follow/${room}`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = address.hash = "";
  let socket, retry, answer, silence;
  let pause = 250;
  let isOpen = false;
  let last = 0;
  let said = null;

  function send(state) {
    said = { number: state.number, black: state.isBlack, at: Date.now() };
    clearTimeout(answer);
    answer = setTimeout(again, ANSWER_MS);
    if (isOpen) socket.send(JSON.stringify({ key, agenda, number: said.number, black: said.black }));
  }

  // Others' steps wait while an own one is under way, or the slide would jump back and forth.
  function take(state) {
    if (said && state.number === said.number && state.black === said.black) {
      said = null;
      clearTimeout(answer);
    }
    if (said && Date.now() - said.at < ANSWER_MS) return;
    last = state.at;
    heard(state);
  }

  function open() {
    clearTimeout(retry);
    const mine = (socket = new WebSocket(address));
    listen();
    mine.onmessage = (event) => {
      if (mine !== socket) return;
      const state = JSON.parse(event.data);
      listen();
      const isFirst = !isOpen;
      isOpen = true;
      pause = 250;
      if (isFirst) changed("open");
      // What was pressed without a connection counts, and so does what a new server cannot know.
      if (isFirst && key && (said || state.at < last || !state.at)) send(shown());
      if (state.at) take(state);
    };
    mine.onclose = (event) => {
      if (mine !== socket) return;
      if (event.code === 1008 && key) {
        key = "";
        said = null;
        forgetPassPhrase(room);
        changed("refused");
      }
      lost();
    };
  }

  function listen() {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE_MS);
  }

  function lost() {
    socket = null;
    isOpen = false;
    clearTimeout(silence);
    clearTimeout(answer);
    clearTimeout(retry);
    if (key || pause > 250) changed("lost");
    // Two hundred windows do not come back in the same moment.
    retry = setTimeout(open, pause * (0.5 + Math.random()));
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  }

  function again() {
    const before = socket;
    lost();
    before?.close();
  }

  function soon() {
    if (socket?.readyState === WebSocket.OPEN || document.hidden) return;
    const before = socket;
    socket = null;
    before?.close();
    open();
  }

  window.addEventListener("online", soon);
  document.addEventListener("visibilitychange", soon);
  open();
  return {
    maySteer: () => Boolean(key),
    say: send,
    // Another window of this presenter has said it.
    expect: (state) => (said = { number: state.number, black: state.isBlack, at: Date.now() }),
    close() {
      window.removeEventListener("online", soon);
      document.removeEventListener("visibilitychange", soon);
      for (const timer of [retry, answer, silence]) clearTimeout(timer);
      const before = socket;
      socket = null;
      before?.close();
    },
  };
}
