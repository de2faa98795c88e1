//! All files of the site at one time.

use std::cell::RefCell;
use std::collections::BTreeMap;

use tearsheet::diagnostics::Severity;
use tearsheet::files::{Asset, Files, Input};
use tearsheet::pipeline::Workspace;
use tearsheet::span::FileId;
use tearsheet::theme::Folders;
use toml::{Table, Value};

use super::base::FILES;
use super::base_deals::DEALS;
use super::dice::Dice;
use super::draw::{Draw, Pools};
use super::keys::{self, Change, Key};
use super::options;
use crate::support::split;

/// A text: its front matter, and its paragraphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    pub(super) front: Table,
    pub(super) words: Vec<String>,
}

/// What there is.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// Settings and sheets.
    pub(super) sheets: BTreeMap<String, Table>,
    pub(super) texts: BTreeMap<String, Text>,
    pub(super) clippings: BTreeMap<String, String>,
    /// What stands after the end of a sheet or text.
    pub(super) tails: BTreeMap<String, &'static str>,
    pub(super) assets: BTreeMap<String, &'static str>,
    /// Files of the project's own theme.
    pub(super) theme: BTreeMap<&'static str, &'static str>,
}

impl State {
    pub(super) fn new() -> State {
        let mut state = State {
            sheets: BTreeMap::new(),
            texts: BTreeMap::new(),
            clippings: BTreeMap::new(),
            tails: BTreeMap::new(),
            assets: BTreeMap::new(),
            theme: BTreeMap::new(),
        };
        for (path, text) in split(FILES).into_iter().chain(split(DEALS)) {
            if path.ends_with(".toml") {
                state.sheets.insert(path, text.parse().expect("a sheet"));
            } else if path.ends_with(".md") {
                let (front, words) = match text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n")) {
                    Some((front, words)) => (front.parse().expect("front matter"), words),
                    None => (Table::new(), text.as_str()),
                };
                let words = words.trim().split("\n\n").map(str::to_owned).collect();
                state.texts.insert(path, Text { front, words });
            } else {
                state.clippings.insert(path, text);
            }
        }
        state
    }

    /// Adds deals like the first, each with a text of its own.
    pub(super) fn add_deals(&mut self, count: usize) {
        let mut deal = self.sheets["content/deals/first.toml"].clone();
        deal.remove("was");
        for number in 0..count {
            deal.insert("title".to_owned(), format!("Deal {number}").into());
            let path = format!("content/deals/deal-{number:02}");
            self.sheets.insert(format!("{path}.toml"), deal.clone());
            let words = vec![format!("The text of {number}.")];
            self.texts.insert(format!("{path}.md"), Text { front: Table::new(), words });
        }
    }

    /// The ids of a collection, by its files with this ending.
    fn ids(&self, collection: &str, ending: &str) -> Vec<String> {
        let paths = self.sheets.keys().chain(self.texts.keys());
        let names =
            paths.filter_map(|path| path.strip_prefix("content/")?.strip_prefix(collection)?.strip_suffix(ending));
        names.map(|name| name.trim_start_matches('/').to_owned()).collect()
    }

    /// What can be named in the document at this path.
    pub(super) fn pools(&self, path: &str) -> Pools {
        let names = |table: Option<&Value>| -> Vec<String> {
            table.and_then(Value::as_table).map(|table| table.keys().cloned().collect()).unwrap_or_default()
        };
        let settings = &self.sheets["tearsheet.toml"];
        let aliases = names(self.sheets.get(path).and_then(|sheet| sheet.get("sources")));
        let publisher = |sheet: &Table| sheet.get("publisher").and_then(Value::as_str).map(str::to_owned);
        Pools {
            deals: self.ids("deals", ".toml"),
            companies: self.ids("companies", ".toml"),
            sources: [self.ids("sources", ".toml"), aliases].concat(),
            pages: self.ids("pages", ".md"),
            topics: names(settings.get("topics")),
            outlets: self.sheets.values().filter_map(publisher).collect(),
            fields: names(settings.get("fields")),
        }
    }

    /// Whether a key stands in sheets of deals, or in texts.
    pub(super) fn is_of_deals(key: Key) -> bool {
        ["content/deals/x.toml", "content/deals/x.md"]
            .iter()
            .filter_map(|path| keys::schema(path))
            .any(|schema| keys::has(schema, key.table))
    }

    /// Documents, each with where it is.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&String, &Table)> {
        let texts = self.texts.iter().map(|(path, text)| (path, &text.front));
        self.sheets.iter().chain(texts)
    }

    fn document(&mut self, path: &str) -> &mut Table {
        match self.texts.get_mut(path) {
            Some(text) => &mut text.front,
            None => self.sheets.get_mut(path).expect("a document"),
        }
    }

    /// Changes a key, this one or any, with what goes with it.
    pub(super) fn change_key(
        &mut self,
        turn: Option<(Key, Change)>,
        dice: &mut Dice,
        workspace: &RefCell<Workspace>,
    ) -> Option<String> {
        let (key, change) = turn.unwrap_or_else(|| {
            let mut all: Vec<Key> = keys::all().into_keys().collect();
            // What deals say is edited most, by people too.
            if !dice.hits(4) {
                all.retain(|key| State::is_of_deals(*key));
                let claims: Vec<Key> = all.iter().filter(|key| key.table == "a claim").copied().collect();
                all.extend([claims.clone(), claims].concat());
            }
            (dice.pick(&all), dice.pick(&[Change::Add, Change::Replace, Change::Remove]))
        });
        let has = |path: &&String| keys::schema(path).is_some_and(|schema| keys::has(schema, key.table));
        let mut paths: Vec<String> = self.documents().map(|(path, _)| path).filter(has).cloned().collect();
        dice.shuffle(&mut paths);
        for path in paths {
            let schema = keys::schema(&path)?;
            let pools = self.pools(&path);
            let mut draw = Draw { dice, pools: &pools };
            let Some(edit) = keys::edit(self.document(&path), schema, key, change, &mut draw) else { continue };
            for _ in 0..2 {
                let Some(problems) = self.problems(workspace) else { break };
                let mut draw = Draw { dice, pools: &pools };
                edit.help_on(self.document(&path), &problems, &mut draw);
            }
            return Some(format!("{change:?} `{}` of {} in {path}", key.name, key.table));
        }
        None
    }

    /// The titles of all errors; `None` if there are none.
    pub(super) fn problems(&self, workspace: &RefCell<Workspace>) -> Option<String> {
        let mut compiled = workspace.borrow_mut().compile(self.input(), &self.themes(), &[], &options());
        compiled.check();
        let errors = compiled.diagnostics.0.iter().filter(|problem| problem.severity == Severity::Error);
        let titles: Vec<&str> = errors.map(|problem| problem.title.as_str()).collect();
        (!titles.is_empty()).then(|| titles.join("\n"))
    }

    /// All texts in the order in which they are read: clippings come last.
    fn all_texts(&self) -> Vec<(String, String)> {
        let tail = |path: &String| self.tails.get(path).copied().unwrap_or("");
        let sheets = self.sheets.iter().map(|(path, sheet)| (path.clone(), format!("{sheet}{}", tail(path))));
        let texts = self.texts.iter().map(|(path, text)| {
            let front = if text.front.is_empty() { String::new() } else { format!("+++\n{}+++\n\n", text.front) };
            (path.clone(), format!("{front}{}\n{}", text.words.join("\n\n"), tail(path)))
        });
        let mut all: Vec<(String, String)> = sheets.chain(texts).collect();
        all.sort();
        all.extend(self.clippings.clone());
        all
    }

    pub(super) fn input(&self) -> Input {
        let mut files = Files::default();
        for (path, text) in self.all_texts() {
            let is_clipping = self.clippings.contains_key(&path);
            let id: FileId = files.add(path, text);
            files.clippings.extend(is_clipping.then_some(id));
        }
        let assets = self.assets.iter().map(|(path, bytes)| Asset {
            path: path.clone(),
            bytes: bytes.as_bytes().into(),
            shown: None,
        });
        files.assets = assets.collect();
        Input { files, ..Input::default() }
    }

    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let texts = self.all_texts().into_iter().map(|(path, text)| (path, text.into_bytes()));
        let assets = self.assets.iter().map(|(path, bytes)| (path.clone(), bytes.as_bytes().to_vec()));
        let mut files: BTreeMap<String, Vec<u8>> = texts.chain(assets).collect();
        for (theme, folder) in self.themes() {
            files.extend(folder.into_iter().map(|(path, bytes)| (format!("themes/{theme}/{path}"), bytes.to_vec())));
        }
        files
    }

    pub(super) fn themes(&self) -> Folders {
        let manifest =
            ("theme.toml", "extends = \"ledger\"\n[options]\nalpha = \"\"\nbeta = \"\"\ngamma = \"\"\ndelta = \"\"\n");
        let own = self.theme.iter().map(|(path, text)| (*path, *text)).chain([manifest]);
        let own = own.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec().into())).collect();
        Folders::from([("own".to_owned(), own)])
    }
}
