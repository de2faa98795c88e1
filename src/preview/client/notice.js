// What the preview shows beside the page: the notice of problems, and the editor's panel. It lives in a shadow tree
// outside of the body, so that the page's styles and the morphing never meet it. All text is set as text.

const host = document.createElement("tearsheet-preview");
const shade = host.attachShadow({ mode: "open" });

/** Makes an element: `make("a", { href }, "words", child)`. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value != null) element.setAttribute(key, value);
  element.append(...children.filter((child) => child != null));
  return element;
}

const status = make("div", { class: "status", role: "status" });
const opener = make("button", { class: "problems", type: "button", "aria-expanded": "false", "aria-controls": "problems" });
const toggle = make("button", { class: "toggle", type: "button", "aria-expanded": "false", "aria-controls": "panel", title: "About this page" });
const list = make("section", { id: "problems", class: "sheet", "aria-label": "Problems", tabindex: "-1", hidden: "" });
const panel = make("section", { id: "panel", class: "sheet", "aria-label": "About this page", tabindex: "-1", hidden: "" });
toggle.append(make("span", { "aria-hidden": "true" }, "✎"), make("span", { class: "hidden" }, "About this page"));
status.append(opener);
opener.hidden = true;

/** Nothing moves into view before its styles are there. */
const styles = make("link", { rel: "stylesheet", href: "/_tearsheet/preview.css" });
const frame = make("div", { class: "frame", hidden: "" }, list, panel, make("div", { class: "corner" }, status, toggle));
styles.addEventListener("load", () => (frame.hidden = false), { once: true });
shade.append(styles, frame);

const PATIENCE = 300;
let waiting = 0;

function plural(n, noun) {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** Shows the state of things: errors after a moment, since half a word is an error to a compiler. */
function notice(bulletin, gone) {
  const held = bulletin.held.length > 0;
  const words = [];
  if (bulletin.errors) words.push(plural(bulletin.errors, "error"));
  if (bulletin.warnings) words.push(plural(bulletin.warnings, "warning"));
  if (gone) words.push("this page is gone");
  fill(bulletin, gone);
  toggle.dataset.warnings = bulletin.errors ? "" : bulletin.warnings || "";
  clearTimeout(waiting);
  if (!bulletin.errors && !gone) {
    opener.hidden = true;
    if (!bulletin.warnings) show(list, opener, false);
    return;
  }
  const appear = () => {
    const text = words.join(", ");
    if (opener.textContent !== text) opener.textContent = text;
    opener.classList.toggle("held", held);
    opener.hidden = false;
  };
  if (opener.hidden) waiting = setTimeout(appear, PATIENCE);
  else appear();
}

const STATES = {
  mended: "The pages are up to date, except for the files that are held back.",
  last: "The last version without errors is shown.",
  nothing: "There has not been a version without errors yet.",
};

function fill(bulletin, gone) {
  const items = bulletin.problems.map((problem) =>
    make(
      "li",
      { class: problem.severity },
      make("p", { class: "place" }, place(problem)),
      make("pre", { tabindex: "0" }, problem.text),
    ),
  );
  const rest = bulletin.errors + bulletin.warnings - bulletin.problems.length;
  list.replaceChildren(
    heading(bulletin.count || "No problems", list, opener),
    ...[STATES[bulletin.shown], gone && "This page is no longer part of the site.", ...bulletin.held.map(heldWords)]
      .filter(Boolean)
      .map((text) => make("p", { class: "state" }, text)),
    make("ol", {}, ...items),
    ...(rest > 0 ? [make("p", {}, `… and ${rest} more`)] : []),
  );
}

function heldWords(file) {
  return `This page shows the last valid content of ${file}.`;
}

function place(item) {
  if (!item.place) return item.code ?? "";
  return item.link ? make("a", { href: item.link }, item.place) : item.place;
}

function heading(text, sheet, button) {
  const close = make("button", { type: "button", class: "close" }, "Close");
  close.addEventListener("click", () => show(sheet, button, false));
  return make("header", {}, make("h2", {}, text), close);
}

/** Opens or closes a sheet; whoever closes it is led back to its button. */
function show(sheet, button, open) {
  if (sheet.hidden === !open) return;
  const inside = sheet.contains(shade.activeElement);
  sheet.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open) {
    const other = sheet === list ? [panel, toggle] : [list, opener];
    show(...other, false);
    sheet.focus();
  } else if (inside) {
    (button.hidden ? toggle : button).focus();
  }
}

opener.addEventListener("click", () => show(list, opener, list.hidden));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || (list.hidden && panel.hidden)) return;
  show(list, opener, false);
  show(panel, toggle, false);
  event.stopPropagation();
});
