const words = $[words]
const patience = 10000
const connected = () =>
  document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-connection-state") === "CONNECTED"
let panel, kind = "", hasBeen = false, since = performance.now(), last = since
const why = async () => {
  if (hasBeen) return "lost"
  try {
    const answer = await fetch("./_stcore/health", { cache: "no-store", signal: AbortSignal.timeout(4000) })
    return answer.ok ? "websocket" : "silent"
  } catch (fault) {
    return fault.name === "TimeoutError" ? "slow" : "silent"
  }
}
const say = () => {
  panel?.remove()
  panel = document.createElement("div")
  panel.setAttribute("role", "alert")
  panel.id = "connection"
  panel.style.cssText = "position:fixed;left:0;right:0;bottom:0;z-index:2000000;padding:1rem 1.5rem;"
    + "background:#FFF;color:#1A1A1A;border-top:4px solid #CE0000;line-height:1.6;"
    + "font-family:'BIZ UDPGothic','Yu Gothic UI',Meiryo,'Noto Sans CJK JP',sans-serif"
  for (const [language, said] of Object.entries(words)) {
    const line = document.createElement("p")
    line.lang = language
    line.style.margin = "0 0 .5rem"
    line.textContent = said[kind]
    panel.append(line)
  }
  const again = document.createElement("button")
  again.textContent = Object.values(words).map(said => said.reload).join(" / ")
  again.style.cssText = "font:inherit;padding:.25rem 1rem;border:1px solid #1A1A1A;border-radius:6px;background:#FFF"
  again.onclick = () => location.reload()
  panel.append(again)
  document.body.append(panel)
}
setInterval(async () => {
  const now = performance.now(), slept = now - last > 5000
  last = now
  if (connected()) {
    hasBeen = true
    panel?.remove()
    panel = undefined
    kind = ""
  }
  if (slept || connected()) since = now
  if (now - since < patience) return
  since = now - patience + 5000
  const found = await why()
  if (connected() || found === kind) return
  kind = found
  say()
}, 500)
