//! The site that scripts begin with. Every key stands somewhere in it, to be changed and removed, and is missing elsewhere.

/// Files, as [`crate::support::split`] reads them.
pub(super) const FILES: &str = r##"
//- tearsheet.toml
title       = { en = "Site", fr = "Le site" }
description = "About deals"
base_url    = "https://example.org/"
languages   = ["en", "fr"]
license     = "Terms of our own"
license_url = "https://example.org/terms"
currencies  = ["USD", "EUR"]
mentions    = true
search      = true
links       = "file"
page_size   = 6
theme       = "own"
nav_pages   = ["method"]
subject     = "acme"
disagreement = "first.supply.value"
totals_in   = "USD"
kept_to     = 2026-04-30
cards       = false
fields.mood = { on = "company", type = "text" }
kinds.alliance = { parties = "allies", unstated = true, sum = false, label = "Alliance" }
roles.scribe = { makes = false, label = "scribe" }
instruments.notes = { option = false, label = "notes" }
company_kinds.guild = { label = ["Guild", "Guilds"], schema = "Organization", aliases = ["union"] }
units.berths = { words = ["berth", "berths"], article = ["en"], digits = ["berth"], among = "GPUs" }
units.puffs = { words = ["puff", "puffs"], dimension = "energy", factor = 5 }
money.KRW = { signs = ["₩"], words = "won" }
topics = { power = { en = "Power", fr = "Électricité" }, alpha = "Alpha" }
[[rate]]
from = "EUR"
to   = "USD"
rate = 1.1
on   = 2026-03-01
[fields.margin]
on      = "leg"
type    = "text"
label   = "Margin"
meaning = "What is left."
[fields.staff]
on    = "company"
type  = "text"
[kinds.backing]
payer   = "backer"
payee   = "backed"
others  = "witness"
label   = ["Backing", "Backings"]
paid    = "Backed with"
received = "Got from backers"
meaning = "One backs another."
done    = "{backer} {backs|back} {backed}"
planned = "{backer} {is|are} to back {backed}"
talks   = "{backer} {talks|talk} of backing {backed}"
off     = "{backer} {was|were} to back {backed}"
sum     = true
leads   = false
spread  = false
option  = false
frame   = false
holds   = ["backer", "backed"]
roles   = { backer = "backer", backed = ["backed", "backed"] }
[headers]
security = "strict"
cache    = { assets = "no-cache", pages = "no-cache" }
[publish]
to          = "git"
url         = "https://example.org/"
keep        = 3
max_deletes = "10%"
limits      = "github-pages"
after       = ["true"]
remote      = "origin"
branch      = "gh-pages"
history     = false
[publish.beta]
to       = "s3"
bucket   = "brief"
region   = "eu-west-1"
endpoint = "https://s3.example.org"
prefix   = "brief"
profile  = "own"
[publish.gamma]
to   = "dir"
path = "/srv/other"
[publish.delta]
to     = "rsync"
remote = "user@example.org:/srv/other"
ssh    = ["ssh", "-4"]
[publish.epsilon]
to      = "command"
command = ["upload", "{dir}"]
//- content/companies/acme.toml
name       = "Acme"
short      = "Acme"
legal_name = "Acme Inc."
kind       = "energy"
aliases    = ["Acme Power"]
ticker     = "XNAS:ACME"
was        = ["acme-old"]
hq         = { is = "Paris", source = "registry" }
ids        = { lei = "X1" }
sources.registry = "daily"
[[people]]
name   = "A. B."
role   = "chair"
source = "wire"
[[valuation]]
is      = "40 billion USD"
source  = "wire:5"
quote   = "forty"
as_of   = "2026-02"
on      = "2026-02"
rank    = "normal"
hedge   = "rumour"
via     = "Agency"
by      = "A. B."
of      = "site"
note    = "before money"
if      = "first"
[[valuation]]
is      = "30 billion USD"
source  = "wire"
rank    = "deprecated"
because = "old"
[[event]]
on     = "2026-02"
what   = "Floats"
source = "wire"
quote  = "floats"
note   = "in Paris"
[[allow]]
code = "no-quote"
why  = "not yet"
//- content/companies/globex.toml
name    = "Globex"
part_of = "hooli"
//- content/companies/initech.toml
name = "Initech"
//- content/companies/hooli.toml
name = "Hooli"
kind = "cloud"
//- content/companies/dim.toml
name  = "Dim"
draft = true
//- content/sources/wire.toml
title     = "What the wire says"
publisher = "Wire"
author    = "C. D."
url       = "https://example.org/wire"
archive_url = "https://example.com/wire"
kind      = "wire"
lang      = "en"
published = "2026-04-30"
read_on   = 2026-05-01
comments_from = 40
paywall   = true
translated = { from = "fr", by = "machine" }
original  = { publisher = "Daily", title = "La source" }
[[allow]]
code = "source-unused"
why  = "kept"
//- content/sources/daily.toml
title     = "D"
publisher = "Daily"
kind      = "press"
lang      = "fr"
published = "2026-03-09"
//- content/sources/late.toml
title     = "Late"
publisher = "Agency"
kind      = "press"
published = "2026-04-20"
relays    = ["wire"]
//- content/sources/agency.toml
title     = "Agency"
publisher = "Agency"
kind      = "wire"
published = "2026-01-20"
//- clippings/wire.txt
Acme pays five billion.
It may.
A first site.
It may, for five billion.
It is worth forty billion, and it floats. alpha beta steady supply Acme Power of the first order
//- content/pages/method.md
+++
title    = "Method"
dek      = "How it is done."
author   = "E. F."
published = 2026-04-02
updated  = 2026-04-20
was      = ["how"]
mentions = false
+++

