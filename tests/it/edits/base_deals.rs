//! The deals of the site that scripts begin with: see [`super::base`].

/// Their sheets.
pub(super) const DEALS: &str = r##"
//- content/deals/first.toml
title  = { en = "Acme buys from Globex", fr = "Acme achète" }
dek    = "A dek."
was    = ["before"]
headline = "supply.value"
status = [
  { is = "in-talks", on = "2026-01", source = "press", via = ["Agency"] },
  { is = "signed", on = "2026-03-02", source = "press:3" },
]
sources.press = "wire"
[[correction]]
on   = 2026-03-05
fact = "supply.value"
old  = "6 billion USD"
new  = "5 billion USD"
why  = "A figure was misread."
[[leg]]
id       = "supply"
funds    = "plan"
customer = "acme"
supplier = "globex"
maker    = "initech"
operator = "hooli"
value    = [
  { is = "5 billion USD", source = "wire:4", quote = "five billion", as_of = "2026-02", rank = "preferred", via = ["Agency"] },
  { is = "9 billion USD", source = "daily", rank = "deprecated", because = "a slip", note = "since mended" },
]
capacity = { is = "1 GW", source = "daily", of = "site", hedge = "attributed", by = "A. B." }
term     = [{ is = "4 years", source = "wire" }, { is = "5 years", source = "wire", quote = "of the first order", on = "2026-03-02" }]
total    = { is = "5 billion USD", source = "wire" }
[[leg.tranche]]
id        = "start"
what      = "the first site"
capacity  = { is = "500 MW", source = "wire", of = "site" }
gpus      = { is = "1000 GPUs", source = "wire" }
chips     = { is = "2000 chips", source = "wire" }
stake     = { is = "1 %", source = "wire" }
term      = { is = "2 years", source = "wire" }
price     = { is = "5 USD per share", source = "wire" }
condition = { is = "once there is power", source = "wire" }
met       = { is = "2026-03-20", source = "wire" }
due       = { is = "2027", source = "wire" }
[[leg]]
licensee = "globex"
licensor = "acme"
access   = { is = "first call", source = "wire" }
exclusive = { is = "for a year", source = "wire" }
[[milestone]]
id     = "site"
what   = "first site"
due    = { is = "2027", source = "wire" }
source = "wire"
quote  = "a first site"
[[milestone]]
what   = "second site"
[[quote]]
by     = "A. B."
of     = "acme"
text   = "it may"
source = "wire:4"
[[reaction]]
id      = "shares"
company = "acme"
what    = "shares rise"
value   = { is = "2 billion USD", source = "daily" }
source  = "daily"
quote   = "shares rise"
[[reaction]]
what   = "others follow"
source = "daily"
[[allow]]
code  = "no-quote"
why   = "not yet"
until = 2026-06-30
//- content/deals/second.toml
title      = "Acme invests in Initech"
status     = { is = "announced", on = "2026-02-14", source = "wire" }
follows    = "first"
part_of    = "plan"
[[leg]]
investor  = ["acme", "hooli"]
investee  = "initech"
value     = [{ is = "up to 3 billion USD", source = "wire:2" }, { is = "up to 3 billion USD", source = "daily" }]
stake     = { is = "up to 10 %", source = ["daily", "agency"] }
valuation = { is = "30 billion USD", source = "daily" }
instrument = { is = "shares", source = "wire" }
[[leg]]
id       = "warrant"
issuer   = "initech"
holder   = "acme"
stake    = { is = "2 %", source = "wire" }
option   = { is = "2028", source = "wire" }
[[leg]]
tenant   = "acme"
landlord = "initech"
agent    = "globex"
[[allow]]
code = "one-source"
why  = "there is no other"
//- content/deals/third.toml
title          = "Globex and Hooli"
status         = { is = "in-talks", on = "2026-03-01", source = "daily" }
alternative_to = "fourth"
sources.gamma = "daily"
[[leg]]
lender   = "globex"
borrower = "hooli"
designer = "initech"
user     = "acme"
value    = { is = "1 billion USD", source = "daily" }
starts   = { is = "2026-06", source = "daily" }
ends     = { is = "2031", source = "daily" }
[[leg]]
guarantor   = "acme"
beneficiary = "hooli"
[[leg]]
partners = ["acme", "hooli"]
[[leg]]
fee_payer = "acme"
fee_payee = "initech"
[[leg]]
grantor = "acme"
grantee = { is = "initech", share = "40 %", source = "wire", quote = "of the first order" }
[[leg]]
parties = ["acme", "hooli"]
[[leg]]
acquirer = "acme"
seller   = "hooli"
target   = "initech"
margin   = "thin"
hardware = { is = "accelerators", source = "daily" }
gpus     = { is = "1000 GPUs", source = "daily" }
cpus     = { is = "1000 CPUs", source = "daily" }
chips    = { is = "2000 chips", source = "daily" }
online   = { is = "2028", source = "daily" }
//- content/deals/fourth.toml
title      = "Globex passes it on"
umbrella   = true
supersedes = "third"
status     = { is = "letter", on = "2026-04-05", source = "wire" }
[[leg]]
distributor = "globex"
licensor    = "initech"
//- content/deals/hidden.toml
title      = "Not yet"
draft      = true
status     = { is = "announced", on = "2026-04-20", source = "late" }
[[leg]]
customer = "acme"
supplier = "hooli"
//- content/deals/later.toml
title      = "Later"
publish_on = 2027-01-01
status     = { is = "announced", on = "2026-04-20", source = "wire" }
expands    = "first"
adds       = "increment"
[[leg]]
customer = "acme"
supplier = "globex"
//- content/deals/plan.toml
title    = "The plan"
published = 2026-04-01
updated  = 2026-04-21
umbrella = true
status   = { is = "announced", on = "2026-01-05", source = "wire" }
[[leg]]
customer = "acme"
value    = { is = "20 billion USD", source = "wire" }
"##;
