//! What the guide lists of the vocabulary and the settings: all that is built in, and nothing else.

/// The columns of the table of `docs/fact-sheets.md` with this head.
fn documented(head: &str) -> Vec<Vec<String>> {
    let docs = include_str!("../../docs/fact-sheets.md");
    let (_, table) = docs.split_once(head).unwrap_or_else(|| panic!("no table {head}"));
    let rows = table.lines().skip(2).map(str::trim).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The words between two marks of `docs/fact-sheets.md`.
fn listed(from: &str, to: &str) -> Vec<&'static str> {
    let docs = include_str!("../../docs/fact-sheets.md");
    let list = docs.split_once(from).and_then(|(_, rest)| rest.split_once(to)).expect("a list").0;
    list.split([' ', ',', '`', '\n']).filter(|word| !word.is_empty()).collect()
}

fn names<T>(all: &[T], name: impl Fn(&T) -> &str) -> Vec<String> {
    all.iter().map(|one| name(one).to_owned()).collect()
}

#[test]
fn the_docs_list_what_is_built_in_and_nothing_else() {
    let vocabulary = tearsheet::parse::base_vocabulary();
    let mut units: Vec<String> = Vec::new();
    for row in documented("| measures | units |") {
        let row = row[1].split_once(';').map_or(row[1].as_str(), |(units, _)| units);
        units.extend(row.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned));
    }
    let mut built_in: Vec<String> = vocabulary.unit_keys().map(str::to_owned).collect();
    units.sort_unstable();
    built_in.sort_unstable();
    assert_eq!(units, built_in);

    let all_roles = names(&vocabulary.roles, |role| role.name());
    let mut pairs: Vec<Vec<String>> = Vec::new();
    for row in documented("| roles | kind | value |") {
        let words = row[0].split(|c: char| !c.is_ascii_lowercase() && c != '_');
        let mut pair: Vec<String> =
            words.filter(|word| all_roles.iter().any(|role| role == word)).map(str::to_owned).collect();
        pair.sort_unstable();
        pairs.push(pair);
    }
    let kinds = vocabulary.kinds.iter().map(|kind| {
        let mut roles: Vec<String> = kind.roles().map(str::to_owned).collect();
        roles.sort_unstable();
        roles
    });
    assert_eq!(pairs, kinds.collect::<Vec<_>>());

    let free: Vec<_> = vocabulary.roles.iter().filter(|role| role.free).map(|role| role.name()).collect();
    assert_eq!(listed("Besides, unpaid: ", ". With an `id`"), free);
    assert_eq!(listed("| `instrument` | word | ", ", or one"), names(&vocabulary.instruments, |one| one.name()));
    assert_eq!(listed("`kind` (", ", or one"), names(&vocabulary.company_kinds, |one| one.name()));

    let settings: String =
        documented("| key of `tearsheet.toml` | holds |").iter().map(|row| row[0].as_str()).collect();
    let [(_, keys), ..] = tearsheet::parse::schemas();
    let missing: Vec<_> = keys.rows().into_iter().map(|row| row.name).filter(|key| !settings.contains(key)).collect();
    assert_eq!(missing, [""; 0]);
}
