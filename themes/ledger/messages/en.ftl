### The theme's words, in English.

# Between groups of three digits.
number-group = ,
colon = { ": " }

## The site
page-title = { $title } – { $site }
site-feed = { $site }, all updates
company-feed = { $company } in { $site }
published-with = { $site }, published with Tearsheet.
dots-explained = A date underlined with dots was inferred by the editors.
draft = Draft
draft-page = Draft: this page is not published yet.
skip = Skip to content
languages = Languages
sections = Sections
breadcrumbs = Breadcrumbs
pages = Pages
page = Page
filters = Browse
as-of = as of
nav-front = Front page
nav-deals = Deals
nav-companies = Companies
nav-sources = Sources
nav-topics = Topics
nav-changes = Updates
nav-data = Data

## Page titles
feed-title = All updates
feed-page-title = All updates, page { $n }
companies-title = Companies
companies-by-name = Companies by name
companies-by-pays = Companies by what they pay
companies-by-receives = Companies by what they receive
companies-by-date = Companies by last update
companies-order =
    { $order ->
        [name] In alphabetical order.
        [date] Latest update first.
        [deals] Most deals first.
       *[other] Largest amounts first: what is committed, then announced, then in talks.
    }
companies-intro = Who pays, who is paid, and how firmly. A group’s row includes its subsidiaries; an overall plan enters no total.
sources-title = Sources
sources-intro = The documents cited, strongest first.
topics-title = Topics
topics-intro = Deals by subject.
archive-title = Archive
archive-year-title = Deals in { $year }
changes-title = Updates on the deals
changes-intro = What changed in the deals, newest first.
corrections-title = Corrections
corrections-intro = Errors published here, by the date of their correction. A change in a deal is an update, not a correction.
corrections-none = No correction so far.
corrections-all = All corrections
corrections-words = Text
data-title = Data
list-description = { $title }: { $names }.
page-published = Published on { $date }.
page-updated = Updated on { $date }.
license = Texts and data are licensed under
license-or = or
data-intro = Everything on this site as files, and what each field means.
citation-file = How to cite this site and its data (Citation File Format).
data-package = What these files are (Data Package): types, keys, size and SHA-256 of each.
citation-message = If you use this site or its data, please cite it as follows.
not-found-title = There is no such page
not-found-text = The address may be incomplete, or the page has been withdrawn.
moved = This page has moved:
untranslated = This text is not yet available in { $language }. It is given in its own language.

## Front page
latest = Latest updates
companies = Companies
topics = Topics
topic = Topic
timeline = Timeline
state-as-of = As of
timeline-legend = A bar spans the whole period that the date may mean; a hollow shape lies ahead.
timeline-today = The dotted line marks the day these facts are as of.
pays = to
undisclosed-short = undisclosed

## The finding
finding-largest = { $subject }, the largest payer on record,
finding-committed-first = { $way ->
        [receives] { $subject } { $form ->
            [feminine-plural] have
            [masculine-plural] have
           *[other] has
        } been promised { $figure }.
       *[pays] { $subject } { $form ->
            [feminine-plural] have
            [masculine-plural] have
           *[other] has
        } committed to pay { $figure }.
    }
finding-announced-first = { $subject } would { $way ->
        [receives] receive
       *[pays] pay
    } { $figure }, according to announcements and reports.
finding-announced-more = { $figure } more is announced or reported.
finding-reported-first = { $subject } would { $way ->
        [receives] receive
       *[pays] pay
    } { $figure }, according to reports.
finding-reported-more = { $figure } more is reported.
finding-talks-first = { $subject } { $form ->
        [feminine-plural] are
        [masculine-plural] are
       *[other] is
    } in talks to { $way ->
        [receives] receive
       *[pays] pay
    } { $figure }.
finding-talks-more = { $figure } more is in talks.
finding-plan-first = { $subject } { $form ->
        [feminine-plural] announce
        [masculine-plural] announce
       *[other] announces
    } a plan of { $figure }.
finding-plan-more = { $form ->
        [feminine-plural] Their
        [masculine-plural] Their
       *[other] Its
    } plan announces { $figure }.
finding-back = In the other direction, { $clause }: { $figure } ({ $deals }).
finding-back-too = And { $clause }: { $figure } ({ $deals }).
more-deals = { $n } more
finding-back-several = { $bucket ->
        [committed] committed in several deals with { $company }
        [announced] announced in several deals with { $company }
       *[other] in talks with { $company }, in several deals
    }
