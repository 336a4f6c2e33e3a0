{
const words = $[words]
const root = document.documentElement
const attributes = ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]
// What somebody wrote is not Streamlit's, even where it is the same word.
const written = '[data-testid="stMarkdown"],[data-testid="stAlert"],[data-testid="stTable"],[data-testid="stCode"]'
const pattern = text => {
  const names = []
  const shape = text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/{(\w*)}/g, (_, name) =>
    (names.push(name), name ? "(.+)" : "([0-9]+)"))
  return [new RegExp(`^${shape}$`), names]
}
const tables = {}
const table = to => tables[to] ??= words.reduce((found, entry) => {
  for (const from in entry) {
    if (from === to) continue
    if (/{\w+}/.test(entry[from])) found.open.push([...pattern(entry[from]), entry[to]])
    else found.exact.set(entry[from], entry[to])
  }
  return found
}, {exact: new Map(), open: []})
const said = text => {
  const {exact, open} = table(root.lang), bare = text.trim()
  const numbers = bare.match(/[0-9]+/g) ?? []
  const found = exact.get(bare.replace(/[0-9]+/g, "{}"))
  if (found) return found.replace(/{}/g, () => numbers.shift() ?? "")
  for (const [shape, names, to] of open) {
    const values = bare.match(shape)?.slice(1)
    if (values) return to.replace(/{(\w*)}/g, (_, name) => {
      const value = values[names.indexOf(name)] ?? ""
      return exact.get(value) ?? value
    })
  }
}
const name = element => attributes.forEach(attribute => {
  const found = said(element.getAttribute(attribute) ?? "")
  if (found) element.setAttribute(attribute, found)
})
const read = node => {
  if (node instanceof SVGElement) return
  if (node.nodeType === Node.TEXT_NODE) {
    const linked = node.parentElement?.closest('[data-testid^="glide-cell"]') && node.data.match(/^\w+\?[^#]*#(.+)$/)
    const found = linked ? decodeURIComponent(linked[1]) : !node.parentElement?.closest(written) && said(node.data)
    if (found) node.data = found
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    name(node)
    node.childNodes.forEach(read)
  }
}
const turned = () => {
  dispatchEvent(new Event("languagechange"))
  read(root)
}
new MutationObserver(changes => {
  for (const change of changes) {
    if (change.target === root && change.attributeName === "lang") turned()
    else if (change.type === "attributes") { if (!(change.target instanceof SVGElement)) name(change.target) }
    else if (change.type === "characterData") read(change.target)
    else change.addedNodes.forEach(read)
  }
}).observe(document, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [...attributes, "lang"],
})
// Calendars and messages of the controls come in the browser's language unless they hear the page's.
Object.defineProperty(navigator, "language", {configurable: true, get: () => root.lang})
Object.defineProperty(navigator, "languages", {configurable: true, get: () => [root.lang]})
}
