// Sorts a table of deals or of companies by its heads, and narrows a table of all deals down by the links over it, where it stands.
// Without this program both are links to other pages. What a narrowed list comes to stands on its own page: sums go.
(() => {
  const table = document.querySelector("table.deals[data-whole]");
  if (!table) return;
  const bodies = [...table.tBodies];
  const first = (body, name) => body.rows[0].querySelector(name);
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const size = body => body.dataset.a.split(":");
  const marks = ["committed", "announced", "talks", "off"];
  const mark = body => marks.findIndex(name => first(body, ".mark." + name));
  const orders = {
    date: (a, b) => compare(b.dataset.d, a.dataset.d),
    deal: (a, b) => compare(first(a, "th a").textContent, first(b, "th a").textContent),
    who: (a, b) => compare(first(a, ".who").textContent, first(b, ".who").textContent),
    amount: (a, b) => (a.dataset.a ? 0 : 1) - (b.dataset.a ? 0 : 1) || size(a)[0] - size(b)[0] || size(b)[1] - size(a)[1],
    status: (a, b) => mark(a) - mark(b),
    sources: (a, b) => compare(first(b, ".s").textContent, first(a, ".s").textContent),
  };
  const falling = ["date", "amount", "sources", "count", "pays", "receives"];
  // Amounts of several statuses and currencies have no order that is known here: their places are told.
  const place = (body, column) => body.dataset.p.split(" ")[column];
  for (const head of table.tHead.rows[0].cells) {
    const by = head.classList[0];
    const order = bodies[0].dataset.p ? (a, b) => place(a, head.cellIndex) - place(b, head.cellIndex) : orders[by];
    if (!order) continue;
    let button = head.querySelector("a");
    if (!button) {
      button = document.createElement("button");
      button.append(...head.childNodes);
      head.append(button);
    }
    button.addEventListener("click", event => {
      event.preventDefault();
      const now = head.getAttribute("aria-sort");
      const usual = falling.includes(by) ? "descending" : "ascending";
      const turned = now === usual;
      for (const cell of head.parentNode.cells) cell.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", turned ? (usual === "ascending" ? "descending" : "ascending") : usual);
      bodies.sort((a, b) => order(a, b) * (turned ? -1 : 1));
      table.tBodies[0].before(...bodies);
    });
  }

  if (!("all" in table.dataset)) return;
  const rows = [...document.querySelectorAll(".narrow div")].map(row => [...row.querySelectorAll("[data-v]")]);
  const chosen = rows.map(() => "");
  const fits = (body, but) => chosen.every((name, at) => !name || at === but || body.dataset.f.split(" ").includes(name));
  const show = () => {
    for (const body of bodies) body.hidden = !fits(body);
    const all = chosen.every(name => !name);
    for (const part of [table.tFoot, table.nextElementSibling]) if (part) part.hidden = !all;
    rows.forEach((links, at) => {
      const left = bodies.filter(body => fits(body, at));
      for (const link of links) {
        const name = link.dataset.v;
        const count = name ? left.filter(body => body.dataset.f.split(" ").includes(name)).length : left.length;
        link.querySelector("span:last-child").textContent = count;
        link.classList.toggle("empty", !count);
        if (name === chosen[at]) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    });
    history.replaceState(null, "", all ? location.pathname + location.search : "#" + chosen.filter(name => name).join("+"));
  };
  rows.forEach((links, at) => {
    for (const link of links) {
      link.addEventListener("click", event => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (link.classList.contains("empty")) return;
        chosen[at] = link.dataset.v;
        show();
      });
    }
  });
  const wanted = decodeURIComponent(location.hash.slice(1)).split("+");
  rows.forEach((links, at) => {
    const link = links.find(link => link.dataset.v && wanted.includes(link.dataset.v));
    if (link) chosen[at] = link.dataset.v;
  });
  if (chosen.some(name => name)) show();
})();