finding-framed = What is committed and reported is part of the plan and does not come on top of it.
ladder-frame = Plan announced
ladder-share = Known contracts with an amount, signed or reported, cover { $share } of the plan
ladder-title = What { $subject } would { $way ->
        [receives] receive
       *[pays] pay
    }, by group
ladder-caption = { $way ->
        [receives] What each group would pay { $subject }
       *[pays] What { $subject } would pay each group
    }, as of { $day }. Each bar starts where the one above ends.
ladder-caption-each = { $way ->
        [receives] What each group would pay { $subject }
       *[pays] What { $subject } would pay each group
    }, as of { $day }. Each bar starts at zero.
ladder-back-title = In the other direction: what { $subject } would { $way ->
        [receives] pay
       *[pays] receive
    }
ladder-rest = No contract with an amount
ladder-counted = counted as { $range }
ladder-through = through { $company }
ladder-term =
    { $bound ->
        [plain] over { $term }
       *[bounded] term: { $term }
    }
ladder-fade = up to the upper bound
ladder-open = open
ladder-unpriced = { $company } ({ $kind }; { $bucket })
ladder-unpriced-pays = to pay: { $list }
ladder-unpriced-receives = to receive: { $list }
ladder-unpriced-lead = No amount disclosed:
ladder-back = In the other direction
total = Total
ladder-table = The same figures as a table
chart-empty = Nothing to draw: the figures are not known.
chart-terms = Coming up: { $name }
chart-shares = What is known of “{ $plan }”, as of { $day }. Each bar starts where the one above ends.
chart-history = The figure over time, up to { $day }. A bar is as wide as the time for which the figure stood, and as high as the figure.
chart-file = This chart as a file (SVG)
chart-source = Source: { $site }, as of { $date }, { $url }
chart-license = Licensed under { $license }
chart-since = Since
chart-before = before
histories = Successive figures
at-least = At least
at-most = At most

## Where sources disagree
clash-title = { $kept } or { $rejected }?
clash-proof = What each source says

## Schedule
nav-schedule = Schedule
schedule-title = Coming up
schedule-intro = Dates and terms to come, as of { $day }, by the latest day possible, or by the first where there is no last. A bar covers all the days that a date may mean.
schedule-calendar = Subscribe as a calendar (.ics)
schedule-all = The whole schedule
schedule-next = Coming up
schedule-none = No date lies ahead.
schedule-undated = No known date ahead:
schedule-today = The vertical line marks the day these facts are as of. Pale: a term. Dashed, then fading: no last day.
due-option = Option
due-term = Ends, by start and term
due-starts = Starts
due-ends = Ends
due-event = { $deal }: { $what } ({ $date })

## Deal
part-of = part of a plan,
progress = Progress
not-reached = not yet reached
what-to-know = What you should know
deal-sheet = Fact sheet
checked = Sources checked on
sources-disagree = sources disagree
sources-disagree-title = Where sources disagree
sources-differ = sources differ in detail
source-varies = the source is not consistent
source-varies-title = Where the source is not consistent
said = What is said
source = Source
sources = Sources
verdict = Decision
plan-never-added = An overall plan, never added to the deals it contains.
loops = What comes back to the payer
quotes = What they say
reactions = Reactions
related = Related deals
log = What has changed since
cite-this = Cite this page
read-original = Original
read-copy = archived copy
downloads = Download
strength = Strength { $n } of 7

## Company
part-of-company = part of
company-sheet = The company
feeds = Feeds
legal-name = Legal name
subsidiaries = Subsidiaries
unknown = What is not known
the-deals = The deals
company = Company
bar = Bar
counterparty = Counterparty
role-and-counterparty = Role · counterparty
role = Role
deal = Deal
deals = Deals
amount = Amount
per-year = Per year
term = Term
status = Status
as-of-column = As of
equity = Equity
holder = Holder
issuer = Company
capacity = Capacity
quantities = Quantities
valuations = Valuations
if = if this deal goes through:
last-movement = Last update

## Source
source-sheet = The document
strength-label = Strength
strength-of = { $n } of 7
author = Author
language = Language
original = Original
relays-label = Based on
relayed-by = Repeated by
read-on = Read on
backs = Claims that cite it
title = Title
published = Published
facts = Facts

## Data
contents = Contents
term-name = Field
term-status = Status
term-kind = Type
term-column = Column
term-key = Key
term-word = Word
term-bucket = Counts as
term-totals = In totals
term-label = Label
term-holds = Holds
term-meaning = Meaning

