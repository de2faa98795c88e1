//! Random edits to a small site, for everything that must come to the same by whatever way: a workspace that was
//! edited, a build after a build. Scripts are drawn from a seed, which a failure names.

use std::collections::BTreeMap;

use tearsheet::files::{Asset, Files, Input};
use tearsheet::theme::Folders;

/// SplitMix64: the same scripts on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    /// One of a list.
    pub(crate) fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.roll(list.len())]
    }
}

/// A deal's sheet, in the parts that are edited.
#[derive(Clone)]
struct Deal {
    title: String,
    status: &'static str,
    top: &'static str,
    roles: &'static str,
    value: &'static str,
    more: &'static str,
}

/// The site, as an editor sees it.
pub(crate) struct Site {
    settings: [&'static str; 3],
    deals: BTreeMap<String, Deal>,
    /// Texts by path; sheets of deals are made from `deals`.
    texts: BTreeMap<String, String>,
    assets: BTreeMap<String, &'static str>,
    template: &'static str,
}

const STATUSES: &[&str] = &[
    "{ is = \"signed\", on = \"2026-03-02\", source = \"wire:3\" }",
    "{ is = \"in-talks\", on = \"2026-03-01\", source = \"wire\" }",
    "[{ is = \"in-talks\", on = \"2026-01\", source = \"wire\" }, { is = \"signed\", on = \"2026-04-05\", source = \"wire\" }]",
    "{ is = \"cancelled\", on = \"2025-12-31\", source = \"daily\" }",
    "{ is = \"signd\", on = \"2026\" }",
];
const TOPS: &[&str] = &[
    "",
    "topics = [\"power\"]\n",
    "follows = \"first\"\n",
    "part_of = \"plan\"\n",
    "was = [\"before\"]\n",
    "draft = true\n",
    "publish_on = 2027-01-01\n",
    "supersedes = \"second\"\n",
    "follows = \"nothing\"\n",
];
const ROLES: &[&str] = &[
    "customer = \"acme\"\nsupplier = \"globex\"\n",
    "customer = \"globex\"\nsupplier = \"acme\"\n",
    "investor = \"acme\"\ninvestee = \"initech\"\n",
    "customer = \"nobody\"\nsupplier = \"acme\"\n",
];
const VALUES: &[&str] = &[
    "value = { is = \"5 billion USD\", source = \"wire:4\" }\n",
    "value = { is = \"up to 7 billion USD\", source = \"daily\" }\n",
    "value = [{ is = \"5 billion USD\", source = \"wire\", as_of = \"2026-02\" }, { is = \"6 billion USD\", source = \"wire\", as_of = \"2026-04\" }]\n",
    "value = [{ is = \"5 billion USD\", source = \"wire\" }, { is = \"9 billion USD\", source = \"daily\", rank = \"deprecated\", because = \"a slip\" }]\n",
    "value = { is = \"undisclosed\", source = \"wire\" }\n",
    "value = \"5 billion USD\"\n",
    "value = { is = \"5 bilion USD\", source = \"wire\" }\n",
    "",
];
const MORE: &[&str] = &[
    "",
    "term = { is = \"5 years\", source = \"wire\" }\n",
    "stake = { is = \"up to 10 %\", source = \"daily\" }\n",
    "[[milestone]]\nwhat = \"first site\"\ndue = \"2027\"\nsource = \"wire\"\n",
    "[[quote]]\nby = \"A. B.\"\nof = \"acme\"\ntext = \"it may\"\nsource = \"wire:4\"\n",
    "value = \n",
    "[[allow]]\ncode = \"figure-unbacked\"\nwhy = \"said elsewhere\"\n",
    "[[allow]]\ncode = \"no-quote\"\nwhy = \"not yet\"\nuntil = 2026-04-30\n",
];
const TEXTS: &[&str] = &[
    "Acme pays {{ value }}.[^wire]\n",
    "See [[first]] and [[plan|the plan]]; Globex and Initech.\n",
    "+++\ntitle = \"Another title\"\ndek = \"A dek.\"\n+++\n\nWords {{ first.value }}.\n",
    "+++\ndraft = true\n+++\n\nNot yet.\n",
    "It leads [[nowhere]] and cites.[^nobody]\n",
    "![a picture](map.png) and a table:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "A contract of $5 billion, of $8 billion.\n",
    "{{ gone.value }}\n",
    "Windows ends lines\r\nlike this, about $77 million.\r\n",
    "\u{feff}+++\ntitle = \"Marked\"\n+++\n\nA byte order mark.\n",
];
const WORDS: &[&str] = &[
    "\nMore words.\n",
    "\n## A heading\n\nAcme, and Globex.\n",
    "and words at the end, with an *accent*.\n",
    "\nA contract of $5 billion.\n",
    "\nA contract of $3 billion.\n",
    "\nSee [[first]].\n",
    "\n`code`, and a note.[^daily]\n",
    "\nIt will cost $77 million a year.\n",
];
const COMPANIES: &[&str] = &[
    "name = \"Acme\"\n",
    "name = \"Acme\"\naliases = [\"Acme Power\"]\n",
    "name = \"Acme\"\npart_of = \"globex\"\n",
    "name = \"Acme\"\nkind = \"utility\"\n[[event]]\non = \"2026-02\"\nwhat = \"Floats\"\nsource = \"wire\"\n",
];
const SOURCES: &[&str] = &[
    "title = \"W\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"2026-04-30\"\n",
    "title = \"W\"\nkind = \"blog\"\nlang = \"en\"\npublished = \"2026-04-30\"\n",
    "title = \"W\"\nkind = \"wire\"\nlang = \"en\"\npublished = \"2026-04-30\"\nrelays = [\"daily\"]\n",
];
const TEMPLATES: &[&str] = &["", "<p>gone</p>\n", "<p>{{ page.title }}</p>\n", "{% if %}\n"];

impl Site {
    /// One without mistakes.
    pub(crate) fn new() -> Site {
        let deal = |title: &str, top| Deal {
            title: title.to_owned(),
            status: STATUSES[0],
            top,
            roles: ROLES[0],
            value: VALUES[0],
            more: MORE[0],
        };
        let deals = [("first", ""), ("second", TOPS[1]), ("third", TOPS[2]), ("plan", "umbrella = true\n")];
        let texts = [
            ("content/companies/acme.toml", COMPANIES[0]),
            ("content/companies/globex.toml", "name = \"Globex\"\n"),
            ("content/companies/initech.toml", "name = \"Initech\"\n"),
            ("content/sources/wire.toml", SOURCES[0]),
            ("content/sources/daily.toml", "title = \"D\"\nkind = \"press\"\nlang = \"fr\"\npublisher = \"Daily\"\n"),
            ("content/pages/method.md", "+++\ntitle = \"Method\"\n+++\n\nHow.\n"),
            ("content/deals/first.md", TEXTS[0]),
            ("content/deals/second.md", TEXTS[1]),
        ];
        Site {
            settings: ["[\"en\", \"fr\"]", "true", "20"],
            deals: deals.map(|(id, top)| (id.to_owned(), deal(id, top))).into(),
            texts: texts.map(|(path, text)| (path.to_owned(), text.to_owned())).into(),
            assets: BTreeMap::new(),
            template: TEMPLATES[0],
        }
    }

