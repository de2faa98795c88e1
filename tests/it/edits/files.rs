//! Edits of everything but a key: files that come, go and are renamed, words, the theme, what is no text.

use std::cell::RefCell;

use tearsheet::parse::Names;
use tearsheet::pipeline::Workspace;
use toml::Table;

use super::base::{TAILS, THEME, WORDS};
use super::dice::Dice;
use super::draw::{Draw, FREE};
use super::keys;
use super::state::{State, Text};

/// One of these edits, in words; `None` if there is nothing to be edited so.
pub(super) fn edit(state: &mut State, dice: &mut Dice, workspace: &RefCell<Workspace>) -> Option<String> {
    match dice.roll(26) {
        0 => new_sheet(state, dice),
        1 => remove(state, dice),
        2 => rename(state, dice),
        3 => new_text(state, dice),
        4..=8 => words(state, dice),
        9 => theme(state, dice),
        10 => asset(state, dice),
        11 => tail(state, dice),
        12 => clipping(state, dice),
        _ => state.change_key(None, dice, workspace),
    }
}

fn new_sheet(state: &mut State, dice: &mut Dice) -> Option<String> {
    let collection = dice.pick(&["deals", "deals", "companies", "sources"]);
    let path = format!("content/{collection}/{}.toml", dice.pick(&FREE));
    let pools = state.pools(&path);
    let mut sheet = Draw { dice, pools: &pools }.table(keys::schema(&path)?, "");
    if collection == "deals" && !sheet.contains_key("leg") {
        // The first deal may have been removed, or have another name by now.
        let leg = state.sheets.get("content/deals/first.toml")?.get("leg")?.clone();
        sheet.insert("leg".to_owned(), leg);
    }
    state.sheets.insert(path.clone(), sheet);
    Some(format!("new {path}"))
}

fn remove(state: &mut State, dice: &mut Dice) -> Option<String> {
    let paths: Vec<String> = state.documents().map(|(path, _)| path.clone()).collect();
    let path = dice.any(&paths).filter(|path| path.starts_with("content/"))?;
    state.sheets.remove(path);
    state.texts.remove(path);
    Some(format!("no {path}"))
}

/// A sheet with its texts, at another name.
fn rename(state: &mut State, dice: &mut Dice) -> Option<String> {
    let sheets: Vec<String> = state.sheets.keys().filter(|path| path.starts_with("content/")).cloned().collect();
    let old = dice.any(&sheets)?.trim_end_matches(".toml").to_owned();
    let (folder, _) = old.rsplit_once('/')?;
    let new = format!("{folder}/{}", dice.pick(&FREE));
    let moved = |path: &str| Some(format!("{new}.{}", path.strip_prefix(&old)?.strip_prefix('.')?));
    let renamed = |path: String| moved(&path).unwrap_or(path);
    state.sheets = std::mem::take(&mut state.sheets).into_iter().map(|(path, sheet)| (renamed(path), sheet)).collect();
    state.texts = std::mem::take(&mut state.texts).into_iter().map(|(path, text)| (renamed(path), text)).collect();
    Some(format!("{old} becomes {new}"))
}

fn new_text(state: &mut State, dice: &mut Dice) -> Option<String> {
    let sheets: Vec<String> = state.sheets.keys().filter(|path| !path.contains("/sources/")).cloned().collect();
    let of = dice.any(&sheets)?.strip_suffix(".toml")?.strip_prefix("content/")?;
    let stem = if dice.hits(4) { format!("pages/{}", dice.pick(&FREE)) } else { of.to_owned() };
    let path = format!("content/{stem}{}", dice.pick(&[".md", ".fr.md"]));
    let pools = state.pools(&path);
    let front = match dice.hits(2) || stem.starts_with("pages/") {
        true => Draw { dice, pools: &pools }.table(keys::schema(&path)?, ""),
        false => Table::new(),
    };
    let words = (0..1 + dice.roll(3)).map(|_| paragraph(state, &path, dice)).collect();
    let mut text = Text { front, words };
    if stem.starts_with("pages/") {
        text.front.insert("title".to_owned(), "A page".into());
    }
    state.texts.insert(path.clone(), text);
    Some(format!("new {path}"))
}

/// A paragraph more, less, or elsewhere.
pub(super) fn words(state: &mut State, dice: &mut Dice) -> Option<String> {
    let paths: Vec<String> = state.texts.keys().cloned().collect();
    let path = dice.any(&paths)?.clone();
    let paragraph = paragraph(state, &path, dice);
    let words = &mut state.texts.get_mut(&path)?.words;
    let at = dice.roll(words.len() + 1);
    let done = match dice.roll(4) {
        0 if words.len() > 1 => format!("no `{}` in {path}", words.remove(at.min(words.len() - 1))),
        1 if words.len() > 1 => {
            let last = words.len() - 1;
            words.swap(at.min(last), last);
            format!("another order in {path}")
        }
        _ => {
            words.insert(at, paragraph.clone());
            format!("`{paragraph}` in {path}")
        }
    };
    Some(done)
}

fn paragraph(state: &State, path: &str, dice: &mut Dice) -> String {
    let pools = state.pools(path);
    let mut text = dice.pick(&WORDS).to_owned();
    let mut draw = Draw { dice, pools: &pools };
    let names =
        [("{deal}", Names::Deal), ("{company}", Names::Company), ("{page}", Names::Page), ("{source}", Names::Source)];
    for (mark, kind) in names {
        text = text.replace(mark, &draw.name(kind));
    }
    text.replace("{part}", draw.dice.pick(&["warrant", "supply", "alpha", "equity"]))
}

fn theme(state: &mut State, dice: &mut Dice) -> Option<String> {
    let (path, text) = dice.pick(&THEME);
    match dice.hits(3) {
        true => drop(state.theme.remove(path)?),
        false => drop(state.theme.insert(path, text)),
    }
    Some(format!("{path} of the theme"))
}

fn asset(state: &mut State, dice: &mut Dice) -> Option<String> {
    let deals: Vec<String> = state.sheets.keys().filter(|path| path.contains("/deals/")).cloned().collect();
    let folder = dice.any(&deals)?.strip_suffix(".toml")?;
    let path = match dice.roll(3) {
        0 => "static/file.txt".to_owned(),
        _ => format!("{folder}/map.png"),
    };
    match dice.hits(3) {
        true => drop(state.assets.pop_first()?),
        false => drop(state.assets.insert(path.clone(), dice.pick(&["a", "b"]))),
    }
    Some(path)
}

fn tail(state: &mut State, dice: &mut Dice) -> Option<String> {
    let paths: Vec<String> = state.documents().map(|(path, _)| path.clone()).collect();
    let path = dice.any(&paths)?.clone();
    match dice.hits(3) {
        true => drop(state.tails.pop_first()?),
        false => drop(state.tails.insert(path.clone(), dice.pick(&TAILS))),
    }
    Some(format!("the end of {path}"))
}

fn clipping(state: &mut State, dice: &mut Dice) -> Option<String> {
    let lines = ["alpha and beta\n", "steady supply of the first order\n", "Acme Power\n"];
    let path = format!("clippings/{}.txt", dice.any(&state.pools("").sources)?);
    match dice.hits(4) {
        true => drop(state.clippings.remove(&path)?),
        false => state.clippings.entry(path.clone()).or_default().push_str(dice.pick(&lines)),
    }
    Some(path)
}