## Counts
deals-count =
    { $n ->
        [0] no deals
        [one] { $n } deal
       *[other] { $n } deals
    }
sources-echo = { $sources }, { $origins }
origins-count =
    { $n ->
        [one] { $n } origin
       *[other] { $n } origins
    }
sources-count =
    { $n ->
        [0] no source
        [one] { $n } source
       *[other] { $n } sources
    }
facts-count =
    { $n ->
        [0] no claims
        [one] { $n } claim
       *[other] { $n } claims
    }
facts-in = { $facts }, { $where }
in-deals =
    { $n ->
        [one] in { $n } deal
       *[other] in { $n } deals
    }
on-companies =
    { $n ->
        [one] on { $n } company
       *[other] on { $n } companies
    }
cited-document = Cited document
without-figure =
    { $n ->
        [one] Plus { $n } deal, amount undisclosed
       *[other] Plus { $n } deals, amounts undisclosed
    }
only-without-figure =
    { $n ->
        [one] { $n } deal, amount undisclosed
       *[other] { $n } deals, amounts undisclosed
    }

rest-deals =
    { $n ->
        [one] and { $n } more
       *[other] the other { $n }
    }

## Evidence
line = line { $n }
via = citing { $outlets }
said-by = according to { $outlets }
quoted-title = “{ $title }”
rank-preferred = kept
rank-deprecated = rejected
date-inferred =
    { $precision ->
        [day] day inferred
        [month] month inferred
       *[other] date inferred
    }
single-weak = 1 { $kind }
cited-line = line { $n } of our copy
cited-lines = lines { $list } of our copy
fact-address = Address of this line: { $field }
to-cite = To cite
tranches = Tranches and conditions
lines-explained = “Line 9”: the ninth of the text as the editors copied it.
verdict-compatible = compatible
verdict-not-kept = not kept
address-unknown = Address not recorded.
paste = { $title }. { $field }: { $value }, according to { $sources }. { $site }, as of { $day }, { $url }
start-promised = Start planned: { $date }. No source says that the deal is in force.
translated-machine = machine translation from { $language ->
        [en] English
        [fr] French
        [de] German
        [zh] Chinese
        [ja] Japanese
        [es] Spanish
       *[other] { $language }
    }
translated-by = translated by { $by } ({ $language })
translated-from = translated from { $language ->
        [en] English
        [fr] French
        [de] German
        [zh] Chinese
        [ja] Japanese
        [es] Spanish
       *[other] { $language }
    }
relays = based on { $outlets }
comments-from = reader comments from line { $n }
paywall = behind a paywall
by-named = according to { $source }
by-kind = only source: { $kind }
by-sources =
    { $n ->
        [one] one source
       *[other] { $n } sources
    }
not-paid-here = not paid in this deal

## Legs
# A leg of a kind for which the vocabulary has no sentence.
leg-plain =
    { $bucket ->
        [committed] { $kind }: { $parties }
        [announced] { $kind }, planned: { $parties }
        [talks] { $kind }, in talks: { $parties }
       *[off] { $kind }, off: { $parties }
    }
role-in-deals = { $role } in { $n ->
        [one] one deal
       *[other] { $n } deals
    }

## Totals
state-heading-site = The state of commitments
total-empty = Nothing to add up
per-year-straight = { $figure } a year if spending is even
plan-share = Known contracts cover { $share } of it ({ $of }).
plan-no-share = Known contracts: { $itemised }; plan announced: { $whole }. What share that makes is not known.
plan-itemised = { $itemised } of { $whole }
plan-title = Within the plan of { $figure }
plan-parts-title = What known contracts cover of it
plan-of = { $share } of the plan.
plan-rest = no known contract
words-committed = { $figure } of quantified commitments
words-announced = { $figure } announced or reported
words-talks = { $figure } in talks
words-at = { $figure } at { $company }
words-plus = { $words }, plus { $list }
words-and = { $words }, and { $rest }
words-undisclosed =
    { $n ->
        [one] one deal whose amount is undisclosed
       *[other] { $n } deals whose amounts are undisclosed
    }
converted-at = Converted at { $one } = { $price } on { $date }.
stake-of = stake
parts-more =
    { $n ->
        [one] and { $n } more:
       *[other] and { $n } more:
    }
together-with = together with { $list }
sentence-legs = { $list }.
part-rest = the rest
not-added = What is not added up, and why
left-out-umbrella = it contains other deals
left-out-superseded = replaced by “{ $deal }”
left-out-enlarged = included in the total of “{ $deal }”
left-out-off = called off
left-out-no-direction = direction unknown
left-out-not-summed = enters no total
left-out-inside-group = inside one group
left-out-nothing-paid = nothing is paid
left-out-no-measure = not stated whether chips, a site or power
left-out-no-amount = a rate, a share or a length of time
left-out-optional = an option, not exercised

