//! Parsing one file: each mistake is one diagnostic at its place, with a fix where one is likely meant.

use std::fmt::Write as _;

use tearsheet::files::File;
use tearsheet::parse::{self, ClaimValue, Document, FieldKey, Parsed};
use tearsheet::span::FileId;

const DEAL: &str = "content/deals/openai-aws.toml";
const COMPANY: &str = "content/companies/aws.toml";
const SOURCE: &str = "content/sources/wire.toml";
const PAGE: &str = "content/pages/about.md";
const SITE: &str = "tearsheet.toml";

/// An unlikely number, so that spans can be told from digits of the text.
const ID: FileId = FileId(987_654_321);

fn file(path: &str, text: &str) -> File {
    File::new(ID, path, text)
}

fn parse(file: &File) -> Parsed {
    parse::parse(file, parse::base_vocabulary())
}

/// `line:column code title`, then the text after the fix, for each diagnostic in the order of places.
fn report(path: &str, text: &str) -> String {
    let file = file(path, text);
    let mut diagnostics = parse(&file).diagnostics;
    diagnostics.sort_by_key(|d| d.primary.span);
    let mut report = String::new();
    for d in diagnostics {
        let at = file.position(d.primary.span.start);
        let _ = writeln!(report, "{}:{} {} {}", at.line, at.column, d.code.name(), d.title);
        if let Some(fix) = d.suggestion {
            let mut fixed = text.to_owned();
            fixed.replace_range(fix.span.range(), &fix.replacement);
            let line = file.position(fix.span.start).line as usize;
            let _ = writeln!(report, "    {}", fixed.lines().nth(line - 1).unwrap_or("").trim());
        }
    }
    report
}

#[track_caller]
fn check(path: &str, text: &str, expected: &str) {
    let dedented: Vec<&str> = expected.lines().filter(|l| !l.trim().is_empty()).collect();
    let indent = dedented.iter().map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
    let expected: String = dedented.iter().map(|l| format!("{}\n", &l[indent..])).collect();
    assert_eq!(report(path, text), expected, "{text}");
}

/// A deal with one leg, `rest` below it.
fn deal(rest: &str) -> String {
    format!("title = \"T\"\nstatus = \"signed\"\n[[leg]]\ncustomer = \"a\"\nsupplier = \"b\"\n{rest}")
}

#[test]
fn ten_mistakes_are_ten_diagnostics() {
    let sheet = r#"titel  = "OpenAI buys cloud"
status = { is = "sined", on = "2025-11-31", sorce = "wire" }
topics = [1]
[[leg]]
customer = "openai"
suplier  = "aws"
value    = { is = "38 milliards USD", rank = "prefered" }
term     = "7"
starts   = 2025-11
[[leg]]
customer = "openai"
"#;
    check(
        DEAL,
        sheet,
        r#"
        1:1 unknown-key unknown key `titel` in a deal's sheet
            title  = "OpenAI buys cloud"
        2:18 status expected a status, found `sined`
            status = { is = "signed", on = "2025-11-31", sorce = "wire" }
        2:40 date this month has the days 01 to 30, found `31`
            status = { is = "sined", on = "2025-11-30", sorce = "wire" }
        2:45 unknown-key unknown key `sorce` in a claim
            status = { is = "sined", on = "2025-11-31", source = "wire" }
        3:11 type `topics` takes a string or a list of strings, found an integer
        6:1 role unknown role `suplier`
            supplier  = "aws"
        7:23 amount expected a unit, found `milliards`
            value    = { is = "38 billion USD", rank = "prefered" }
        7:47 value expected a rank, found `prefered`
            value    = { is = "38 milliards USD", rank = "preferred" }
        8:13 amount an amount without a unit: `7`
        9:12 toml a date that is not a whole day must be quoted, found `2025-11`
            starts   = "2025-11"
        11:1 role `customer` without `supplier`
        "#,
    );
}

#[test]
fn keys_that_must_be_there_are_missed() {
    check(
        DEAL,
        "dek = 'x'",
        "
        1:1 missing-key missing key `title` in a deal's sheet
        1:1 missing-key missing key `status` in a deal's sheet
        1:1 missing-key missing key `[[leg]]` in a deal's sheet
        ",
    );
    check(COMPANY, "kind = 'cloud'", "1:1 missing-key missing key `name` in a company's sheet");
    check(
        SOURCE,
        "lang = 'fr'",
        "
        1:1 missing-key missing key `title` in a source's sheet
        1:1 missing-key missing key `kind` in a source's sheet
        ",
    );
    check(
        SITE,
        "theme = 'ledger'",
        "
        1:1 config missing key `title` in `tearsheet.toml`
        1:1 config missing key `base_url` in `tearsheet.toml`
        1:1 config missing key `languages` in `tearsheet.toml`
        ",
    );
    check(
        DEAL,
        &deal("value = { source = 'x' }\n[[milestone]]\n[[quote]]\n[[reaction]]\n[[allow]]\n"),
        "
        6:9 missing-key missing key `is` in a claim
        7:1 missing-key missing key `what` in a milestone
        8:1 missing-key missing key `by` in a quote
        8:1 missing-key missing key `text` in a quote
        9:1 missing-key missing key `what` in a reaction
        10:1 missing-key missing key `code` in a waiver
        10:1 missing-key missing key `why` in a waiver
        ",
    );
    let expands = deal("").replace("title", "expands = 'x'\ntitle");
    check(DEAL, &expands, "1:12 missing-key missing key `adds` in what `expands` another");
}