How. See [[first]] and {{ first.term }}.
//- content/pages/notes.md
+++
title = "Notes"
draft = true
+++

Not yet.
//- content/deals/first.md
Acme pays {{ value }}.[^wire]

A contract with Globex.
//- content/deals/second.md
+++
title    = "Another title"
mentions = true
+++

See [[first]] and [[plan|the plan]]; Globex and Initech.
//- content/companies/acme.md
+++
author = "G. H."
+++

It leads [[first]].
"##;

/// What texts are made of; a name in braces stands for one of that kind.
pub(super) const WORDS: [&str; 19] = [
    "More words.",
    "## A heading\n\nAcme, and Globex.",
    "Words at the end, with an *accent*.",
    "See [[{deal}]].",
    "See [[{deal}|the other]] and [[{company}]].",
    "It is on [[{page}]].",
    "`code`, and a note.[^{source}]",
    "It says so.[^{source}:2]",
    "They pay {{ {deal}.value }}.",
    "They pay {{ value }}, for {{ term }}.",
    "A part: {{ {deal}.{part}.stake }}.",
    "![a picture](map.png)",
    "A table:\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "A contract of $5 billion.",
    "A contract of $3 billion.",
    "It will cost $77 million a year.",
    "Up to 500 MW by 2027.[^{source}]",
    "<b>raw</b>",
    "> [!note]\n> Acme Power.",
];

/// What the project's own theme may have besides its manifest.
pub(super) const THEME: [(&str, &str); 6] = [
    ("templates/not_found.html", "<p>gone</p>\n"),
    ("templates/not_found.html", "<p>{{ page.title }}</p>\n"),
    ("templates/not_found.html", "{% if %}\n"),
    ("messages/en.ftl", "page-title = { $site }: { $title }\n"),
    ("messages/en.ftl", "nav-deals = All deals\n"),
    ("assets/own.css", "p { margin: 0 }\n"),
];

/// What makes a sheet or text unreadable, or only harder to read.
pub(super) const TAILS: [&str; 4] = ["value = \n", "\r\nMore.\r\n", "\n\n\n", "[[leg\n"];
