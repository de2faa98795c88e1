// Brings the page up to date, without a flash and without moving what is read.

const me = document.currentScript;
let digest = me?.dataset.digest ?? "";

/** Scripts of the page other than this one: they run once, so that a page with others is loaded anew. */
function scripts(root) {
  const all = [...root.querySelectorAll("script:not([type='application/ld+json'])")];
  return all.filter((script) => !script.src.includes("/_tearsheet/")).map((script) => script.outerHTML).join("\n");
}

/** Waits until the new style sheets are applied; the old ones stay until then. */
async function loadSheets(head) {
  const known = new Set([...document.head.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")));
  const added = [...head.querySelectorAll("link[rel=stylesheet]")].filter((link) => !known.has(link.getAttribute("href")));
  await Promise.all(added.map((link) => insertSheet(document.importNode(link), null)));
}

/** Inserts a style sheet, after another one or at the end, and waits until it is there. */
function insertSheet(link, after) {
  return new Promise((done) => {
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", done, { once: true });
    setTimeout(done, 2000);
    if (after) after.after(link);
    else document.head.append(link);
  });
}

/** The element that is read: the uppermost one that is in view. It stays where it is on the screen. */
function anchor() {
  const x = innerWidth / 2;
  for (let y = 8; y < innerHeight; y += 24) {
    const element = document.elementFromPoint(x, y);
    if (element && element !== document.body && element !== document.documentElement && element.localName !== "main") {
      return { element, top: element.getBoundingClientRect().top };
    }
  }
  return null;
}

function apply(fresh) {
  const focused = document.activeElement;
  const read = scrollY > 0 ? anchor() : null;
  morphAttributes(document.documentElement, fresh.documentElement);
  morph(document.head, fresh.head);
  morph(document.body, fresh.body);
  if (read?.element.isConnected) scrollBy(0, read.element.getBoundingClientRect().top - read.top);
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

let working = false;
let again = false;

/** Fetches the page and makes this one like it. */
async function update() {
  if (working) {
    again = true;
    return;
  }
  working = true;
  try {
    do {
      again = false;
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (scripts(fresh) !== scripts(document)) {
        location.reload();
        return;
      }
      await loadSheets(fresh.head);
      apply(fresh);
      digest = fresh.querySelector("script[data-digest]")?.dataset.digest ?? digest;
      document.dispatchEvent(new CustomEvent("tearsheet:updated"));
    } while (again);
  } catch {
    // The server has gone; it is asked again when it is back.
  } finally {
    working = false;
  }
}

/** Fetches copied files anew whose names have stayed. */
function refresh(paths) {
  const changed = (url) => paths.includes(new URL(url, location.href).pathname);
  const anew = (url) => {
    const fresh = new URL(url, location.href);
    fresh.searchParams.set("v", Date.now());
    return fresh.href;
  };
  for (const image of document.images) if (changed(image.src)) image.src = anew(image.src);
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    if (!changed(link.href)) continue;
    const fresh = link.cloneNode();
    fresh.href = anew(link.href);
    insertSheet(fresh, link).then(() => link.remove());
  }
}
