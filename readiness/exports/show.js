// The slide show. Every slide is mounted once and switched here, in the browser: no press waits for
// the server, and the show goes on when the server is gone. It hangs on the body, above everything,
// because the connection dialog of the page would otherwise cover it.
const HOST = "meeting-show";

function element(tag, className, parent) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function drawing(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return document.importNode(svg, true);
}

function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

export default function ({ data }) {
  // A heading gets an id from its words: only ours can leave.
  const before = document.querySelector(`body > #${HOST}`);
  const signature = data.signature + data.follow;
  if (before && before.signature === signature) return before.leave;
  if (before) before.leave();

  const host = element("div", "", document.body);
  host.id = HOST;
  host.signature = signature;
  host.tabIndex = -1;
  element("style", "", host).textContent = data.style;
  document.body.classList.add("meeting-showing");

  const count = data.slides.length;
  const asked = Number(new URLSearchParams(location.search).get("slide"));
  const state = {
    number: asked >= 1 && asked <= count ? asked : 1,
    room: data.room,
    isBlack: false,
  };
  // What the presenter shows, as far as it is known, and whether this window goes along.
  const presented = { number: 0, isBlack: false, isOther: false };
  let isFree = false;
  let status = "";
  let isRefused = false;
  const phrase = data.follow ? passPhrase(data.follow) : "";
  let typed = "";
  let minutes = null;
  const view = data.is_presenter ? presenter() : stage();
  const spoken = element("div", "spoken", host);
  spoken.setAttribute("aria-live", "polite");
  const pill = element("div", "pill", host);
  pill.setAttribute("role", "status");
  pill.addEventListener("click", (event) => event.stopPropagation());
  const told = element("span", "", pill);
  const comeBack = button(data.words.catch_up, catchUp, pill);

  // Screens that were opened from a slide say beside what they show where the presenter is.
  const beside = new BroadcastChannel("meeting-beside");
  beside.onmessage = () => draw();

  const line = data.follow
    ? follow({
        room: data.follow,
        agenda: data.channel,
        key: phrase,
        shown: () => state,
        heard: hear,
        changed: (next) => {
          if (next === "refused") refuse();
          else status = next;
          draw();
        },
      })
    : null;
  const steers = () => !line || line.maySteer();

  // A channel of the browser, not of the server, keeps all windows of one show in step; who follows
  // without steering is alone in it.
  const group = line && !steers() ? data.follow + Math.random() : data.follow;
  const channel = new BroadcastChannel("meeting-show-" + data.channel + group);
  channel.onmessage = (event) => {
    if (event.data.hello) {
      if (!data.is_presenter) channel.postMessage({ ...state });
      return;
    }
    Object.assign(state, event.data);
    if (line) line.expect(state);
    draw();
  };
  channel.postMessage({ hello: true });

  function hear(told) {
    presented.isOther = told.agenda !== data.channel;
    presented.number = Math.min(count, told.number);
    presented.isBlack = told.black;
    if (!isFree && !presented.isOther) catchUp();
    else draw();
  }

  function refuse() {
    isRefused = true;
    setTimeout(() => {
      isRefused = false;
      draw();
    }, 8000);
  }

  function catchUp() {
    isFree = false;
    if (presented.number) Object.assign(state, { number: presented.number, isBlack: presented.isBlack });
    draw();
  }

  function slides(parent, extra) {
    return data.slides.map((slide) => {
      const box = element("div", "slide " + extra, parent);
      for (const layout of ["wide", "square"]) {
        if (extra && layout === "square") continue;
        const svg = drawing(slide[layout]);
        svg.classList.add(layout);
        box.append(svg);
      }
      return box;
    });
  }

  function stage() {
    const boxes = slides(host, "");
    element("div", "cover", host);
    const number = element("div", "typed", host);
    number.hidden = true;
    const hint = element("div", "hint", host);
    hint.textContent = data.follow && !phrase ? data.words.follower_keys : data.words.keys;
    setTimeout(() => (hint.hidden = true), 5000);
    // A telephone held upright has room for words below the slide.
    const reading = element("div", "reading", host);
    reading.addEventListener("click", (event) => event.stopPropagation());
    return { boxes, number, hint, reading };
  }

  function presenter() {
    host.classList.add("presenter");
    const bar = element("div", "bar", host);
    const place = element("b", "", bar);
    const elapsed = element("b", "", bar);
    const now = element("span", "", bar);
    const note = element("span", "", bar);
    const boxes = slides(element("div", "stage", host), "frame");
    const side = element("div", "side", host);
    const next = slides(element("div", "next", side), "frame");
    const words = element("div", "words", side);
    element("div", "keys", host).textContent = data.words.presenter_keys;
    const started = Date.now();
    const tick = () => {
      elapsed.textContent = `${data.words.elapsed} ${clock(Date.now() - started)}`;
      now.textContent = new Date().toLocaleTimeString("ja-JP", {
        hour: "2-digit",
        minute: "2-digit",
      });
    };
    tick();
    return { boxes, next, words, place, note, timer: setInterval(tick, 500) };
  }

  function draw() {
    host.classList.toggle("black", state.isBlack);
    host.classList.toggle("light", state.room === "light");
    host.classList.toggle("dark", state.room === "dark");
    const place = state.number - 1;
    view.boxes.forEach((box, index) => box.classList.toggle("now", index === place));
    const slide = data.slides[place];
    spoken.textContent = `${state.number} / ${count} ${slide.headline}`;
    if (data.is_presenter) {
      view.next.forEach((box, index) => box.classList.toggle("now", index === place + 1));
      view.place.textContent = `${state.number} / ${count}`;
      view.note.textContent = state.isBlack ? data.words.black : "";
      view.words.replaceChildren();
      for (const [heading, text] of slide.words) {
        element("h2", "", view.words).textContent = heading;
        element("p", "", view.words).textContent = text;
      }
    }
    if (view.reading) drawReading(view.reading, slide);
    drawStatus();
    const url = new URL(location.href);
    url.searchParams.set("slide", state.number);
    history.replaceState(history.state, "", url);
    beside.postMessage({ number: presented.number || state.number, count });
  }

  function drawReading(reading, slide) {
    if (reading.number === state.number) return;
    reading.number = state.number;
    reading.replaceChildren();
    element("h2", "", reading).textContent = slide.headline;
    // Key figure, what the figure says in words, and the source: never the presenter's notes.
    const alt = view.boxes[state.number - 1].querySelector("svg").getAttribute("aria-label");
    for (const text of [slide.key, alt, slide.words.at(-1)[1]]) {
      if (text) element("p", "", reading).textContent = text;
    }
    button(data.words.live, openLive, reading);
  }

  function button(label, press, parent) {
    const made = element("button", "", parent);
    made.textContent = label;
    made.addEventListener("click", (event) => {
      event.stopPropagation();
      press();
      host.focus();
    });
    return made;
  }

  // Nothing stands over a slide while all is well.
  function drawStatus() {
    const words = data.words;
    let text = "";
    if (data.is_damaged) text = words.bad_room;
    else if (!line) text = "";
    else if (isRefused) text = words.refused;
    else if (status === "lost") text = steers() ? words.unheard : words.lost;
    else if (presented.isOther && !steers()) text = words.other_agenda;
    else if (!steers() && !presented.number) text = status === "open" ? words.waiting : "";
    else if (isFree) text = words.free;
    text = text.replace("{number}", presented.number);
    if (told.textContent !== text) told.textContent = text;
    pill.hidden = !text;
    comeBack.hidden = !isFree || !presented.number;
  }

  // Minutes stay open beside the show: another press brings them to the front as they are.
  function openMinutes() {
    if (minutes && !minutes.closed) {
      minutes.focus();
      draw();
      return;
    }
    const url = new URL("minutes", location.href);
    for (const name of ["agenda", "lang", "as_of", "slide"]) {
      const value = new URLSearchParams(location.search).get(name);
      if (value) url.searchParams.set(name, value);
    }
    minutes = window.open(url, "meeting-minutes");
  }

  function openLive() {
    const url = new URL(data.slides[state.number - 1].live, location.href);
    for (const name of ["lang", "as_of"]) {
      const value = new URLSearchParams(location.search).get(name);
      if (value) url.searchParams.set(name, value);
    }
    url.searchParams.set("beside", "show");
    if (!window.open(url, "meeting-live")) location.assign(url);
  }

  function change(next) {
    Object.assign(state, next);
    state.number = Math.max(1, Math.min(count, state.number));
    if (line && steers()) line.say(state);
    else if (line && !("room" in next)) isFree = true;
    draw();
    channel.postMessage({ ...state });
  }

  function go(number) {
    change({ number, isBlack: false });
  }

  function back() {
    if (data.is_presenter) window.close();
    else if (history.length > 1) history.back();
    else location.assign(data.back);
  }

  const keys = {
    ArrowRight: () => go(state.number + 1),
    PageDown: () => go(state.number + 1),
    " ": () => go(state.number + 1),
    ArrowLeft: () => go(state.number - 1),
    PageUp: () => go(state.number - 1),
    Home: () => go(1),
    End: () => go(count),
    b: () => change({ isBlack: !state.isBlack }),
    ".": () => change({ isBlack: !state.isBlack }),
    t: () => change({ room: state.room === "light" ? "dark" : "light" }),
    f: () =>
      document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen(),
    o: openLive,
    m: openMinutes,
    s: () => line && !steers() && catchUp(),
    p: () => {
      if (data.is_presenter || !steers()) return;
      const url = new URL(location.href);
      url.searchParams.set("presenter", "1");
      window.open(url, "meeting-presenter", "width=1120,height=680");
    },
    Enter: () => go(typed ? Number(typed) : state.number + 1),
    Escape: () => {
      if (isFree) catchUp();
      else if (document.fullscreenElement) document.exitFullscreen();
      else back();
    },
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A button that has the focus is pressed by its own keys.
    if (event.target.closest?.(`#${HOST} button`) && ["Enter", " ", "Tab"].includes(event.key)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isDigit = key >= "0" && key <= "9" && key.length === 1;
    if (!isDigit && !keys[key]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isDigit) typed = (typed + key).slice(-3);
    else {
      keys[key]();
      typed = "";
    }
    if (view.number) {
      view.number.textContent = typed;
      view.number.hidden = !typed;
      view.hint.hidden = true;
    }
  }

  function onClick(event) {
    go(state.number + (event.clientX > innerWidth / 3 ? 1 : -1));
  }

  // Streamlit keeps its own listeners on the document: ours come first, on the window.
  window.addEventListener("keydown", onKey, true);
  host.addEventListener("click", onClick);
  host.leave = () => {
    window.removeEventListener("keydown", onKey, true);
    clearInterval(view.timer);
    guard.disconnect();
    channel.close();
    beside.close();
    line?.close();
    host.remove();
    document.body.classList.remove("meeting-showing");
  };
  // A dialog of the page (a lost connection) makes everything beside it inert: not the show.
  const guard = new MutationObserver(() => {
    if (host.inert) host.inert = false;
    if (host.hasAttribute("aria-hidden")) host.removeAttribute("aria-hidden");
  });
  guard.observe(host, { attributes: true, attributeFilter: ["inert", "aria-hidden"] });
  draw();
  host.focus();
  return host.leave;
}
