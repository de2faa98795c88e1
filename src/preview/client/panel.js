// The editor's panel: what this page lacks, what it is made from, and how it looks on a phone and on paper.

async function about() {
  const answer = await fetch(`/_tearsheet/panel?page=${location.pathname}`, { cache: "no-store" });
  return answer.ok ? answer.json() : { files: [], shows: [], missing: [], template: null };
}

function files(title, all) {
  if (!all.length) return [];
  const entries = all.map((file) =>
    make(
      "li",
      {},
      file.link ? make("a", { href: file.link }, file.path) : file.path,
      file.link ? null : make("span", { class: "tag" }, "built in"),
      file.held ? make("span", { class: "tag" }, "held back") : null,
    ),
  );
  return [make("h3", {}, title), make("ul", {}, ...entries)];
}

/** Lacks, a heading per kind, each with how many there are. */
function lacks(missing) {
  if (!missing.length) return [make("p", { class: "state" }, "Nothing is missing on this page.")];
  const kinds = [...new Set(missing.map((lack) => lack.kind))];
  return kinds.map((kind) => {
    const own = missing.filter((lack) => lack.kind === kind);
    const entries = own.map((lack) =>
      make("li", {}, lack.link ? make("a", { href: lack.link, title: lack.place }, lack.what) : lack.what),
    );
    const label = make("summary", {}, kind, make("span", { class: "tag" }, String(own.length)));
    return make("details", own.length <= 4 ? { open: "" } : {}, label, make("ul", {}, ...entries));
  });
}

/** The page in a frame of its own: as wide as a phone, or as a sheet of paper with the styles of print. */
function preview(kind) {
  const close = make("button", { type: "button" }, "Close");
  const view = make("iframe", { src: location.href, title: kind === "phone" ? "As on a phone" : "As printed" });
  const dialog = make("dialog", { class: `view ${kind}` }, make("header", {}, make("h2", {}, view.title), close), view);
  if (kind === "print") view.addEventListener("load", () => asPrinted(view.contentDocument));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  frame.append(dialog);
  dialog.showModal();
}

/** Applies the rules for print to the screen. */
function asPrinted(page) {
  for (const sheet of page.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof page.defaultView.CSSMediaRule)) continue;
      if (/\bprint\b/.test(rule.media.mediaText)) rule.media.mediaText = "all";
      else if (/\bscreen\b|prefers-color-scheme: dark/.test(rule.media.mediaText)) rule.media.mediaText = "not all";
    }
  }
  page.documentElement.style.colorScheme = "light";
}

function button(text, action) {
  const element = make("button", { type: "button" }, text);
  element.addEventListener("click", action);
  return element;
}

async function fillPanel() {
  const page = await about();
  const template = page.template ? [{ ...page.template }] : [];
  const keep = panel.scrollTop;
  const inside = panel.contains(shade.activeElement);
  panel.replaceChildren(
    heading("About this page", panel, toggle),
    make("p", { class: "views" }, button("Phone width", () => preview("phone")), button("Print view", () => preview("print"))),
    ...(toggle.dataset.warnings ? [make("p", {}, button("Show warnings", () => show(list, opener, true)))] : []),
    make("h3", {}, "Missing"),
    ...lacks(page.missing),
    ...files("Made from", page.files),
    ...files("Template", template),
    ...files("Also shows", page.shows),
  );
  panel.scrollTop = keep;
  if (inside && !panel.contains(shade.activeElement)) panel.focus();
}

toggle.addEventListener("click", async () => {
  if (panel.hidden) await fillPanel().catch(() => {});
  show(panel, toggle, panel.hidden);
});
document.addEventListener("tearsheet:updated", () => {
  if (!panel.hidden) fillPanel().catch(() => {});
});
