// Search in the browser, on the search page alone. It reads the index that the build wrote (src/search), a few files a
// query, and shows what it finds with the templates of the page. Nothing leaves the site. Words are told apart and folded
// as in src/search/words.rs. Without a document it gives its functions away, for tests.
(() => {
  "use strict";

  // ------------------------------------------------------------------------------------------------------- words

  const ODD = { œ: "oe", æ: "ae", ß: "ss", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ς: "σ", "’": "'", ʼ: "'" };
  const WORD = /\d{1,3}(?:[ .,]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[\p{Alphabetic}\p{N}]+/gu;

  /// Plain small letters.
  function fold(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
    return plain.replace(/[œæßþøłđðıς’ʼ]/gu, (c) => ODD[c]);
  }

  /// `1 400` and `1,400` are `1400`; `3,50` is `3.5`.
  function number(written) {
    let [whole, ...rest] = written.split(/[ .,]/);
    const grouped = whole.length <= 3;
    let decimals = "";
    rest.forEach((part, i) => {
      if ((grouped && part.length === 3 && !decimals) || i < rest.length - 1) whole += part;
      else decimals = part;
    });
    whole = whole.replace(/^0+(?=.)/, "");
    decimals = decimals.replace(/0+$/, "");
    return decimals ? `${whole}.${decimals}` : whole;
  }

  /// The words of a text, without elided articles and without the s of a genitive.
  function words(text) {
    const folded = fold(text);
    const found = [];
    for (const match of folded.matchAll(WORD)) {
      const [word] = match;
      if (/^[0-9]/.test(word)) {
        found.push(number(word));
        continue;
      }
      const elided = folded[match.index + word.length] === "'" && ([...word].length === 1 || word.endsWith("qu"));
      const genitive = word === "s" && folded[match.index - 1] === "'";
      if (!elided && !genitive) found.push(word);
    }
    return found;
  }

  // Ends of plurals and feminines, and what is left of them: what begins with that and is not much longer is the same word.
  const ENDS = [[/aux$/, "a"], [/al$/, "a"], [/ies$/, ""], [/es$/, ""], [/[sxe]$/, ""]];
  const ENDING = 3;

  /// A word of a query: `cut` is what all words begin with that match; the last one may be unfinished.
  function wanted(word, last) {
    const exact = /^[0-9]/.test(word);
    const end = exact ? undefined : ENDS.find(([end]) => end.test(word));
    const stem = end ? word.replace(...end) : word;
    return { word, exact, cut: stem.length > 2 ? stem : word, open: last && !exact && word.length > 1, slight: word.length < 2 && !exact };
  }

  /// How well a word fits one of a query, from 0 to 1.
  function fit({ word, exact, cut, open }, term) {
    if (term === word) return 1;
    if (exact) return 0;
    if (cut.length > 2 && term.startsWith(cut) && term.length - cut.length <= ENDING) return 0.8;
    return open && term.startsWith(word) ? 0.5 : 0;
  }

  function parse(query) {
    const all = words(query).slice(0, 8);
    return all.map((word, i) => wanted(word, i === all.length - 1));
  }

  // ------------------------------------------------------------------------------------------------------- index

  // By how a word stands in a deal: in the text; in a fact or below the title; in the name of a party; in the title.
  const WEIGHTS = [1, 3, 6, 8];
  // Files that are read for one word, which may be two letters that hundreds begin with.
  const SHARDS = 3;

  /// The words of a file, each with its deals.
  function shard(bytes) {
    const text = new TextDecoder();
    const all = [];
    let at = 8;
    const next = () => {
      let n = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        n |= (byte & 127) << shift;
        if (byte < 128) return n;
      }
    };
    while (at < bytes.length) {
      const length = next();
      const term = text.decode(bytes.subarray(at, (at += length)));
      const head = next();
      const deals = [];
      for (let left = head >> 1, deal = 0; left > 0; left--) {
        const n = next();
        deals.push([(deal += n >> 2), n & 3]);
      }
      all.push({ term, common: head & 1, deals });
    }
    return all;
  }

  /// Opens the index of a folder. `load(path, fresh)` gives the bytes of a file.
  async function open(load) {
    const json = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
    const index = json(await load("index.json", true));
    const known = new Map();
    // A file is kept once it is there; one of another build is none.
    const part = (path, hash, read) => {
      if (!known.has(path)) {
        const made = load(`${path}?${hash}`).then((bytes) => {
          const [found, of] = read(bytes);
          if (found !== hash) throw new Error(`${path} is of another build`);
          return of;
        });
        known.set(path, made);
        made.catch(() => known.delete(path));
      }
      return known.get(path);
    };
    const stamped = (bytes) => {
      const { v, of } = json(bytes);
      return [v, of];
    };
    const binary = (bytes) => [new TextDecoder().decode(bytes.subarray(0, 8)), shard(bytes)];
    const shards = index.words.map(([first, hash], n) => ({ first, hash, n })).filter(({ first }) => first);
    const years = index.years.flatMap(([year, count]) => Array(count).fill(year));
    const sets = [...index.of_set].map((c) => index.sets[c.codePointAt(0) - 48]);
    const named = (company) => {
      const names = [company.n, company.s, company.ticker, ...(company.a ?? [])].filter(Boolean).map(words);
      return { ...company, names, kind: words(company.k ?? "") };
    };
    let companies;
    return {
      deals: index.deals,
      index,
      status: (deal) => index.statuses[index.of_status.charCodeAt(deal) - 97]?.[0],
      kinds: (deal) => sets[deal].map((kind) => index.kinds[kind][0]),
      year: (deal) => years[deal],
      companies: () => (companies ??= part("names.json", index.names, stamped).then((all) => all.map(named))),
      parties: () => part("parties.json", index.parties, stamped),
      /// What begins with these letters: all words of the files in which it may stand.
      async terms(cut) {
        let at = shards.findLastIndex(({ first }) => first <= cut);
        if (at < 0) at = 0;
        const ask = shards.slice(at, at + SHARDS).filter(({ first }, i) => i === 0 || first.startsWith(cut));
        return (await Promise.all(ask.map(({ n, hash }) => part(`words/${n}.bin`, hash, binary)))).flat();
      },
      async line(deal) {
        const n = Math.floor(deal / index.lines);
        return (await part(`results/${n}.json`, index.results[n], stamped))[deal % index.lines];
      },
    };
  }

  /// Deals for a query, best first: those with all words; if there are none, `some` of them.
  async function find(index, query) {
    if (!query.length) return { deals: [...Array(index.deals).keys()].reverse(), some: false };
    const found = await Promise.all(
      query.map(async (one) => {
        const deals = new Map();
        let common = one.slight;
        for (const term of await index.terms(one.cut)) {
          const fits = fit(one, term.term);
          if (!fits) continue;
          if (term.common && fits > 0.5) common = true;
          for (const [deal, weight] of term.deals) {
            deals.set(deal, Math.max(deals.get(deal) ?? 0, WEIGHTS[weight] * fits));
          }
        }
        return { deals, common, rare: Math.log(1 + index.deals / Math.max(1, deals.size)) };
      }),
    );
    let needed = found.filter(({ common }) => !common);
    if (!needed.length) needed = found;
    const scores = new Map();
    for (const { deals, rare } of found) {
      for (const [deal, value] of deals) scores.set(deal, (scores.get(deal) ?? 0) + value * rare);
    }
    const has = (deal) => needed.filter(({ deals }) => deals.has(deal)).length;
    let deals = [...scores.keys()].filter((deal) => has(deal) === needed.length);
    const some = !deals.length && needed.length > 1;
    if (some) deals = [...scores.keys()].filter(has);
    const order = (a, b) => (some ? has(b) - has(a) : 0) || scores.get(b) - scores.get(a) || b - a;
    return { deals: deals.sort(order), some };
  }

  /// Companies for a query: those whose name is in it, and those that have all of its words.
  async function findCompanies(index, query) {
    if (!query.length) return [];
    const said = ` ${query.map(({ word }) => word).join(" ")} `;
    const asked = query.filter(({ slight }) => !slight);
    const all = (await index.companies()).flatMap((company) => {
      const named = company.names.some((name) => name.length && said.includes(` ${name.join(" ")} `));
      const own = company.names.flat();
      const fits = (list) => (one) => list.some((term) => fit(one, term));
      const meant = asked.some(fits(own)) && asked.every(fits([...own, ...company.kind]));
      return named || meant ? [{ company, named }] : [];
    });
    all.sort((a, b) => b.named - a.named || b.company.d - a.company.d);
    return all.slice(0, 3).map(({ company }) => company);
  }

  const FILTERS = ["status", "kind", "company", "year"];

  /// The deals that pass all filters, and per filter what it could be set to and how many deals that leaves.
  async function narrow(index, deals, filters) {
    const [companies, parties] = deals.length ? await Promise.all([index.companies(), index.parties()]) : [[], []];
    const of = {
      status: (deal) => [index.status(deal)],
      kind: index.kinds,
      company: (deal) => parties[deal].map((place) => companies[place].i),
      year: (deal) => [String(index.year(deal) || "")],
    };
    const passes = (deal, filter) => !filters[filter] || of[filter](deal).includes(filters[filter]);
    const counts = {};
    for (const filter of FILTERS) {
      const others = FILTERS.filter((other) => other !== filter);
      const left = deals.filter((deal) => others.every((other) => passes(deal, other)));
      const values = new Map();
      for (const value of left.flatMap(of[filter])) if (value) values.set(value, (values.get(value) ?? 0) + 1);
      counts[filter] = { all: left.length, values };
    }
    return { deals: deals.filter((deal) => FILTERS.every((filter) => passes(deal, filter))), counts };
  }

  if (typeof document === "undefined") {
    globalThis.tearsheetSearch = { fold, words, parse, open, find, findCompanies, narrow };
    return;
  }

  // -------------------------------------------------------------------------------------------------------- page

  const PAGE = 10;
  const COMPANIES = 8;
  const WAIT = 120;
  const asked = new URLSearchParams(location.search);
  const isAsked = ["q", ...FILTERS].some((key) => asked.get(key));
  // Said before the page is drawn, so that nothing moves once there are results.
  if (isAsked && location.protocol !== "file:") document.documentElement.dataset.query = "";

  document.addEventListener("DOMContentLoaded", () => {
    const one = (selector, within = document) => within.querySelector(selector);
    const form = one("form.query");
    const input = form.elements.q;
    const results = one("[data-results]");
    const heading = one("[data-heading]");
    const list = one("[data-hits]");
    const boxes = one("[data-filters]");
    const more = one("[data-more]");
    const { root } = form.dataset;
    const { lang } = document.documentElement;
    const say = (what) => document.querySelectorAll("[data-say]").forEach((note) => (note.hidden = note.dataset.say !== what));
    if (location.protocol === "file:") {
      input.value = asked.get("q") ?? "";
      return say("file");
    }

    let opened;
    let latest = 0;
    let timer;
    let state = {};
    const load = async (path, fresh) => {
      const answer = await fetch(path, { cache: fresh ? "no-cache" : "default", credentials: "same-origin" });
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    };
    const ready = () => {
      if (!opened) {
        opened = open(load);
        opened.then((index) => index.companies()).catch(() => (opened = undefined));
      }
      return opened;
    };

    /// The form of "3 deals" that a number asks for, made from those that the page has.
    const plural = new Intl.PluralRules(lang);
    const counted = (forms, n) => {
      const all = forms.split("|");
      if (n < all.length) return all[n];
      const like = all.findIndex((_, m) => m > 1 && plural.select(m) === plural.select(n));
      const m = like < 0 ? all.length - 1 : like;
      return all[m].replace(String(m), new Intl.NumberFormat(lang).format(n));
    };

    const read = () => {
      const query = new URLSearchParams(location.search);
      state = { q: query.get("q") ?? "", shown: PAGE };
      for (const filter of FILTERS) state[filter] = query.get(filter) ?? "";
    };
    const address = (change = {}) => {
      const next = { ...state, ...change };
      const query = new URLSearchParams(["q", ...FILTERS].filter((key) => next[key]).map((key) => [key, next[key]]));
      return query.size ? `?${query}` : location.pathname;
    };

    /// A copy of a template; fields are filled by their names.
    const copy = (name, fields, query = []) => {
      const made = one(`template[data-of="${name}"]`).content.firstElementChild.cloneNode(true);
      for (const place of made.querySelectorAll("[data-field]")) {
        const value = fields[place.dataset.field];
        if (!value) place.remove();
        else mark(place, value, place.dataset.marks === undefined ? [] : query);
      }
      return made;
    };
    /// Sets a text, with the words of the query marked.
    const mark = (place, text, query) => {
      place.textContent = "";
      let from = 0;
      for (const match of query.length ? text.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu) : []) {
        const folded = fold(match[0]);
        if (!query.some((part) => !part.slight && fit(part, folded))) continue;
        const marked = document.createElement("mark");
        marked.textContent = match[0];
        place.append(text.slice(from, match.index), marked);
        from = match.index + match[0].length;
      }
      place.append(text.slice(from));
    };

    const companyHit = (company, query) => {
      const about = [company.k, company.ticker].filter(Boolean).join(", ");
      const hit = copy("hit-company", { title: company.n, count: counted(form.dataset.deals, company.d), about }, query);
      one("a", hit).href = root + company.u;
      return hit;
    };
    const dealHit = (line, query) => {
      const [before, figure, after] = line.f ?? [];
      const fields = { title: line.t, before, figure, after, mark: line.m[1], parties: line.p, date: line.d, text: line.x };
      const hit = copy("hit-deal", fields, query);
      one("a", hit).href = root + line.u;
      one('[data-field="mark"]', hit)?.classList.add(line.m[0]);
      if (line.i) {
        const date = one('[data-field="date"]', hit);
        date?.classList.add("inferred");
        date?.append(Object.assign(document.createElement("span"), { className: "vh", textContent: ` (${line.i})` }));
      }
      for (const [field, tag] of [["title", line.tl], ["text", line.xl]]) {
        if (tag) one(`[data-field="${field}"]`, hit)?.setAttribute("lang", tag);
      }
      return hit;
    };

    /// The boxes of filters: links, so that a choice has an address.
    const filterBoxes = (index, companies, counts) => {
      const labels = {
        status: new Map(index.index.statuses),
        kind: new Map(index.index.kinds),
        company: new Map(companies.map((company) => [company.i, company.s ?? company.n])),
        year: new Map(),
      };
      const box = (filter) => {
        const { all, values } = counts[filter];
        const chosen = state[filter];
        const order = filter === "company" || filter === "kind" ? (a, b) => b[1] - a[1] : filter === "year" ? (a, b) => b[0] - a[0] : () => 0;
        const ladder = filter === "status" ? [...labels.status.keys()] : [];
        let options = [...values].sort(filter === "status" ? (a, b) => ladder.indexOf(a[0]) - ladder.indexOf(b[0]) : order);
        if (filter === "company") options = options.filter(([value], i) => i < COMPANIES || value === chosen);
        if (chosen && !values.has(chosen)) options.push([chosen, 0]);
        if (options.length < 2 && !chosen) return [];
        const made = copy(filter, {});
        const put = (value, label, count) => {
          const link = copy("option", { label, count: String(count) });
          link.href = address({ [filter]: value });
          link.dataset.key = `${filter}:${value}`;
          if (value === chosen) link.setAttribute("aria-current", "true");
          one("dd", made).append(link, " ");
        };
        put("", form.dataset.all, all);
        for (const [value, count] of options) put(value, labels[filter].get(value) ?? value, count);
        return [made];
      };
      return FILTERS.flatMap(box);
    };

    /// Shows what the state asks for.
    const show = async () => {
      const turn = ++latest;
      results.setAttribute("aria-busy", "true");
      const asks = ["q", ...FILTERS].some((key) => state[key].trim());
      if (!asks) {
        results.hidden = true;
        results.removeAttribute("aria-busy");
        delete document.documentElement.dataset.query;
        return say("");
      }
      try {
        const index = await ready();
        const query = parse(state.q);
        const narrowed = FILTERS.some((filter) => state[filter]);
        const [found, companies] = await Promise.all([find(index, query), narrowed ? [] : findCompanies(index, query)]);
        const { deals, counts } = await narrow(index, found.deals, state);
        const lines = await Promise.all(deals.slice(0, state.shown).map(index.line));
        const names = await index.companies();
        if (turn !== latest) return;
        const had = boxes.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
        boxes.replaceChildren(...(found.deals.length ? filterBoxes(index, names, counts) : []));
        list.replaceChildren(...companies.map((one) => companyHit(one, query)), ...lines.map((line) => dealHit(line, query)));
        if (had) [...boxes.querySelectorAll("a")].find((link) => link.dataset.key === had)?.focus();
        const parts = [companies.length && counted(form.dataset.companies, companies.length), deals.length && counted(form.dataset.deals, deals.length)].filter(Boolean);
        heading.textContent =
          parts.length === 2 ? form.dataset.found.replace("{c}", parts[0]).replace("{d}", parts[1]) : (parts[0] ?? form.dataset.none);
        more.hidden = deals.length <= state.shown;
        results.hidden = false;
        document.documentElement.toggleAttribute("data-query", parts.length > 0);
        say(!parts.length ? "none" : found.some && deals.length ? "some" : "");
      } catch {
        if (turn !== latest) return;
        opened = undefined;
        results.hidden = true;
        delete document.documentElement.dataset.query;
        say("failed");
      }
      results.removeAttribute("aria-busy");
    };
    const go = (change, method) => {
      clearTimeout(timer);
      Object.assign(state, change, { shown: PAGE });
      history[method](null, "", address());
      return show();
    };

    input.addEventListener("focus", ready, { once: true });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      results.setAttribute("aria-busy", "true");
      timer = setTimeout(() => go({ q: input.value }, "replaceState"), WAIT);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go({ q: input.value }, "pushState");
    });
    boxes.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-key]");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      const [filter, value] = link.dataset.key.split(":");
      go({ [filter]: value }, "pushState");
    });
    more.addEventListener("click", async () => {
      const from = list.children.length;
      state.shown += PAGE;
      await show();
      one("a", list.children[from] ?? list)?.focus();
    });
    one("[data-retry]").addEventListener("click", () => show().then(() => input.focus()));
    addEventListener("popstate", () => {
      read();
      input.value = state.q;
      show();
    });
    // Arrows go from the field through the results and back.
    document.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      const inField = document.activeElement === input;
      if (at < 0 && !inField) return;
      if (event.key === "ArrowDown") (links[at + 1] ?? links[at])?.focus();
      else if (event.key === "ArrowUp" && !inField) (links[at - 1] ?? input).focus();
      else if (event.key === "Escape" && !inField) input.focus();
      else return;
      event.preventDefault();
    });

    read();
    input.value = state.q;
    show();
  });
})();
