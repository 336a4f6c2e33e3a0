// The menu beside each figure: its picture, its sentence, its link, its numbers. See menus.py.
const NS = "http://www.w3.org/2000/svg";
const slug = key => "st-key-" + key.trim().replace(/[^a-zA-Z0-9_-]/g, "-");
const made = (name, given = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), given);
  element.append(...inside);
  return element;
};
const vector = (name, given, ...inside) => {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};
const measure = document.createElement("canvas").getContext("2d");
const broken = (text, size, width, font, bold) => {
  measure.font = `${bold ? 700 : 400} ${size}px ${font}`;
  const lines = [];
  let line = "";
  for (const part of text.match(/[\x21-\x7e\u00a0-\u024f]+\s*|[\s\S]/g) ?? []) {
    if (line && measure.measureText(line + part.trimEnd()).width > width) {
      lines.push(line.trim());
      line = "";
    }
    line += part;
  }
  return line.trim() ? [...lines, line.trim()] : lines;
};
// The figure as it stands on the screen, title above, as-of date and source below.
const picture = (figure, data, inner, width, height, scale) => {
  const pad = 16 * scale;
  const whole = vector("svg", { xmlns: NS });
  let y = pad;
  const write = (text, size, colour, bold) => {
    for (const line of broken(text, size, width, data.font, bold)) {
      y += size * 1.4;
      whole.append(vector("text", { x: pad, y: y - size * 0.35, "font-size": size, fill: colour,
        "font-weight": bold ? 700 : 400, "font-family": data.font }, line));
    }
  };
  write(figure.title, 18 * scale, "#1A1A1A", true);
  if (figure.detail) write(figure.detail, 13 * scale, "#626264", false);
  y += 8 * scale;
  whole.append(vector("g", { transform: `translate(${pad} ${y})` }, ...inner));
  y += height + 6 * scale;
  for (const line of [...data.foot, figure.note].filter(Boolean))
    write(line, 12.5 * scale, "#626264", false);
  y += pad * 0.6;
  const size = { width: Math.ceil(width + 2 * pad), height: Math.ceil(y) };
  for (const [name, value] of Object.entries(size)) whole.setAttribute(name, value);
  whole.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  whole.setAttribute("role", "img");
  whole.setAttribute("aria-label", figure.alt);
  whole.prepend(vector("title", {}, figure.title), vector("rect", { ...size, fill: "#FFFFFF" }));
  return { text: new XMLSerializer().serializeToString(whole), ...size };
};
const parsed = text => new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
const png = ({ text, width, height }) => new Promise((done, failed) => {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.onload = () => {
    const sheet = made("canvas", { width: width * 2, height: height * 2 });
    sheet.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    URL.revokeObjectURL(url);
    sheet.toBlob(blob => (blob ? done(blob) : failed(new Error("png"))), "image/png");
  };
  image.onerror = failed;
  image.src = url;
});
const save = (blob, name) => {
  const url = URL.createObjectURL(blob);
  made("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};
// Without a secure connection browsers have no clipboard but the selection.
const copySelected = async content => {
  const place = made("div", { contentEditable: "true" }, content);
  place.style.cssText = "position:fixed;left:-9999px;white-space:pre-wrap";
  document.body.append(place);
  const range = document.createRange();
  range.selectNodeContents(place);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  const done = document.execCommand("copy");
  selection.removeAllRanges();
  place.remove();
  if (!done) throw new Error("copy");
};
const copyText = text =>
  navigator.clipboard ? navigator.clipboard.writeText(text) : copySelected(text);
const copyPicture = async made_png => {
  if (navigator.clipboard && window.ClipboardItem)
    return navigator.clipboard.write([new ClipboardItem({ "image/png": made_png })]);
  const reader = new FileReader();
  const blob = await made_png;
  const url = await new Promise(done => {
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
  const image = made("img", { src: url });
  await image.decode();
  return copySelected(image);
};

// Streamlit calls this function for each change of data and ends only the last call of a page.
let end;
export default function ({ data, setTriggerValue, parentElement }) {
  end?.();
  const state = (parentElement.figureMenus ??= { waiting: {} });
  Object.assign(state, { data, setTriggerValue });
  const words = Object.fromEntries(data.words);
  if (data.made) {
    state.waiting[data.made.number]?.(data.made.text);
    delete state.waiting[data.made.number];
  }
  const asked = (figure, kind) => new Promise((done, failed) => {
    const number = Math.random();
    state.waiting[number] = done;
    setTimeout(failed, 20000);
    setTriggerValue("wanted", { key: figure.key, kind, number });
  });
  const hostOf = figure => document.querySelector("." + slug(figure.key));
  const drawing = async figure => {
    const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    const plot = hostOf(figure)?.querySelector(".js-plotly-plot");
    if (plot && !figure.is_map) {
      const layers = [...plot.querySelectorAll(".main-svg")].map(layer => {
        const copy = layer.cloneNode(true);
        copy.querySelectorAll(".hoverlayer, .cursor").forEach(part => part.remove());
        copy.setAttribute("style", "");
        return copy;
      });
      return picture(figure, data, layers, plot.clientWidth, plot.clientHeight, scale);
    }
    const map = parsed(await asked(figure, "svg"));
    const [, , width, height] = map.getAttribute("viewBox").split(" ").map(Number);
    map.setAttribute("width", width);
    map.setAttribute("height", height);
    return picture(figure, data, [map], width, height, 1.25);
  };
  const actions = {
    copy: async figure => copyPicture(drawing(figure).then(png)),
    png: async figure => save(await png(await drawing(figure)), `${figure.name}.png`),
    svg: async figure => save(
      new Blob([(await drawing(figure)).text], { type: "image/svg+xml" }), `${figure.name}.svg`),
    sentence: async figure => copyText(
      data.sentence.replace("{title}", () => figure.title).replace("{words}", () => figure.words)),
    link: async () => copyText(location.href),
    csv: async figure => save(
      new Blob([await asked(figure, "csv")], { type: "text/csv" }), `${figure.name}.csv`),
  };
  const open = (button, figure) => {
    const menu = made("div", { className: "figure-menu-list", popover: "auto", role: "menu" });
    menu.setAttribute("aria-label", words.menu.replace("{title}", figure.title));
    const items = Object.keys(actions).map(name => {
      const item = made("button", { type: "button", role: "menuitem", textContent: words[name] });
      item.dataset.action = name;
      item.onclick = async () => {
        menu.hidePopover();
        const status = button.nextElementSibling;
        try {
          await actions[name](figure);
          status.textContent = words[`${name}_done`] ?? words.saved;
        } catch {
          status.textContent = words.failed;
        }
        setTimeout(() => { status.textContent = ""; }, 4000);
      };
      return item;
    });
    menu.append(...items);
    menu.onkeydown = event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const at = items.indexOf(document.activeElement);
      const next = step ? (at + step + items.length) % items.length
        : { Home: 0, End: items.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      items[next].focus();
    };
    menu.ontoggle = event => {
      const isOpen = event.newState === "open";
      button.setAttribute("aria-expanded", isOpen);
      if (isOpen) return;
      menu.remove();
      button.focus({ preventScroll: true });
    };
    document.body.append(menu);
    menu.showPopover();
    const at = button.getBoundingClientRect();
    const below = at.bottom + 4 + menu.offsetHeight <= innerHeight;
    menu.style.left = `${Math.max(8, at.right - menu.offsetWidth)}px`;
    menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - menu.offsetHeight)}px`;
    items[0].focus();
  };
  // Alone in a card a figure has its menu in the card's corner, else at its own: it covers no word.
  const homeOf = host => {
    const card = host.closest('[class*="st-key-card_"]');
    const others = state.data.figures.map(hostOf).filter(one => one && card?.contains(one));
    return others.length === 1 ? card : host;
  };
  const attach = () => {
    const places = new Map([...document.querySelectorAll(".figure-menu")]
      .map(place => [place.dataset.figure, place]));
    for (const figure of state.data.figures) {
      const host = hostOf(figure);
      if (!host) continue;
      let place = places.get(figure.key);
      places.delete(figure.key);
      if (!place) {
        const button = made("button", { type: "button", textContent: "⋯" });
        button.setAttribute("aria-haspopup", "menu");
        button.setAttribute("aria-expanded", "false");
        place = made("div", { className: "figure-menu" }, button,
          made("span", { role: "status" }));
        place.dataset.figure = figure.key;
      }
      const home = homeOf(host);
      if (place.parentElement !== home) home.append(place);
      const button = place.firstChild;
      const label = words.menu.replace("{title}", figure.title);
      if (button.title !== label) {
        button.title = label;
        button.setAttribute("aria-label", label);
      }
      button.onclick = () => open(button, figure);
    }
    places.forEach(place => place.remove());
  };
  attach();
  let asleep = 0;
  const watcher = new MutationObserver(() => {
    if (!asleep) asleep = setTimeout(() => { asleep = 0; attach(); }, 100);
  });
  watcher.observe(document.querySelector("[data-testid=stMain]") ?? document.body,
    { childList: true, subtree: true });
  const stop = end = () => {
    clearTimeout(asleep);
    watcher.disconnect();
  };
  return () => {
    stop();
    document.querySelectorAll(".figure-menu").forEach(place => place.remove());
  };
}