    /// One with more deals than the feeds of a site have room for.
    pub(crate) fn large() -> Site {
        let mut site = Site::new();
        let deal = site.deals["first"].clone();
        for number in 0..36 {
            let id = format!("deal-{number:02}");
            let title = format!("Deal {number}");
            site.deals.insert(id.clone(), Deal { title, ..deal.clone() });
            site.texts.insert(format!("content/deals/{id}.md"), format!("The text of {number}.\n"));
        }
        site
    }

    /// One edit, in a word for the message of a failure.
    pub(crate) fn edit(&mut self, dice: &mut Dice) -> String {
        let ids: Vec<String> = self.deals.keys().cloned().collect();
        let id = ids.get(dice.roll(ids.len().max(1))).cloned().unwrap_or_default();
        let kind = dice.roll(20);
        if let Some(deal) = self.deals.get_mut(&id) {
            match kind {
                0 | 1 => deal.value = dice.pick(VALUES),
                2 => deal.title = format!("Title {}", dice.roll(100)),
                3 => deal.status = dice.pick(STATUSES),
                4 => deal.top = dice.pick(TOPS),
                5 => deal.roles = dice.pick(ROLES),
                6 => deal.more = dice.pick(MORE),
                _ => {}
            }
        }
        let text = |ending: &str| format!("content/deals/{id}{ending}");
        match kind {
            7 | 8 => drop(self.texts.insert(text(dice.pick(&[".md", ".fr.md"])), dice.pick(TEXTS).to_owned())),
            9 => drop(self.texts.remove(&text(".md"))),
            10 => self.file_kind(dice, &id),
            11 => {
                let sheet = "content/companies/acme.toml".to_owned();
                self.texts.insert(sheet, dice.pick(COMPANIES).to_owned());
                self.texts.insert("content/companies/acme.md".to_owned(), dice.pick(TEXTS).to_owned());
            }
            12 => drop(self.texts.insert("content/sources/wire.toml".to_owned(), dice.pick(SOURCES).to_owned())),
            13 => match dice.roll(3) {
                0 => self.settings[0] = dice.pick(&["[\"en\", \"fr\"]", "[\"en\"]", "[\"fr\", \"en\"]"]),
                1 => self.settings[1] = dice.pick(&["true", "false"]),
                _ => self.settings[2] = dice.pick(&["20", "2"]),
            },
            14 => self.template = dice.pick(TEMPLATES),
            15 => match dice.roll(2) {
                0 => drop(self.assets.insert(format!("content/deals/{id}/map.png"), dice.pick(&["a", "b"]))),
                _ => drop(self.assets.pop_first()),
            },
            16..20 => self.words(dice),
            _ => {}
        }
        format!("{kind} {id}")
    }

