// Makes a page like a newer text of it, touching only what differs: an element that stays keeps its focus, its
// selection, its scroll position, whether it is open, and what was typed into it.
//
// Children are matched in order: equal ones first, then those with the same id, then those of the same kind.

/** Makes `from` and its children like `to`. */
function morph(from, to) {
  if (from.isEqualNode(to)) return;
  if (from.nodeType !== Node.ELEMENT_NODE) {
    morphText(from, to.data);
    return;
  }
  morphAttributes(from, to);
  morphChildren(from, to);
}

/** Replaces the part of a text that differs, so that a selection beside it stays. */
function morphText(node, text) {
  const old = node.data;
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === text.at(-1 - end)) end += 1;
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

/** What a reader has done to an element, which its attributes do not say. */
function isOfReader(element, name) {
  if (name === "open") return element.matches("details, dialog");
  if (name === "value") return element.matches("input") && element.value !== element.defaultValue;
  if (name === "checked") return element.matches("input") && element.checked !== element.defaultChecked;
  return name === "selected" && element.matches("option");
}

function morphAttributes(from, to) {
  for (const { name, value } of [...to.attributes]) {
    if (from.getAttribute(name) !== value && !isOfReader(from, name)) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !isOfReader(from, name)) from.removeAttribute(name);
  }
}

function morphChildren(from, to) {
  if (from.matches("textarea") && from.value !== from.defaultValue) return;
  const wanted = new Set([...to.querySelectorAll(":scope > [id]")].map((child) => child.id));
  const byId = new Map([...from.querySelectorAll(":scope > [id]")].map((child) => [child.id, child]));
  let next = from.firstChild;
  for (const child of [...to.childNodes]) {
    const match = find(next, child, byId, wanted);
    if (!match) {
      from.insertBefore(document.importNode(child, true), next);
    } else if (match === next || follows(next, match)) {
      // What was skipped is gone; what has an id that is still wanted only moves.
      while (next !== match) next = drop(next, wanted);
      next = match.nextSibling;
      morph(match, child);
    } else {
      from.insertBefore(match, next);
      morph(match, child);
    }
  }
  while (next) next = drop(next, new Set());
}

/** How far ahead an equal child is looked for: far enough for an entry that was taken out of a list. */
const AHEAD = 12;

function find(next, child, byId, wanted) {
  if (child.id) {
    const known = byId.get(child.id);
    return known?.nodeName === child.nodeName ? known : null;
  }
  let node = next;
  for (let step = 0; node && step < AHEAD; step += 1, node = node.nextSibling) {
    if (node.isEqualNode(child)) return node;
  }
  const isAlike = (other) => other && other.nodeName === child.nodeName && !wanted.has(other.id) && !other.id;
  if (!isAlike(next)) return null;
  // An equal one later in the new text has more right to it: then this child is new.
  let later = child.nextSibling;
  for (let step = 0; later && step < AHEAD; step += 1, later = later.nextSibling) {
    if (next.isEqualNode(later)) return null;
  }
  return next;
}

function follows(node, other) {
  for (let step = node; step; step = step.nextSibling) if (step === other) return true;
  return false;
}

function drop(node, wanted) {
  const next = node.nextSibling;
  if (!wanted.has(node.id)) node.remove();
  return next;
}
