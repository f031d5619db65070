// The page of an exhibit: the server's image, transparent words over it, what is already marked, and a selection.
// Offsets are code points of the page's text, counted by the server; nothing here counts UTF-16 units.
// Text enters the page by textContent only.

const OUTER = /^[\p{P}\p{S}\s]$/u

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const host = parentElement.querySelector(".sheet")
  const state = host.sviedka ?? (host.sviedka = fresh(host))
  state.data = data
  state.tell = setTriggerValue
  state.selection = data.selection
  draw(state)
}

function fresh(host) {
  const state = { host, anchor: null, boxes: [], image: null }
  const wordAt = event => {
    const word = event.composedPath().find(node => node.dataset && node.dataset.word !== undefined)
    if (word) return Number(word.dataset.word)
    return nearest(state, event.clientX, event.clientY)
  }
  host.addEventListener("pointerdown", event => {
    if (event.button !== 0 || event.composedPath().some(node => node.classList?.contains("number"))) return
    const word = wordAt(event)
    if (word === null) return
    event.preventDefault()
    host.focus({ preventScroll: true })
    state.anchor = word
    choose(state, word, word)
    try { host.setPointerCapture(event.pointerId) } catch { /* a pointer that is gone captures nothing */ }
  })
  host.addEventListener("pointermove", event => {
    if (state.anchor === null) return
    const word = nearest(state, event.clientX, event.clientY)
    if (word !== null) choose(state, state.anchor, word)
  })
  const end = () => {
    if (state.anchor === null) return
    state.anchor = null
    report(state)
  }
  host.addEventListener("pointerup", end)
  host.addEventListener("pointercancel", end)
  host.addEventListener("keydown", event => key(state, event))
  return state
}

// Code points of a word of the page.
const letters = word => Array.from(word.text)

function choose(state, first, last) {
  const words = state.data.words
  const [from, to] = first <= last ? [first, last] : [last, first]
  let { start } = words[from]
  let { end } = words[to]
  const head = letters(words[from])
  const tail = letters(words[to])
  // Quotation marks, brackets and full stops at the edges are left out; Shift with an arrow takes them in again.
  while (start < words[from].end - 1 && OUTER.test(head[start - words[from].start])) start += 1
  while (end > Math.max(words[to].start + 1, start + 1) && OUTER.test(tail[end - 1 - words[to].start])) end -= 1
  state.selection = { start, end }
  paint(state)
}

function key(state, event) {
  const words = state.data.words
  if (!words.length || !["ArrowLeft", "ArrowRight"].includes(event.key) || !event.shiftKey) return
  event.preventDefault()
  event.stopPropagation()
  const step = event.key === "ArrowRight" ? 1 : -1
  const now = state.selection
  if (!now) {
    choose(state, 0, 0)
  } else if (event.ctrlKey) {
    const first = words.findIndex(word => word.end > now.start)
    const last = words.findLastIndex(word => word.start < now.end)
    const next = Math.min(words.length - 1, Math.max(first, last + step))
    choose(state, first, next)
  } else {
    const end = Math.min(words[words.length - 1].end, Math.max(now.start + 1, now.end + step))
    state.selection = { start: now.start, end }
    paint(state)
  }
  clearTimeout(state.later)
  state.later = setTimeout(() => report(state), 350)
}

function report(state) {
  if (state.selection) state.tell("selected", { page: state.data.page, ...state.selection })
}

function nearest(state, x, y) {
  let best = null
  let least = Infinity
  state.host.querySelectorAll("[data-word]").forEach(span => {
    const box = span.getBoundingClientRect()
    const across = Math.max(box.left - x, 0, x - box.right)
    const down = Math.max(box.top - y, 0, y - box.bottom)
    // A line is read across: a word beside the pointer is nearer than one above it.
    const far = across + 4 * down
    if (far < least) [best, least] = [Number(span.dataset.word), far]
  })
  return least > 160 ? null : best
}

