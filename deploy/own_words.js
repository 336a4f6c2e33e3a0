const words = $[words]
const other = () => {
  const asked = new URLSearchParams(location.search).get("lang")
  return asked && asked !== "$[language]"
}
const said = text => {
  const numbers = []
  const found = words[text.trim().replace(/[0-9]+/g, number => (numbers.push(number), "{}"))]
  return found && found.replace(/{}/g, () => numbers.shift() ?? "")
}
const name = element => ["aria-label", "title"].forEach(attribute => {
  const found = said(element.getAttribute(attribute) ?? "")
  if (found) element.setAttribute(attribute, found)
})
const read = node => {
  if (node instanceof SVGElement) return
  if (node.nodeType === Node.TEXT_NODE) {
    const found = said(node.data)
    if (found) node.data = found
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    name(node)
    node.childNodes.forEach(read)
  }
}
new MutationObserver(changes => {
  if (other()) return
  for (const change of changes)
    if (change.type === "attributes") { if (!(change.target instanceof SVGElement)) name(change.target) }
    else if (change.type === "characterData") read(change.target)
    else change.addedNodes.forEach(read)
}).observe(document, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["aria-label", "title"],
})
