// Elements by incidents or persons: a table of buttons, so that keyboard and screen reader reach every cell.
// Text enters the page by textContent only.

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const host = parentElement.querySelector(".matrix")
  const held = host.contains(parentElement.activeElement) ? parentElement.activeElement.dataset.at : null
  const table = node("table")
  table.append(head(data.columns))
  const body = node("tbody")
  for (const group of data.groups) {
    const row = node("tr")
    const title = node("th", "group", group.title)
    title.colSpan = data.columns.length + 1
    title.scope = "rowgroup"
    row.append(title)
    body.append(row)
    for (const line of group.lines) body.append(drawLine(line, data, setTriggerValue))
  }
  table.append(body)
  host.replaceChildren(table)
  if (held) host.querySelector(`[data-at="${CSS.escape(held)}"]`)?.focus({ preventScroll: true })
}

function head(columns) {
  const thead = node("thead")
  const row = node("tr")
  row.append(node("td"))
  for (const column of columns) {
    const cell = node("th", "column")
    cell.scope = "col"
    cell.append(node("b", "", column.label), node("span", "note", column.note))
    row.append(cell)
  }
  thead.append(row)
  return thead
}

function drawLine(line, data, tell) {
  const row = node("tr")
  const label = node("th", "element", line.label)
  label.scope = "row"
  row.append(label)
  for (const cell of line.whole ? [line.whole] : line.cells) {
    const box = node("td")
    if (line.whole) box.colSpan = data.columns.length
    box.append(drawCell(cell, line, data, tell))
    row.append(box)
  }
  return row
}

function drawCell(cell, line, data, tell) {
  const at = `${cell.element} ${cell.column}`
  const button = node("button", `cell ${cell.tone}${cell.empty ? " empty" : ""}${line.whole ? " whole" : ""}`)
  button.dataset.at = at
  button.type = "button"
  button.setAttribute("aria-label", cell.spoken)
  button.setAttribute("aria-pressed", String(data.picked === at))
  button.append(node("span", "glyph", cell.glyph), node("span", "count", cell.count))
  if (line.whole) button.append(node("span", "note", data.inherited))
  button.addEventListener("click", () => tell("cell", { element: cell.element, column: cell.column }))
  return button
}

function node(name, kind = "", words = "") {
  const made = document.createElement(name)
  if (kind) made.className = kind
  if (words) made.textContent = words
  return made
}