function draw(state) {
  const { host, data } = state
  const flow = !data.picture
  host.classList.toggle("flow", flow)
  host.setAttribute("aria-label", data.label)
  host.style.width = flow ? "" : `${data.zoom}%`
  const kept = state.image
  host.replaceChildren()
  state.image = null
  if (!flow) {
    host.style.aspectRatio = `${data.width} / ${data.height}`
    const image = kept && kept.dataset.from === data.image ? kept : element("img", "paper")
    if (image !== kept) {
      image.dataset.from = data.image
      image.src = data.image
      image.alt = data.label
      image.draggable = false
    }
    state.image = image
    host.append(image)
  } else {
    host.style.aspectRatio = ""
  }
  const layer = element("div", "words")
  data.words.forEach((word, index) => {
    if (flow && word.before) layer.append(document.createTextNode(word.before))
    const span = element("span", "word")
    span.dataset.word = index
    span.textContent = word.text
    if (!flow) place(span, word, data)
    layer.append(span)
  })
  state.marks = element("div", "marks")
  host.append(state.marks, layer)
  state.numbers = element("div", "numbers")
  host.append(state.numbers)
  paint(state)
}

function place(node, box, data) {
  node.style.left = `${100 * box.left / data.width}%`
  node.style.top = `${100 * box.top / data.height}%`
  node.style.width = `${100 * (box.right - box.left) / data.width}%`
  node.style.height = `${100 * (box.bottom - box.top) / data.height}%`
}

// One box a line for the words between two offsets, whole or in part.
function lines(words, start, end) {
  const found = []
  for (const word of words) {
    if (word.end <= start || word.start >= end) continue
    const size = Math.max(word.end - word.start, 1)
    const width = word.right - word.left
    const left = word.left + width * Math.max(start - word.start, 0) / size
    const right = word.right - width * Math.max(word.end - end, 0) / size
    const last = found[found.length - 1]
    const middle = (word.top + word.bottom) / 2
    if (last && middle > last.top && middle < last.bottom && left >= last.left) {
      last.right = Math.max(last.right, right)
      last.top = Math.min(last.top, word.top)
      last.bottom = Math.max(last.bottom, word.bottom)
    } else {
      found.push({ left, right, top: word.top, bottom: word.bottom })
    }
  }
  return found
}

function paint(state) {
  const { data, host } = state
  state.marks.replaceChildren()
  state.numbers.replaceChildren()
  const all = data.marks.map(mark => ({ ...mark, kind: `mark ${mark.kind}` }))
  if (state.selection) all.push({ ...state.selection, kind: "mark selection", label: "" })
  for (const mark of all) {
    if (data.picture) paintBoxes(state, mark)
    else paintWords(host, state, mark)
  }
  if (!data.picture) {
    host.querySelectorAll(".word").forEach(span => {
      const word = data.words[Number(span.dataset.word)]
      const kinds = all.filter(mark => mark.end > word.start && mark.start < word.end).map(mark => mark.kind)
      span.className = ["word", ...kinds].join(" ")
    })
  }
}

function paintBoxes(state, mark) {
  const boxes = lines(state.data.words, mark.start, mark.end)
  boxes.forEach((box, index) => {
    const node = element("div", mark.kind)
    place(node, box, state.data)
    state.marks.append(node)
    if (mark.label && index === boxes.length - 1) {
      const chip = number(state, mark)
      place(chip, { ...box, left: box.right, right: box.right }, state.data)
      chip.style.width = ""
      state.numbers.append(chip)
    }
  })
}

function paintWords(host, state, mark) {
  if (!mark.label) return
  const last = state.data.words.findLastIndex(word => word.start < mark.end && word.end > mark.start)
  const span = host.querySelector(`[data-word="${last}"]`)
  if (!span) return
  span.querySelector(".number")?.remove()
  span.append(number(state, mark))
}

function number(state, mark) {
  const chip = element("button", "number")
  chip.textContent = mark.label
  chip.setAttribute("aria-label", `${state.data.proposal} ${mark.label}`)
  chip.addEventListener("click", () => state.tell("marked", mark.id))
  return chip
}

function element(name, kind) {
  const node = document.createElement(name)
  node.className = kind
  return node
}
