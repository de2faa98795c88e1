//! A briefing for tests, from files written in one string.

use crate::files::Files;
use crate::model::Briefing;
use crate::parse;
use crate::plan::{Plan, plan};
use crate::resolve::{Memo, Options, resolve};

/// What each of these titles holds would break some format if it were written as it is.
pub(super) const HOSTILE: &str = "=HYPERLINK(\"x\") ]]> </script><!-- & 'quote' \\ \u{202E}שלום 😀 \u{2028}\u{2029}";

/// Settings, companies, sources and deals, with a hostile title for each.
const FILES: &str = r##"
//- tearsheet.toml
title = { en = "Gigawatt & Co", fr = "Gigawatt" }
description = "Who pays <whom>"
base_url = "https://gigawatt.example/below/"
languages = ["en", "fr"]
currencies = ["USD", "EUR"]
[topics]
chips = { en = "Chips", fr = "Puces" }
[fields.design_input]
on = "leg"
type = "text"
label = { fr = "Conception", en = "Design" }
//- content/companies/amazon.toml
name = "Amazon"
legal_name = "Amazon.com, Inc."
kind = "holding"
ticker = "XNAS:AMZN"
ids = { wikidata = "Q3884", lei = "ZXTILKJKG63JELOEG630" }
//- content/companies/aws.toml
name = "Amazon Web Services"
short = "AWS"
kind = "cloud"
part_of = "amazon"
//- content/companies/openai.toml
name = "@HOSTILE@"
kind = "lab"
[[valuation]]
is = "> 500 billion USD"
source = "press:15"
//- content/companies/amd.toml
name = "AMD"
kind = "chipmaker"
//- content/sources/wire.toml
title = "@HOSTILE@"
publisher = "+Wire"
kind = "wire"
lang = "en"
published = "2025-11-03?"
url = "https://wire.example/?a=1&b=2"
//- content/sources/press.toml
title = "Presse"
kind = "press"
lang = "fr"
published = "2025-12-17"
//- content/deals/plan.toml
title = "The plan"
umbrella = true
status = { is = "announced", on = "2025-09", source = "wire:1" }
[[leg]]
customer = "openai"
value = { is = "1.4 trillion USD", source = "wire:2" }
//- content/deals/openai-amd.toml
title = "@HOSTILE@"
topics = ["chips"]
headline = "purchase.value"
part_of = "plan"
follows = "plan"
status = [
  { is = "announced", on = "2025-10", source = "press:3" },
  { is = "signed", on = "2025-11-03?", source = "wire:3", quote = "@HOSTILE@", by = "-Somebody", via = ["@Outlet"] },
]
[[leg]]
customer = "openai"
supplier = "aws"
maker = "amd"
value = [
  { is = "tens of billions USD", source = ["wire:4", "press:5"], rank = "preferred" },
  { is = "1.25 billion USD", source = "wire:1", rank = "deprecated", because = { fr = "traduction", en = "translation" } },
]
term = { is = "7 years", source = "wire:5" }
capacity = { is = "up to 6 GW", of = "chips", source = "wire:6", note = "a note" }
starts = { is = "../2026", source = "wire:7" }
hardware = { is = { fr = "puces", en = "@HOSTILE@" }, source = "wire:8" }
design_input = { is = "OpenAI has a say", source = "press:9", hedge = "conditional" }
[[leg.tranche]]
id = "first"
what = { fr = "Premier", en = "First" }
capacity = { is = "1 GW", of = "chips", source = "wire:4" }
[[leg]]
issuer = "amd"
holder = "openai"
stake = { is = "up to 10 %", source = "wire:9" }
value = { is = "undisclosed", source = "wire:9" }
[[milestone]]
id = "first"
what = { fr = "Premier", en = "First" }
due = { is = "2026-H2", source = "wire:4" }
[[quote]]
by = "Sam \"Altman\""
of = "openai"
text = { en = "Line one\nline two" }
source = "wire:11"
[[reaction]]
company = "amd"
what = "shares jumped"
value = { is = "≥ 10 billion USD", source = "press:4" }
source = "press:4"
quote = "bondi"
[[allow]]
code = "raw-html"
why = "a secret of the editors"
//- content/deals/hidden.toml
title = "Embargoed"
draft = true
status = { is = "in-talks", on = "2025-11-01", source = "wire:3" }
[[leg]]
customer = "openai"
supplier = "amd"
"##;

/// The briefing and its plan.
pub(super) fn briefing() -> (Briefing, Plan) {
    let mut files = Files::default();
    let hostile = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    let text = FILES.replace("@HOSTILE@", &hostile);
    let mut parts: Vec<(&str, &str)> = text.split("//- ").filter_map(|part| part.split_once('\n')).skip(1).collect();
    parts.sort_unstable();
    for (path, text) in parts {
        files.add(path, text);
    }
    let parsed = parse::parse_all(files.texts.iter().map(|file| &**file));
    let today = jiff::civil::date(2026, 6, 1);
    let (briefing, mut problems) = resolve(&files, &parsed, Options { today, drafts: false }, &mut Memo::default());
    problems.extend(parsed.iter().flat_map(|p| p.diagnostics.clone()));
    let titles: Vec<&str> = problems.0.iter().map(|p| p.title.as_str()).collect();
    assert_eq!(titles, [""; 0], "the fixture has mistakes");
    let (plan, _) = plan(&briefing, &mut files, &[]);
    (briefing, plan)
}
