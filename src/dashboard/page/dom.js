// Elements are made by these functions only: every text becomes a text node, so that no name is ever read as HTML.

const svgNamespace = 'http://www.w3.org/2000/svg'

/** An element; attributes that are null or false are left out, children that are null or false too. */
export const h = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children)

/** The same for SVG. */
export const svg = (tag, attributes = {}, ...children) => build(document.createElementNS(svgNamespace, tag), attributes, children)

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== false && child !== undefined))
  return element
}

/**
 * Makes an element's children those that are given, and leaves alone what is the same: a selection, a scroll position, the focus and what a
 * person has opened stay.
 */
export function patch(parent, children) {
  let next = parent.firstChild
  for (const child of children.flat(Infinity).filter((one) => one !== null && one !== false && one !== undefined)) {
    const node = typeof child === 'string' ? document.createTextNode(child) : child
    let old = next
    while (old !== null && !isSame(old, node)) old = old.nextSibling
    if (old === null) parent.insertBefore(node, next)
    else {
      removeUntil(next, old)
      patchNode(old, node)
      next = old.nextSibling
    }
  }
  removeUntil(next, null)
}

/** Of the same kind and, where it has them, the same id and the same first class: the others say in which state it is. */
function isSame(old, node) {
  return old.nodeName === node.nodeName && (old.id ?? '') === (node.id ?? '') && old.classList?.[0] === node.classList?.[0]
}

function removeUntil(first, end) {
  for (let node = first; node !== end;) {
    const gone = node
    node = node.nextSibling
    gone.remove()
  }
}

function patchNode(old, node) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== node.data) old.data = node.data
  } else {
    patchAttributes(old, node)
    patch(old, [...node.childNodes])
  }
}

function patchAttributes(old, node) {
  for (const { name } of Array.from(old.attributes)) {
    // Opened by a person.
    if (!node.hasAttribute(name) && !(name === 'open' && old.nodeName === 'DETAILS')) old.removeAttribute(name)
  }
  for (const { name, value } of node.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
}
