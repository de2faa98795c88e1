// The corpus as a site of Eleventy: the texts that `corpus --for hugo` writes, in a folder a language, and templates that
// show what those of Hugo show. What has the deals of something as its list is in the collection `lists`.

import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import footnote from "markdown-it-footnote";
import { parse } from "smol-toml";

const LANGUAGES = ["en", "fr"];
const WORDS = {
  en: { deals: "Deals", companies: "Companies", months: "Months", topics: "Topics" },
  fr: { deals: "Accords", companies: "Entreprises", months: "Mois", topics: "Thèmes" },
};
const A_PAGE = 20;

const home = (lang) => (lang === LANGUAGES[0] ? "/" : `/${lang}/`);
const slug = (name) => name.toLowerCase().replaceAll(" ", "-");

export default function (eleventy) {
  eleventy.setFrontMatterParsingOptions({ language: "toml", delimiters: "+++", engines: { toml: parse } });
  eleventy.amendLibrary("md", (markdown) => markdown.use(footnote));
  eleventy.addPlugin(highlight);
  eleventy.addFilter("home", home);
  eleventy.addFilter("slug", slug);
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventy.addFilter("words", (lang) => WORDS[lang]);
  eleventy.addGlobalData("site", { title: "Corpus", base: "https://corpus.example" });
  // en/deals/x.md → /deals/x/, fr/deals/x.md → /fr/deals/x/
  eleventy.addGlobalData("permalink", () => (data) => `${data.page.filePathStem.replace(/^\/en\//, "/")}/index.html`);

  eleventy.addCollection("fronts", (api) =>
    LANGUAGES.flatMap((lang) => {
      const deals = newestFirst(api, lang);
      const count = Math.ceil(deals.length / A_PAGE);
      return Array.from({ length: count }, (_, at) => {
        const path = (number) => (number === 0 ? home(lang) : `${home(lang)}page/${number + 1}/`);
        return {
          lang,
          path: path(at),
          newer: at > 0 && path(at - 1),
          older: at + 1 < count && path(at + 1),
          deals: deals.slice(at * A_PAGE, (at + 1) * A_PAGE),
        };
      });
    }),
  );
  eleventy.addCollection("lists", (api) => LANGUAGES.flatMap((lang) => listsOf(newestFirst(api, lang), lang)));
  eleventy.addCollection("indexes", (api) =>
    LANGUAGES.flatMap((lang) => {
      const lists = listsOf(newestFirst(api, lang), lang);
      return ["companies", "months", "topics"].map((kind) => {
        const of = lists.filter((list) => list.kind === kind).sort((a, b) => (a.title < b.title ? -1 : 1));
        return { lang, title: WORDS[lang][kind], path: `${home(lang)}${kind}/`, lists: of };
      });
    }),
  );
  eleventy.addCollection("feeds", (api) =>
    LANGUAGES.flatMap((lang) => {
      const deals = newestFirst(api, lang);
      const site = { lang, title: "Corpus", path: home(lang), deals };
      const companies = listsOf(deals, lang).filter((list) => list.kind === "companies");
      return [site, ...companies].map((list) => ({ ...list, deals: list.deals.slice(0, 20) }));
    }),
  );

  return { markdownTemplateEngine: false };
}

function newestFirst(api, lang) {
  return api.getFilteredByGlob(`${lang}/deals/*.md`).sort((a, b) => b.date - a.date);
}

// The list of all deals, one of each company, month and topic.
function listsOf(deals, lang) {
  const lists = [{ lang, kind: "deals", title: WORDS[lang].deals, path: `${home(lang)}deals/`, deals }];
  for (const kind of ["companies", "months", "topics"]) {
    const terms = new Map();
    for (const deal of deals) {
      for (const term of deal.data[kind]) {
        if (!terms.has(term)) terms.set(term, []);
        terms.get(term).push(deal);
      }
    }
    for (const [title, of] of terms) {
      lists.push({ lang, kind, title, path: `${home(lang)}${kind}/${slug(title)}/`, deals: of });
    }
  }
  return lists;
}