#[test]
fn a_key_in_the_wrong_table_is_told_where_it_belongs() {
    check(
        DEAL,
        &deal("topics = ['x']\n[sources]\nwire = 'x'\npart_of = 'plan'\n").replace("title", "value = '1 USD'\ntitle"),
        "
        1:1 unknown-key unknown key `value` in a deal's sheet
        7:1 unknown-key unknown key `topics` in a leg
        10:1 unknown-key unknown key `part_of` in `[sources]`
        ",
    );
}

#[test]
fn toml_errors_are_shown_once_and_leave_the_rest_checked() {
    check(
        DEAL,
        "title = \"T\nstatus = signed\ntopics = [“a”]\ndraft = false\ndraft = true\nadds = \nwas = 'A'\n",
        "
        1:9 toml `\"` is never closed
        2:10 toml text must be quoted, found `signed`
            status = \"signed\"
        3:11 toml expected straight quotes, found `“a”`
            topics = [\"a\"]
        5:1 toml duplicate key `draft`
        6:8 toml expected a value after `=`, found nothing
        7:8 value `A` cannot be an id
        ",
    );
    check(DEAL, "title = 'T'\nstatus = [\n  'signed'\n\n[[leg]]\ncustomer = 'a'\n", "2:10 toml `[` is never closed");
    check(DEAL, "title = 'T'\nstatus = { is = \"\"\"signed\n[[leg]]\n", "2:17 toml `\"\"\"` is never closed");
    check(
        COMPANY,
        "name = 'A\u{1}B\u{2}'\nkind = 'x\u{0}'\n",
        "
        1:10 encoding a control character, U+0001
            name = 'AB\u{2}'
        1:12 encoding a control character, U+0002
            name = 'A\u{1}B'
        2:10 encoding a control character, U+0000
            kind = 'x'
        ",
    );
}

#[test]
fn a_broken_sheet_still_owns_its_id_and_what_could_be_read() {
    let parsed = parse(&file(DEAL, "title = \"T\nstatus = \"signed\"\n[[leg]]\ncustomer = \"a\"\n"));
    let [Document::Deal(deal)] = &parsed.documents[..] else { panic!("no deal") };
    assert_eq!((deal.id.as_str(), deal.broken, deal.status.len(), deal.legs.len()), ("openai-aws", true, 1, 1));
    assert_eq!(parsed.diagnostics.len(), 1, "no message follows from the first");
}

#[test]
fn roles_make_one_pair() {
    let leg = |roles: &str| format!("title = 'T'\nstatus = 'signed'\n[[leg]]\n{roles}\n");
    for (roles, expected) in [
        ("value = '1 USD'", "3:1 role a leg without a pair of roles"),
        ("maker = 'x'", "3:1 role a leg without a pair of roles"),
        ("investee = 'x'", "4:1 role `investee` without `investor`"),
        ("licensor = 'x'", "4:1 role `licensor` without `licensee` or `distributor`"),
        ("partners = 'x'", "4:13 role `partners` takes two companies or more, found one"),
        ("lender = 'x'\ntenant = 'y'", "5:1 role roles that do not make a pair: `lender`, `tenant`"),
        (
            "customer = 'x'\nsupplier = 'y'\nholder = 'z'",
            "6:1 role `holder` is no role of `purchase`, the kind that the others make",
        ),
        (
            "customer = 3",
            "4:12 type `customer` takes a company's id, a table with `is` or `unnamed`, or a list of these, found an integer",
        ),
        ("customer = ['x', 'y']\nsupplier = 'z'\nmaker = ['x']", ""),
        ("partners = ['x', 'y']", ""),
    ] {
        check(DEAL, &leg(roles), expected);
    }
    check(DEAL, &leg("customer = 'x'").replace("title", "umbrella = true\ntitle"), "");
}

#[test]
fn a_field_that_only_the_site_may_know_stays_raw() {
    let text = deal("since = 2019-01-02\nheld = { is = { fr = 'non', en = 'no' }, source = 'x:3' }\nvalue = '1 USD'\n");
    let parsed = parse(&file(DEAL, &text));
    let [Document::Deal(deal)] = &parsed.documents[..] else { panic!("no deal") };
    let [since, held, value] = &deal.legs[0].facts[..] else { panic!("{:?}", deal.legs[0].facts) };
    let ClaimValue::Raw(date) = &since.claims[0].value else { panic!("{since:?}") };
    assert_eq!((since.field, date.values[0].1.value.as_str()), (FieldKey::Declared, "2019-01-02"));
    let ClaimValue::Raw(words) = &held.claims[0].value else { panic!("{held:?}") };
    assert_eq!((words.values.len(), held.claims[0].sources[0].line), (2, Some(3)));
    assert!(matches!(value.field, FieldKey::Builtin(_)), "{value:?}");
    assert_eq!(parsed.diagnostics, []);
}

#[test]
fn front_matter_is_read_in_place() {
    check(
        PAGE,
        "\u{feff}+++\r\ntitel = 'x'\r\nmentions = 'false'\r\ndraft = = 1\r\n+++\r\ntext",
        "
        2:1 unknown-key unknown key `titel` in front matter
            title = 'x'
        3:12 type `mentions` takes `true` or `false`, found a string
            mentions = false
        4:9 front-matter extra `=`, expected nothing
        ",
    );
    check(
        PAGE,
        "+++\ntitle = 'x'\n",
        "1:1 front-matter front matter that is never closed, expected a second line `+++`",
    );
    check(
        PAGE,
        "---\ntitle: x\n---\n",
        "1:1 front-matter expected front matter as TOML between two lines `+++`, found YAML between `---`",
    );
    check(
        "content/deals/a.en.md",
        "+++\nwas = 'b'\n+++\n",
        "2:1 unknown-key unknown key `was` in front matter: former ids stand in the sheet",
    );
    let parsed = parse(&file(PAGE, "+++\ntitle = 'x'\nwas = 'old'\n+++\ntext +++\n"));
    let [Document::Prose(prose)] = &parsed.documents[..] else { panic!("no prose") };
    assert_eq!((prose.start, prose.was[0].value.as_str()), (32, "old"));
}

#[test]
fn sources_and_settings_are_checked() {
    check(
        SOURCE,
        "title = 'x'\nkind = 'newspaper'\nurl = 'example.com/a'\narchive_url = 'javascript:x'\nlang = 'french'\n\
         comments_from = 0\nread_on = '2025-11'\nrelays = ['a', 1]\n[translated]\nby = 'machine'\n",
        "
        2:9 value expected a kind of source, found `newspaper`
            kind = 'press'
        3:8 url-scheme expected an address with http or https, found `example.com/a`
            url = 'https://example.com/a'
        4:16 url-scheme expected an address with http or https, found `javascript:x`
        5:9 value expected a language tag such as `fr` or `pt-BR`, found `french`
        6:17 value expected a line number from 1, found `0`
        7:12 date `read_on` takes a whole day such as `2025-11-03`, found `2025-11`
        8:16 type `relays` takes a string or a list of strings, found an integer
        9:1 missing-key missing key `from` in `translated`
        ",
    );
    check(
        SITE,
        "title = 'T'\nbase_url = 'ftp://example.org'\nlanguages = ['fr', 'x']\ncurrencies = ['usd']\npage_size = 4\n\
         links = 'dir'\n[topics]\nA = 'a'\n[fields.value]\non = 'leg'\ntype = 'money'\n[fields.x]\non = 'leg'\n",
        "
        2:13 config expected an address such as `https://example.org/`, found `ftp://example.org`
        3:21 config expected a language tag such as `fr` or `pt-BR`, found `x`
        4:16 config expected an ISO 4217 code such as `USD`, found `usd`
            currencies = ['USD']
        5:13 config expected a page size from 5 to 200, found `4`
        6:10 value expected a style of links, found `dir`
        8:1 config expected a topic of lower-case letters, digits and `-`, found `A`
        9:9 config `value` is a built-in key and cannot be declared
        12:1 config missing key `type` in a field's declaration
        ",
    );
}

#[test]
fn the_briefing_itself_parses_without_a_word() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = walkdir::WalkDir::new(root.join("content")).into_iter().map(|e| e.expect("content can be read"));
    let texts = entries.filter(|e| e.path().extension().is_some_and(|x| x == "toml" || x == "md"));
    let paths: Vec<_> = texts.map(|e| e.into_path()).chain([root.join(SITE)]).collect();
    assert!(paths.len() > 30, "only {} files", paths.len());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a text file");
        let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
        let parsed = parse(&file(&relative, &text));
        assert!(!parsed.documents.is_empty(), "{relative}");
        assert_eq!(parsed.diagnostics, [], "{relative}");
    }
}
