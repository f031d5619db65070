// A drawing made by the server as SVG. It is parsed as XML, which runs nothing, and only known shapes and attributes
// are copied into the page.

const SHAPES = new Set(["svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "title"])
const LOOKS = new Set([
  "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "d", "points", "fill",
  "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "font-family", "font-size",
  "font-weight", "text-anchor", "role", "tabindex", "aria-label", "data-id"
])
const SVG = "http://www.w3.org/2000/svg"

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const host = parentElement.querySelector(".figure")
  const drawn = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement
  const figure = copy(drawn)
  if (!figure) return
  figure.setAttribute("role", "group")
  figure.setAttribute("aria-label", data.label)
  host.replaceChildren(figure)
  const pick = event => {
    const group = event.target.closest("[data-id]")
    if (!group) return
    event.preventDefault()
    setTriggerValue("picked", group.dataset.id)
  }
  figure.addEventListener("click", pick)
  figure.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") pick(event)
  })
}

function copy(source) {
  if (source.namespaceURI !== SVG || !SHAPES.has(source.localName)) return null
  const made = document.createElementNS(SVG, source.localName)
  for (const { name, value } of source.attributes) if (LOOKS.has(name)) made.setAttribute(name, value)
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) made.append(document.createTextNode(child.data))
    else if (child.nodeType === Node.ELEMENT_NODE) {
      const part = copy(child)
      if (part) made.append(part)
    }
  }
  return made
}