## Updates
change-status = { $old } → { $new }
field-of-part = { $field } ({ $part })
change-of-part = { $part }: { $change }
change-met = condition met
change-reached = done
change-revised = { $field }: { $old } → { $new }
change-corrected = Corrected · { $field }: { $old } → { $new }
change-rejected = Claim rejected · { $field }: { $old }
change-event = Event
event = Event

## Relations
relation-contains = Contains
relation-follows = Follows
relation-followed-by = Followed by
relation-supersedes = Replaces
relation-superseded-by = Replaced by
relation-expands = Expands
relation-expanded-by = Expanded by
relation-alternative-to = Alternative

## Company, continued
bars-pays = Where the money goes
bars-receives = Where the money comes from
bars-caption = Gross amounts per counterparty, purchases only. The line runs on from the bar to the upper bound.
deals-caption = Gross amounts, never netted.
equity-owned = Owned
equity-agreed = Agreed
equity-optioned = Optioned
equity-talks = In talks or planned
equity-sold = Sold
equity-all = All known stakes
equity-caption = Shares of the company, or an amount where the share is not stated. An option is not a holding.
measure = What is measured
capacity-caption = Chips, sites and power are not added to each other: the same gigawatt is often announced twice.
capacity-pays = bought
capacity-receives = supplied
yearly = Per year, if spending is even
unscheduled = No yearly average: { $list }.
unscheduled-no-term = { $list } (term unknown)
unscheduled-within-a-year = { $list } (a year or less)
unscheduled-vague = { $list } (amount or term too vague)
unscheduled-in-parts = { $list } (only part of the amount counts)
clauses = { "; " }
loops-caption = Gross amounts, never netted. What comes back is as uncertain as the least firm step.
loop-less-than = Less than { $figure } can go round.
loop-at-most = At most { $figure } can go round.
loop-onward = On the way, { $from } supplies hardware made by { $to }; how much of it reaches { $to } is not known.
unknown-undisclosed = Undisclosed amounts
unknown-single-source = Single source
unknown-inferred = Inferred dates
unknown-direction = Direction unknown

## Facts without a field of their own
fact-ticker = Ticker
fact-people = People
capacity-of-chips = capacity of the chips
capacity-of-site = capacity of the sites
capacity-of-power = electrical power
cite = { $site }, “{ $title }”, { $url }, as of { $date }.
deal-json = Everything on this deal as JSON

## Statuses
status-rumoured = Rumoured
status-in-talks = In talks
status-announced = Announced
status-letter = Letter of intent
status-signed = Signed
status-active = In force
status-completed = Completed
status-stalled = Stalled
status-cancelled = Cancelled
status-meaning-rumoured = No named source.
status-meaning-in-talks = A negotiation is reported.
status-meaning-announced = A party has made an intention or a plan public.
status-meaning-letter = A letter of intent, memorandum or term sheet is signed.
status-meaning-signed = A definitive agreement.
status-meaning-active = In force, being deployed.
status-meaning-completed = Paid or closed.
status-meaning-stalled = No sign for twenty-four months.
status-meaning-cancelled = Ended, withdrawn or lapsed.
bucket-committed = Committed
bucket-announced = Announced or reported
bucket-talks = In talks
bucket-off = Off

## Fields
field-value = Amount
field-capacity = Capacity
field-quantity = Quantity
field-stake = Stake
field-shares = Number of shares
field-price = Price
field-rate = Interest rate
field-worth = Said to be worth
field-cut = Cut
field-basis = Basis
field-term = Term
field-starts = Starts
field-online = Full capacity
field-ends = Ends
field-option = Possible extension
field-option_value = Optional value
field-option_capacity = Optional capacity
field-option_term = Optional term
field-hardware = Hardware
field-gpus = GPUs
field-cpus = CPUs
field-chips = Chips
field-valuation = Valuation
field-instrument = Instrument
field-exclusive = Exclusivity
field-access = Access
field-total = Total after this step
field-condition = Condition
field-met = Condition met
field-share = Share of the parties
field-due = Due
field-hq = Headquarters
field-status = Status

## Degrees of caution
hedge-attributed = attributed remark
hedge-conditional = reported, not confirmed
hedge-rumour = rumour

## Companies