    /// Other words in a text that is there.
    fn words(&mut self, dice: &mut Dice) {
        let texts: Vec<&String> = self.texts.keys().filter(|path| path.ends_with(".md")).collect();
        let Some(&path) = texts.get(dice.roll(texts.len().max(1))) else { return };
        let path = path.clone();
        let words = dice.pick(WORDS);
        self.texts.entry(path).and_modify(|text| *text = format!("{}\n{words}", text.trim_end()));
    }

    /// A sheet that is new, gone or renamed.
    fn file_kind(&mut self, dice: &mut Dice, id: &str) {
        let Some(deal) = self.deals.get(id).cloned() else { return };
        match dice.roll(3) {
            0 => drop(self.deals.insert(format!("new-{}", dice.roll(5)), deal)),
            1 => drop(self.deals.remove(id)),
            _ => {
                self.deals.remove(id);
                self.deals.insert(format!("renamed-{}", dice.roll(5)), deal);
            }
        }
    }

    /// All texts, those that are made from parts among them.
    fn all_texts(&self) -> BTreeMap<String, String> {
        let [languages, mentions, size] = self.settings;
        let mut texts = self.texts.clone();
        texts.insert(
            "tearsheet.toml".to_owned(),
            format!(
                "title = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = {languages}\ncurrencies = [\"USD\"]\n\
                 mentions = {mentions}\npage_size = {size}\ntheme = \"own\"\nnav_pages = [\"method\"]\n\
                 [topics]\npower = {{ en = \"Power\", fr = \"Électricité\" }}\n"
            ),
        );
        for (id, deal) in &self.deals {
            let Deal { title, status, top, roles, value, more } = deal;
            let sheet = format!("title = \"{title}\"\nstatus = {status}\n{top}\n[[leg]]\n{roles}{value}{more}");
            texts.insert(format!("content/deals/{id}.toml"), sheet);
        }
        texts
    }

    /// What a compiler gets, besides [`Site::themes`].
    pub(crate) fn input(&self) -> Input {
        let mut files = Files::default();
        for (path, text) in self.all_texts() {
            files.add(path, text);
        }
        let assets =
            self.assets.iter().map(|(path, bytes)| Asset { path: path.clone(), bytes: bytes.as_bytes().into() });
        files.assets = assets.collect();
        Input { files, ..Input::default() }
    }

    /// What is on the disk.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let texts = self.all_texts().into_iter().map(|(path, text)| (path, text.into_bytes()));
        let assets = self.assets.iter().map(|(path, bytes)| (path.clone(), bytes.as_bytes().to_vec()));
        let mut files: BTreeMap<String, Vec<u8>> = texts.chain(assets).collect();
        for (theme, folder) in self.themes() {
            files.extend(folder.into_iter().map(|(path, bytes)| (format!("themes/{theme}/{path}"), bytes.to_vec())));
        }
        files
    }

    /// The project's own themes.
    pub(crate) fn themes(&self) -> Folders {
        let mut own = BTreeMap::from([("theme.toml".to_owned(), b"extends = \"ledger\"\n".to_vec().into())]);
        if !self.template.is_empty() {
            own.insert("templates/not_found.html".to_owned(), self.template.as_bytes().to_vec().into());
        }
        Folders::from([("own".to_owned(), own)])
    }
}