## Sources
source-kind-filing = filing
source-kind-release = press release
source-kind-wire = wire report
source-kind-press = press
source-kind-blog = blog
source-kind-repost = repost
source-kind-comment = reader comment
source-kinds-filing = Filings
source-kinds-release = Press releases
source-kinds-wire = Wire reports
source-kinds-press = Press
source-kinds-blog = Blogs
source-kinds-repost = Reposts
source-kinds-comment = Reader comments
source-strength-filing = Filed with a regulator; its author answers for it.
source-strength-release = Published by a party, on its own affairs.
source-strength-wire = News agency.
source-strength-press = Newspaper or magazine.
source-strength-blog = A blog; to be checked against others.
source-strength-repost = Somebody else’s text, republished; to be checked against others.
source-strength-comment = A reader’s comment; never relied on alone.

## Words of the pages
status-unknown = Status unknown
left-out-tranche = { $leg } ({ $tranche })
share-of = Share of { $company }
condition-open = not met yet
leg-part-of = Item of
leg-of-which = Part of
leg-of-which-note = already in it
leg-parts = Of which
leg-parts-note = not on top
leg-items = Broken down in
leg-items-note = never added to its items
leg-frame = Frame
leg-chain = Steps
leg-chain-total = all steps together: { $figure }
tranche-number = Tranche { $n }
status-waits = { $status }, on a condition
status-waits-alone = On a condition
status-reported = { $status } (reported)
no-live-claim = no value kept
illustration = for illustration
sentence = { $base } { $status }, { $date }.
sentence-undated = { $base } { $status }.
sentence-value-term = { $parties }: { $value } over { $term }.
sentence-value-term-range = { $parties }: { $value }; term: { $term }.
sentence-value = { $parties }: { $value }.
sentence-no-value = { $parties }; amount undisclosed.
total-reported =
    { $n ->
        [one] One contract is reported only.
       *[other] { $n } contracts are reported only.
    }
feed-atom = Atom feed
feed-rss = RSS feed
feed-json = JSON feed
page-previous = Newer
page-next = Older
filter-kind = Type
filter-year = Year
undated = Undated
movements-count =
    { $n ->
        [one] { $n } update
       *[other] { $n } updates
    }
feed-older = Older updates
all-companies = All companies
all-topics = All topics
source-original = { $publisher }, “{ $title }”
backed-milestone = Milestone
backed-reaction = Reaction
backed-quote = Quotation
backed-part_of = Owner
backed-valuation = Valuation
backed-people = People
backed-event = Event
company-csv = all deals of this company
company-year = { $company }, deals in { $year }
fact-of-deal = { $fact }: { $deal }
milestone-of-size = { $what }: { $size }
# Over a list of deals at one status.
status-title =
    { $status ->
        [rumoured] Rumoured deals
        [in-talks] Deals in talks
        [announced] Announced deals
        [letter] Letters of intent
        [signed] Signed deals
        [active] Deals in force
        [completed] Completed deals
        [stalled] Stalled deals
       *[cancelled] Cancelled deals
    }
topic-title = Deals on the topic “{ $topic }”
feed-entry = { $title } ({ $status })

title-of-page = { $title }, page { $n }

## Tables of deals
filter-all = All
filter-group = Group
list-comma = ,{" "}
legs-count =
    { $n ->
        [one] { $n } part
       *[other] { $n } parts
    }
list-intro =
    { $legs ->
        [none] { $deals }
       *[other] { $deals }, { $legs }
    }{ $order ->
        [newest] , newest first.
        [amount] , largest amount first, then those without one.
       *[name] , in alphabetical order.
    }
table-of-deals = Deals: date, parties, amount, term, status, sources
deals-by-amount = Deals by amount
deals-by-name = Deals by name
head-date = Date
head-deal = Deal
head-who = Who pays whom
head-amount = Amount
head-term = Term
head-status = Status
head-sources = Sources
sum-without-figure =
    { $n ->
        [one] plus { $n } deal, amount undisclosed
       *[other] plus { $n } deals, amounts undisclosed
    }
pays-head = Pays
receives-head = Receives
company-events = What happened to it
of-which = of which
row-frame = a total that contains other deals
row-unstated = no source says who pays
row-of-which = included in “{ $deal }”
updates-by-month = Updates

## Markdown
prose-note = Note
prose-tip = Tip
prose-important = Important
prose-warning = Warning
prose-caution = Caution
prose-notes = Notes
prose-note-number = Note
prose-back-to-text = Back to text
prose-task-done = done
prose-task-open = to do
prose-table = Table

## Dictionary
dictionary-fields = Fields of fact sheets
dictionary-fields-intro = What each line of a fact sheet means. Every value is a dated claim with its source.
dictionary-statuses = Statuses
dictionary-statuses-intro = The status ladder, and the bucket that a deal asserted at that status falls into.
dictionary-kinds = Types
dictionary-kinds-intro = The pair of roles gives a leg its type and its direction.
totals-day = The day on which the totals hold.
totals-known = The day up to which what was known counts.
totals-company = The id of the company, its parts included. Its legs are only named: what they add stands in `site`.
totals-totals = By direction (`pays`, `receives`, `all`), type, firmness and unit: what adds up, from `min` to `max`.
totals-counted = The legs that a total is made of: `whole`, by `tranche`, or what is left beside them (`rest`).
totals-without-figure = Legs with an undisclosed amount, counted separately.
totals-per-year = Per year over a known term, for illustration.
totals-left-out = What is in no total, with the `reason`.
totals-capacity = The same in watts: chips, sites, power.
totals-quantities = The same for everything else that is counted or measured, one unit at a time.
totals-equity = Per company: stakes owned, agreed, optioned, in talks, sold.
totals-plans = How much of an overall plan known contracts cover, and the share of it that this is, in per cent.
totals-loops = Money that goes out and may come back; `at_most` is the smallest amount stated on the way.
sums-title = From legs.csv and tranches.csv to totals.json
sums-intro = The totals of the site can be made again from these two tables. For money, use the columns below; for power, those that begin with `capacity_`; for other quantities, those that begin with `quantity_`.
sums-rows = Take the rows of both tables where `counted` is `true`. The others add nothing, and `why` says why.
sums-deals = Deal by deal, add those of the same `kind`, `bucket` and `sum_of`: every `sum_low`, and apart from them every `sum_high`. If one `sum_high` is empty, the sum has no upper limit.
sums-choices = Of deals with the same `choice`, only one will happen. Of these, keep the lowest low and the highest high.
sums-others = Add everything in the same way. Each sum is that of `totals.json`, in `site`: `totals`, `capacity` or `quantities`, from `min` to `max`.
sums-query = The same rule in SQL, with both tables loaded under their names:
dictionary-why = What adds nothing
dictionary-why-intro = The words of the column `why` in legs.csv and tranches.csv.
why-within = It is in what the leg adds that it is part of.
why-split = Its tranches and parts leave nothing of it.
why-unknown = The deal was not known yet on the day.
why-no-figure = The amount is undisclosed.
why-umbrella = An overall plan: only what it contains is counted.
why-superseded = Another deal has replaced it.
why-enlarged = It is in the total of a later deal.
why-off = Cancelled or stalled.
why-no-direction = No source says who pays.
why-not-summed = A type that is never added up: an option, a guarantee.
why-inside-group = Inside one group.
why-nothing-paid = Nothing is paid.
why-no-measure = Nothing says whether it is chips, a site or power.
why-no-amount = A rate, a share or a length of time, which cannot be added.
table-totals = The totals of the site and of each company, with what they are made of and what is left out.
table-deals = One row per leg of a deal.
table-claims = One row per claim, with its source.
table-companies = One row per company.
table-sources = One row per cited document.
table-legs = One row per leg of a deal, with what it adds to the totals.
table-tranches = One row per tranche of a leg, with what it adds to the totals.
table-changes = One row per change, then one per correction of this site.
table-ids = One row per id, with its address and former ones.
sources-csl = All cited documents, for Zotero and other reference managers (CSL-JSON).
sources-bibtex = All cited documents, for LaTeX (BibTeX).
column-deals-deal = Id of the deal
column-deals-title = Headline, in the site’s first language
column-deals-url = Address of the deal’s page
column-deals-leg = Id of the leg within its deal
column-deals-kind = Type of the leg, which follows from its roles
column-deals-payers = Companies that give the value
column-deals-payees = Companies that receive the value
column-deals-roles = Every role with its company, as role:company
column-deals-value = Value as the best source gives it
column-deals-value-min = Lowest value that this allows, in units of the currency
column-deals-value-max = Highest value that this allows; empty if there is no limit
column-deals-currency = ISO 4217 code of the value
column-deals-term = How long it runs
column-deals-capacity = Power, as the best source gives it
column-deals-capacity-of = What the power is that of: chips, site or power
column-deals-capacity-min = Lowest power that this allows, in watts
column-deals-capacity-max = Highest power that this allows, in watts
column-deals-stake = Share of the issuer or investee
column-deals-starts = When it begins (EDTF)
column-deals-online = When all of it is in service (EDTF)
column-deals-ends = When it ends (EDTF)
column-deals-hardware = What is inside
column-deals-status = How far the deal has come on the day of the build
column-deals-status-on = Since when (EDTF)
column-deals-hedge = How firmly the source states the status
column-deals-bucket = The total that the leg belongs to: committed, announced, talks or off
column-deals-sources = What the row rests on, as source:line
column-deals-umbrella = Whether the deal is a plan that contains others and is never added to them
column-deals-part-of = The plan that contains the deal
column-deals-supersedes = The deals that it replaces
column-deals-topics = Topics of the deal
column-deals-what = What the leg is called
column-deals-unnamed = Parties whom no source names, as role:words
column-deals-shares = What parties have of the amounts, as company:share
column-deals-frame = Whether it is a frame, of which only its items count
column-deals-item-of = The frame that it is an item of, as deal or deal.leg
column-deals-of-which = The leg that it is a part of, never added on top
column-deals-expands = The leg that it enlarges, if it names one itself
column-deals-condition = What has to happen first
column-deals-met = When that had happened (EDTF)
column-deals-leg-bucket = The total that the leg belongs to, its own status and condition considered
column-deals-headline = Whether a figure of this leg stands for the deal
column-deals-tranches = Ids of its tranches; their facts are in claims.csv
column-claims-entity = What it is about: deal or company
column-claims-id = Id of the deal or company
column-claims-part = Id of the leg, milestone or reaction; empty for the whole
column-claims-field = Key of the field
column-claims-is = What the source says, in the notation of fact sheets
column-claims-min = Lowest number that this allows, in base units
column-claims-max = Highest number that this allows; empty if there is no limit
column-claims-currency = ISO 4217 code, for money
column-claims-unit = Base unit of the numbers
column-claims-of = What a capacity measures: chips, site or power
column-claims-best = Whether pages show this claim first
column-claims-rank = The editor’s rank: preferred, normal or deprecated
column-claims-because = Why it is deprecated
column-claims-hedge = How firmly the source says it
column-claims-on = When it became true (EDTF)
column-claims-as-of = When it was known (EDTF)
column-claims-sources = Who says it, as source:line
column-claims-quote = A few exact words
column-claims-by = The person who said it
column-claims-via = Whom the source relies on
column-claims-note = A note for readers
column-claims-claim = Id of the claim: its field, and its place among the claims on it
column-companies-company = Id of the company
column-companies-name = Its name
column-companies-short = A shorter name
column-companies-legal-name = Its registered name
column-companies-aliases = Other names
column-companies-kind = What it mainly is
column-companies-part-of = The company that it belongs to
column-companies-group = The company at the top of its group
column-companies-ticker = Market (ISO 10383) and ticker
column-companies-wikidata = Its item on Wikidata
column-companies-lei = Legal entity identifier (ISO 17442)
column-companies-deals = Deals in which it, or a company that belongs to it, has a role
column-companies-url = Address of its page
column-sources-source = Id of the source
column-sources-title = Its title, in its own language
column-sources-publisher = Who published it
column-sources-author = Who wrote it
column-sources-kind = What kind of document, which gives its strength
column-sources-lang = Language of the text that was read (BCP 47)
column-sources-published = When it was published (EDTF)
column-sources-read-on = When it was read
column-sources-url = Where it can be read
column-sources-archive-url = Where a copy can be read
column-sources-translated-from = Language that it was translated from
column-sources-translated-by = Who translated it: machine, or a name
column-sources-original-publisher = Who published what it reposts
column-sources-original-title = Title of what it reposts
column-sources-relays = Sources and outlets that it repeats
column-sources-paywall = Whether reading it costs
column-sources-backs = Statements of the site that cite it
column-sources-page = Address of its page on the site
column-of = { $of }: { $meaning }
column-of-capacity = Power
column-of-quantity = Quantity
column-legs-deal = Id of the deal
column-legs-leg = Id of the leg within its deal
column-legs-tranche = Id of the tranche within its leg
column-legs-what = What it is called, in the site’s first language
column-legs-kind = Type of the leg, which follows from its roles
column-legs-payers = Ids of those that give the value
column-legs-payees = Ids of those that receive it
column-legs-parties = Ids of the parties of a leg where nobody pays the other, or no source says who does
column-legs-bucket = The total it belongs to on the state’s day: committed, announced, talks or off
column-legs-bound = Bound of what the source says: exact, about, at_least, up_to… or undisclosed
column-legs-low = Lowest number that the source allows, in the base unit
column-legs-high = Highest number that it allows; empty if there is no limit
column-legs-unit = Base unit of these numbers, or currency
column-legs-counted = Whether the row adds something to the totals
column-legs-why = Why it adds nothing
column-legs-sum-of = What it is added to: the measure of totals.json
column-legs-sum-low = What it adds at least, its parts in the same total included
column-legs-sum-high = What it adds at most, its parts in the same total included; empty if there is no limit
column-legs-condition = What has to happen first
column-legs-met = When that had happened (EDTF)
column-legs-due = When it falls due (EDTF)
column-legs-part-of = The frame or overall plan that contains it, as deal or deal.leg
column-legs-of-which = The leg that it is a part of, never added on top
column-legs-frame = Whether it is a frame, of which only its items count
column-legs-choice = Deals of which only one will happen: the id of the first of them
column-changes-change = Id of the change, which stays the same
column-changes-type = What happened: new, status, part, met, revised, corrected, rejected, event; or correction, for a mistake of this site
column-changes-entity = What it is about: deal or company
column-changes-id = Id of the deal or company
column-changes-date = When (EDTF); of a correction, the day on which the site was corrected
column-changes-part = Id of the leg, tranche or milestone
column-changes-field = Key of the field
column-changes-from = What held before
column-changes-to = What has held since
column-changes-why = Why
column-changes-sources = Who says it, as source:line
column-changes-url = Address of the page of the deal or company
column-ids-kind = What it is the id of: deal, company, source, topic or page
column-ids-id = The id, unique among those of its kind
column-ids-name = Name or title, in the site’s first language
column-ids-address = Address of its page
column-ids-former-ids = Ids that it had
column-ids-former-addresses = Addresses that still lead there
holds-amount = amount
holds-date = date
holds-text = text
summed = added up
never-summed = never added up
meaning-value = What the payer gives the payee over the whole term.
meaning-capacity = Power of chips, of a site or of supply; which of them is stated.
meaning-quantity = What is delivered, where no other field measures it.
meaning-stake = Share of the equity, held or optioned.
meaning-shares = How many shares change hands or may be had.
meaning-price = What one of something costs: a share, a megawatt-hour.
meaning-rate = Interest, per cent a year.
meaning-worth = What a stake, a warrant or a thing given is said to be worth; never added up.
meaning-cut = The part of what comes in that is passed on.
meaning-basis = What a cut is taken of.
meaning-term = Length of the contract.
meaning-starts = When performance begins.
meaning-online = When all capacity is in service.
meaning-ends = When performance ends.
meaning-option = When an extension becomes possible.
meaning-option_value = What the buyer may buy beyond, in money; never committed.
meaning-option_capacity = What the buyer may buy beyond, in power.
meaning-option_term = By how long the contract may be prolonged.
meaning-hardware = Hardware that the parties name.
meaning-gpus = Number of graphics processors.
meaning-cpus = Number of central processors.
meaning-chips = Number of chips.
meaning-valuation = What the company is said to be worth, often on a condition.
meaning-instrument = Form of the title: option, warrant, shares.
meaning-exclusive = Exclusivity or right of first refusal.
meaning-access = Priority or guarantee of access.
meaning-total = What the chain comes to with this step.
meaning-condition = What has to happen first.
meaning-met = When the condition was met.
meaning-share = What a party of several has of the amounts.
meaning-due = When a step or a tranche is due.
meaning-hq = Where the company has its headquarters.
meaning-declared = A field of this site’s own.

## Search
search-title = Search
search-intro = Find a deal, a company, an amount or a status.
search-label = Find a deal, a company, an amount
search-button = Search
search-hint = Amounts (“38 billion”, “6 GW”), statuses and tickers can be searched for too.
search-companies =
    { $n ->
        [0] no company
        [one] { $n } company
       *[other] { $n } companies
    }
search-found = { $companies } and { $deals }
search-none = No results
search-none-advice = Try fewer words, another name of the company, or browse the list below.
search-some = No deal has all of these words; these have some of them.
search-all = All
search-more = Show more
search-failed = Part of the index could not be read.
search-retry = Try again
search-file = Search needs a server: opened from a disk, this page cannot read the index. The list below leads everywhere.
search-unscripted = Without JavaScript, this list stands in for search.
filter-status = Status
months = Months

# Pictures of pages, for other services.
card-foot = Every figure leads to its source
card-talks = Nothing is signed
