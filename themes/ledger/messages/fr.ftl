### Les mots du thème, en français. Espaces insécables : U+202F avant ; ! ? et dans « », U+00A0 avant les deux-points.

# Le séparateur des milliers.
number-group = { " " }
colon = { " : " }

## Le site
page-title = { $title } – { $site }
site-feed = { $site }, toutes les actualités
company-feed = { $company } dans { $site }
published-with = { $site }, publié avec Tearsheet.
dots-explained = Une date soulignée de points est déduite par la rédaction.
draft = Brouillon
draft-page = Brouillon : cette page n’est pas encore publiée.
skip = Aller au contenu
languages = Langues
sections = Rubriques
breadcrumbs = Fil d’Ariane
pages = Pages
page = Page
filters = Parcourir
as-of = au
nav-front = À la une
nav-deals = Accords
nav-companies = Sociétés
nav-sources = Sources
nav-topics = Thèmes
nav-changes = Actualités
nav-data = Données

## Titres de pages
feed-title = Toutes les actualités
feed-page-title = Toutes les actualités, page { $n }
companies-title = Les sociétés
companies-by-name = Les sociétés par nom
companies-by-pays = Les sociétés par montant versé
companies-by-receives = Les sociétés par montant reçu
companies-by-date = Les sociétés par dernière actualité
companies-order =
    { $order ->
        [name] Par ordre alphabétique.
        [date] De l’actualité la plus récente à la plus ancienne.
        [deals] Par nombre d’accords décroissant.
       *[other] Par montants décroissants : ce qui est engagé, puis annoncé, puis en discussion.
    }
companies-intro = Qui paie, qui reçoit, et avec quel degré de fermeté. La ligne d’un groupe comprend ses filiales ; un plan d’ensemble n’entre dans aucun total.
sources-title = Les sources
sources-intro = Les documents cités, du plus solide au plus fragile.
topics-title = Les thèmes
topics-intro = Les accords par sujet.
archive-title = Archives
archive-year-title = Accords de { $year }
changes-title = Actualité des accords
changes-intro = Les changements survenus dans les accords, du plus récent au plus ancien.
corrections-title = Corrections
corrections-intro = Les erreurs publiées ici, à la date de leur correction. Un changement dans un accord est une actualité, pas une correction.
corrections-none = Aucune correction à ce jour.
corrections-all = Toutes les corrections
corrections-words = Texte
data-title = Les données
list-description = { $title } : { $names }.
page-published = Publié le { $date }.
page-updated = Mis à jour le { $date }.
license = Textes et données sous licence
license-or = ou
data-intro = Tout ce que montre le site, en fichiers, et le sens de chaque champ.
citation-file = Comment citer le site et ses données (Citation File Format).
data-package = Le descriptif de ces fichiers (Data Package) : types, clés, taille et empreinte SHA-256 de chacun.
citation-message = Pour citer ce site et ses données, reprenez ces indications.
not-found-title = Cette page n’existe pas
not-found-text = L’adresse est peut-être incomplète, ou la page a été retirée.
moved = Cette page a changé d’adresse :
untranslated = Ce texte n’existe pas encore en { $language }. Il est donné dans sa langue.

## Page d’accueil
latest = Dernières actualités
companies = Sociétés
topics = Thèmes
topic = Thème
timeline = Calendrier
state-as-of = État au
timeline-legend = Une barre couvre toute la période que la date peut désigner ; une forme creuse reste à venir.
timeline-today = La ligne pointillée marque la date à laquelle ce dossier est arrêté.
pays = vers
undisclosed-short = non communiqué

## Le constat
finding-largest = { $subject }, premier payeur recensé,
finding-committed-first = { $way ->
        [receives] On s’est engagé à verser { $figure } à { $subject }.
       *[pays] { $subject } { $form ->
            [feminine] s’est engagée
            [feminine-plural] se sont engagées
            [masculine-plural] se sont engagés
           *[other] s’est engagé
        } à payer { $figure }.
    }
finding-announced-first = { $subject } { $way ->
        [receives] { $form ->
            [feminine-plural] recevraient
            [masculine-plural] recevraient
           *[other] recevrait
        }
       *[pays] { $form ->
            [feminine-plural] paieraient
            [masculine-plural] paieraient
           *[other] paierait
        }
    } { $figure }, d’après ce qui est annoncé ou rapporté.
finding-announced-more = { $figure } de plus { $count ->
        [one] est annoncé ou rapporté
       *[other] sont annoncés ou rapportés
    }.
finding-reported-first = { $subject } { $way ->
        [receives] { $form ->
            [feminine-plural] recevraient
            [masculine-plural] recevraient
           *[other] recevrait
        }
       *[pays] { $form ->
            [feminine-plural] paieraient
            [masculine-plural] paieraient
           *[other] paierait
        }
    } { $figure }, d’après ce qui est rapporté.
finding-reported-more = { $figure } de plus { $count ->
        [one] est rapporté
       *[other] sont rapportés
    }.
finding-talks-first = { $subject } { $form ->
        [feminine-plural] discutent
        [masculine-plural] discutent
       *[other] discute
    } de { $way ->
        [receives] recevoir
       *[pays] payer
    } { $figure }.
finding-talks-more = { $figure } de plus { $count ->
        [one] est
       *[other] sont
    } en discussion.
finding-plan-first = { $subject } { $form ->
        [feminine-plural] annoncent
        [masculine-plural] annoncent
       *[other] annonce
    } { $bound ->
        [bounded] un plan d’ensemble : { $figure }
       *[plain] un plan de { $figure }
    }.
finding-plan-more = { $form ->
        [feminine-plural] Leur
        [masculine-plural] Leur
       *[other] Son
    } plan en annonce { $figure }.
finding-back = Dans l’autre sens, { $clause } : { $figure } ({ $deals }).
finding-back-too = Et { $clause } : { $figure } ({ $deals }).
more-deals =
    { $n ->
        [one] { $n } autre
       *[other] { $n } autres
    }
finding-back-several = { $bucket ->
        [committed] plusieurs accords avec { $company } en prévoient le versement
        [announced] plusieurs accords avec { $company } sont annoncés
       *[other] plusieurs accords avec { $company } sont en discussion
    }
finding-framed = Ce qui est engagé ou rapporté fait partie du plan et ne s’y ajoute pas.
ladder-frame = Plan annoncé
ladder-share = Les contrats chiffrés connus, signés ou rapportés, couvrent { $share } du plan
ladder-title = Ce que { $way ->
        [receives] recevrait
       *[pays] paierait
    } { $subject }, par groupe
ladder-caption = { $way ->
        [receives] Ce que chaque groupe verserait à { $subject }
       *[pays] Ce que paierait { $subject } à chaque groupe
    }, au { $day }. Chaque barre part d’où finit celle du dessus.
ladder-caption-each = { $way ->
        [receives] Ce que chaque groupe verserait à { $subject }
       *[pays] Ce que paierait { $subject } à chaque groupe
    }, au { $day }. Chaque barre part de zéro.
ladder-back-title = Dans l’autre sens : ce que { $way ->
        [receives] paierait
       *[pays] recevrait
    } { $subject }
ladder-rest = Sans contrat chiffré
ladder-counted = compté { $range }
ladder-through = via { $company }
ladder-term =
    { $bound ->
        [plain] sur { $term }
       *[bounded] durée : { $term }
    }
ladder-fade = jusqu’à la borne haute
ladder-open = ouvert
ladder-unpriced = { $company } ({ $kind } ; accord { $bucket })
ladder-unpriced-pays = à payer : { $list }
ladder-unpriced-receives = à recevoir : { $list }
ladder-unpriced-lead = Sans montant :
ladder-back = Dans l’autre sens
total = Total
ladder-table = Le tableau des mêmes chiffres
chart-empty = Rien à dessiner : les chiffres ne sont pas connus.
chart-terms = À venir : { $name }
chart-shares = Ce que l’on sait de « { $plan } », au { $day }. Chaque barre part d’où finit celle du dessus.
chart-history = Le chiffre au fil du temps, jusqu’au { $day }. Une barre est aussi large que la durée pendant laquelle le chiffre a tenu, et aussi haute que lui.
chart-file = Ce graphique en fichier (SVG)
chart-source = Source : { $site }, état au { $date }, { $url }
chart-license = Sous licence { $license }
chart-since = Depuis
chart-before = avant
histories = Chiffres successifs
at-least = Au moins
at-most = Au plus

## Où les sources divergent
clash-title = { $kept } ou { $rejected } ?
clash-proof = Ce que dit chaque source

## Échéancier
nav-schedule = Échéances
schedule-title = À venir
schedule-intro = Les dates et les durées à venir, au { $day }, classées par date limite ou, sans date limite, par date de début. Une barre couvre tous les jours que la date peut désigner.
schedule-calendar = S’abonner à l’agenda (.ics)
schedule-all = Tout l’échéancier
schedule-next = À venir
schedule-none = Aucune date n’est à venir.
schedule-undated = Sans échéance connue :
schedule-today = Trait vertical : la date à laquelle le site est arrêté. Pâle : une durée. Tirets, puis fondu : sans date limite.
due-option = Option
due-term = Terme, d’après le début et la durée
due-starts = Début
due-ends = Terme
due-event = { $deal } : { $what } ({ $date })

## Accord
part-of = fait partie d’un plan,
progress = Avancement
not-reached = pas encore atteint
what-to-know = Ce qu’il faut comprendre
deal-sheet = La fiche
checked = Sources relues le
sources-disagree = les sources divergent
sources-disagree-title = Là où les sources divergent
sources-differ = les sources donnent des précisions différentes
source-varies = la source n’est pas constante
source-varies-title = Là où la source n’est pas constante
said = Ce qui est dit
source = Source
sources = Sources
verdict = Décision
plan-never-added = Plan d’ensemble, jamais additionné aux accords qu’il contient.
loops = Ce qui revient au payeur
quotes = Ce qu’ils en disent
reactions = Réactions
related = Accords liés
log = Ce qui a changé depuis
cite-this = Citer cette page
read-original = Original
read-copy = copie archivée
downloads = Télécharger
strength = Solidité { $n } sur 7

## Société
part-of-company = groupe
company-sheet = La société
feeds = Flux
legal-name = Raison sociale
subsidiaries = Filiales
unknown = Ce que l’on ignore
the-deals = Les accords
company = Société
bar = Barre
counterparty = Contrepartie
role-and-counterparty = Rôle · contrepartie
role = Rôle
deal = Accord
deals = Accords
amount = Montant
per-year = Par an
term = Durée
status = Statut
as-of-column = État au
equity = Participations
holder = Détenteur
issuer = Société
capacity = Puissance
quantities = Quantités
valuations = Valorisations
if = si cet accord aboutit :
last-movement = Dernière actualité

## Source
source-sheet = Le document
strength-label = Solidité
strength-of = { $n } sur 7
author = Auteur
language = Langue
original = Original
relays-label = Reprend
relayed-by = Repris par
read-on = Lu le
backs = Affirmations qui citent ce document
title = Titre
published = Publié
facts = Faits

## Données
contents = Sommaire
term-name = Champ
term-status = Statut
term-kind = Type
term-column = Colonne
term-key = Clé
term-word = Mot
term-bucket = Compté comme
term-totals = Dans les totaux
term-label = Libellé
term-holds = Contient
term-meaning = Sens

## Décomptes
deals-count =
    { $n ->
        [0] aucun accord
        [one] { $n } accord
       *[other] { $n } accords
    }
sources-echo = { $sources }, { $origins }
origins-count =
    { $n ->
        [one] { $n } origine
       *[other] { $n } origines
    }
sources-count =
    { $n ->
        [0] sans source
        [one] { $n } source
       *[other] { $n } sources
    }
facts-count =
    { $n ->
        [0] aucune affirmation
        [one] { $n } affirmation
       *[other] { $n } affirmations
    }
facts-in = { $facts }, { $where }
in-deals =
    { $n ->
        [one] dans { $n } accord
       *[other] dans { $n } accords
    }
on-companies =
    { $n ->
        [one] sur { $n } société
       *[other] sur { $n } sociétés
    }
cited-document = Document cité
without-figure =
    { $n ->
        [one] Et { $n } accord, montant non communiqué
       *[other] Et { $n } accords, montants non communiqués
    }
only-without-figure =
    { $n ->
        [one] { $n } accord, montant non communiqué
       *[other] { $n } accords, montants non communiqués
    }

rest-deals =
    { $n ->
        [one] et { $n } autre
       *[other] les { $n } autres
    }

## Preuves
line = ligne { $n }
via = d’après { $outlets }
said-by = selon { $outlets }
quoted-title = « { $title } »
rank-preferred = retenu
rank-deprecated = écarté
date-inferred =
    { $precision ->
        [day] jour déduit
        [month] mois déduit
       *[other] date déduite
    }
single-weak = 1 { $kind }
cited-line = ligne { $n } du texte relevé
cited-lines = lignes { $list } du texte relevé
fact-address = Adresse de cette ligne : { $field }
to-cite = À citer
tranches = Tranches et conditions
lines-explained = « Ligne 9 » : la neuvième du texte relevé par la rédaction.
verdict-compatible = compatible
verdict-not-kept = non retenu
address-unknown = Adresse non relevée.
paste = { $title }. { $field } : { $value }, selon { $sources }. { $site }, état au { $day }, { $url }
start-promised = Début prévu : { $date }. Aucune source n’atteste l’entrée en vigueur.
translated-machine = traduction automatique { $language ->
        [en] de l’anglais
        [fr] du français
        [de] de l’allemand
        [zh] du chinois
        [ja] du japonais
        [es] de l’espagnol
       *[other] ({ $language })
    }
translated-by = traduction par { $by } ({ $language })
translated-from = traduction { $language ->
        [en] de l’anglais
        [fr] du français
        [de] de l’allemand
        [zh] du chinois
        [ja] du japonais
        [es] de l’espagnol
       *[other] ({ $language })
    }
relays = reprend { $outlets }
comments-from = commentaires de lecteurs à partir de la ligne { $n }
paywall = accès payant
by-named = selon { $source }
by-kind = source unique : { $kind }
by-sources =
    { $n ->
        [one] selon une source
       *[other] selon { $n } sources
    }
not-paid-here = non payé dans cet accord

## Volets
# Un volet d’un type pour lequel le vocabulaire n’a pas de phrase.
leg-plain =
    { $bucket ->
        [committed] { $kind } : { $parties }
        [announced] { $kind }, en projet : { $parties }
        [talks] { $kind }, en discussion : { $parties }
       *[off] { $kind }, sans suite : { $parties }
    }
role-in-deals = { $role } dans { $n ->
        [one] un accord
       *[other] { $n } accords
    }

## Totaux
state-heading-site = L’état des engagements
total-empty = Rien à additionner
per-year-straight = { $figure } par an si la dépense est régulière
plan-share = Des contrats connus en couvrent { $share } ({ $of }).
plan-no-share = Contrats connus : { $itemised } ; plan annoncé : { $whole }. La part que cela représente n’est pas connue.
plan-itemised =
    { $bound ->
        [bounded] { $itemised } ; plan : { $whole }
       *[plain] { $itemised } sur { $whole }
    }
plan-title =
    { $bound ->
        [bounded] Dans le plan d’ensemble ({ $figure })
       *[plain] Dans le plan de { $figure }
    }
plan-parts-title = Ce que des contrats connus en couvrent
plan-of = { $share } du plan.
plan-rest = sans contrat connu
words-committed = { $figure } d’engagements chiffrés
words-announced = { $figure } annoncés ou rapportés
words-talks = { $figure } en discussion
words-at = { $figure } chez { $company }
words-plus = { $words }, plus { $list }
words-and = { $words }, et { $rest }
words-undisclosed =
    { $n ->
        [one] un accord au montant non communiqué
       *[other] { $n } accords aux montants non communiqués
    }
converted-at = Converti au taux de { $one } = { $price }, le { $date }.
stake-of = du capital
parts-more =
    { $n ->
        [one] et { $n } autre :
       *[other] et { $n } autres :
    }
together-with = avec { $list }
sentence-legs = { $list }.
part-rest = le reste
not-added = Ce qui n’est pas additionné, et pourquoi
left-out-umbrella = contient d’autres accords
left-out-superseded = remplacé par « { $deal } »
left-out-enlarged = compris dans le total de « { $deal } »
left-out-off = sans suite
left-out-no-direction = sens inconnu
left-out-not-summed = n’entre dans aucun total
left-out-inside-group = à l’intérieur d’un même groupe
left-out-nothing-paid = rien n’est payé
left-out-no-measure = sans dire si ce sont des puces, un site ou de l’électricité
left-out-no-amount = un taux, une part ou une durée
left-out-optional = une option, non levée

## Actualités
change-status = { $old } → { $new }
field-of-part = { $field } ({ $part })
change-of-part = { $part } : { $change }
change-met = condition remplie
change-reached = c’est fait
change-revised = { $field } : { $old } → { $new }
change-corrected = Corrigé · { $field } : { $old } → { $new }
change-rejected = Affirmation écartée · { $field } : { $old }
change-event = Événement
event = Événement

## Relations
relation-contains = Contient
relation-follows = Fait suite à
relation-followed-by = Suivi de
relation-supersedes = Remplace
relation-superseded-by = Remplacé par
relation-expands = Étend
relation-expanded-by = Étendu par
relation-alternative-to = Alternative

## Société, suite
bars-pays = À qui va l’argent
bars-receives = D’où vient l’argent
bars-caption = Montants bruts par contrepartie, achats seulement. Le trait prolonge la barre jusqu’à la borne haute.
deals-caption = Montants bruts, jamais compensés.
equity-owned = Détenu
equity-agreed = Convenu
equity-optioned = En option
equity-talks = En discussion ou en projet
equity-sold = Cédé
equity-all = Toutes les parts connues
equity-caption = Parts du capital, ou montant où la part n’est pas dite. Une option n’est pas une participation.
measure = Ce qui est mesuré
capacity-caption = Puces, sites et électricité ne s’additionnent pas : le même gigawatt est souvent annoncé deux fois.
capacity-pays = à l’achat
capacity-receives = à la vente
yearly = Par an, si la dépense est régulière
unscheduled = Pas de moyenne annuelle : { $list }.
unscheduled-no-term = { $list } (durée inconnue)
unscheduled-within-a-year = { $list } (un an au plus)
unscheduled-vague = { $list } (montant ou durée imprécis)
unscheduled-in-parts = { $list } (une part seulement du montant compte)
clauses = { " ; " }
loops-caption = Montants bruts, jamais compensés. Ce qui revient est aussi incertain que l’étape la moins ferme.
loop-less-than = Moins de { $figure } peuvent faire le tour.
loop-at-most = Au plus { $figure } peuvent faire le tour.
loop-onward = En chemin, { $from } fournit du matériel fabriqué par { $to } ; la part qui en revient à { $to } n’est pas connue.
unknown-undisclosed = Montants non communiqués
unknown-single-source = Source unique
unknown-inferred = Dates déduites
unknown-direction = Sens inconnu

## Faits sans champ propre
fact-ticker = Cote
fact-people = Dirigeants
capacity-of-chips = puissance des puces
capacity-of-site = puissance des sites
capacity-of-power = puissance électrique
cite = { $site }, « { $title } », { $url }, état au { $date }.
deal-json = Tout cet accord en JSON

## Statuts
status-rumoured = Rumeur
status-in-talks = En discussion
status-announced = Annoncé
status-letter = Lettre d’intention
status-signed = Signé
status-active = En vigueur
status-completed = Réalisé
status-stalled = Sans suite connue
status-cancelled = Abandonné
status-meaning-rumoured = Aucune source nommée.
status-meaning-in-talks = Une négociation est rapportée.
status-meaning-announced = Une partie a rendu public un projet ou une intention.
status-meaning-letter = Lettre d’intention, protocole ou accord de principe signé.
status-meaning-signed = Accord définitif.
status-meaning-active = En vigueur, en cours de déploiement.
status-meaning-completed = Payé ou conclu.
status-meaning-stalled = Aucun signe depuis vingt-quatre mois.
status-meaning-cancelled = Terminé, retiré ou caduc.
bucket-committed = Engagé
bucket-announced = Annoncé ou rapporté
bucket-talks = En discussion
bucket-off = Sans suite

## Champs
field-value = Montant
field-capacity = Puissance
field-quantity = Quantité
field-stake = Part du capital
field-shares = Nombre d’actions
field-price = Prix
field-rate = Taux d’intérêt
field-worth = Valeur estimée
field-cut = Part reversée
field-basis = Assiette
field-term = Durée
field-starts = Début
field-online = Pleine puissance
field-ends = Fin
field-option = Extension possible
field-option_value = Montant en option
field-option_capacity = Puissance en option
field-option_term = Durée en option
field-hardware = Matériel
field-gpus = GPU
field-cpus = CPU
field-chips = Puces
field-valuation = Valorisation
field-instrument = Instrument
field-exclusive = Exclusivité
field-access = Accès
field-total = Total après cette étape
field-condition = Condition
field-met = Condition remplie
field-share = Part de chacun
field-due = Échéance
field-hq = Siège
field-status = Statut

## Degrés de prudence
hedge-attributed = propos attribués
hedge-conditional = au conditionnel
hedge-rumour = rumeur

## Sociétés

## Sources
source-kind-filing = document réglementaire
source-kind-release = communiqué
source-kind-wire = dépêche
source-kind-press = presse
source-kind-blog = blog
source-kind-repost = republication
source-kind-comment = commentaire de lecteur
source-kinds-filing = Documents réglementaires
source-kinds-release = Communiqués
source-kinds-wire = Dépêches
source-kinds-press = Presse
source-kinds-blog = Blogs
source-kinds-repost = Republications
source-kinds-comment = Commentaires de lecteurs
source-strength-filing = Déposé auprès d’un régulateur, qui engage son auteur.
source-strength-release = Publié par une partie, sur ses propres affaires.
source-strength-wire = Agence de presse.
source-strength-press = Journal ou magazine.
source-strength-blog = Blog ; à recouper.
source-strength-repost = Texte d’autrui, republié ; à recouper.
source-strength-comment = Commentaire de lecteur ; jamais retenu seul.

## Mots des pages
status-unknown = Statut inconnu
left-out-tranche = { $leg } ({ $tranche })
share-of = Part de { $company }
condition-open = pas encore remplie
leg-part-of = Élément de
leg-of-which = Compris dans
leg-of-which-note = ne s’y ajoute pas
leg-parts = Dont
leg-parts-note = ne s’y ajoute pas
leg-items = Détaillé dans
leg-items-note = jamais ajouté à ses éléments
leg-frame = Enveloppe
leg-chain = Étapes
leg-chain-total = au total, toutes étapes comprises : { $figure }
tranche-number = Tranche { $n }
status-waits = { $status }, sous condition
status-waits-alone = Sous condition
status-reported = { $status } (rapporté)
no-live-claim = aucune valeur retenue
illustration = à titre indicatif
sentence = { $base } { $status }, { $date }.
sentence-undated = { $base } { $status }.
sentence-value-term = { $parties } : { $value } sur { $term }.
sentence-value-term-range = { $parties } : { $value }, durée : { $term }.
sentence-value = { $parties } : { $value }.
sentence-no-value = { $parties }, montant non communiqué.
total-reported =
    { $n ->
        [one] Un contrat n’est que rapporté.
       *[other] { $n } contrats ne sont que rapportés.
    }
feed-atom = Flux Atom
feed-rss = Flux RSS
feed-json = Flux JSON
page-previous = Plus récents
page-next = Plus anciens
filter-kind = Type
filter-year = Année
undated = Sans date
movements-count =
    { $n ->
        [one] { $n } actualité
       *[other] { $n } actualités
    }
feed-older = Actualités plus anciennes
all-companies = Toutes les sociétés
all-topics = Tous les thèmes
source-original = { $publisher }, « { $title } »
backed-milestone = Étape
backed-reaction = Réaction
backed-quote = Citation
backed-part_of = Société mère
backed-valuation = Valorisation
backed-people = Dirigeants
backed-event = Événement
company-csv = tous les accords de cette société
company-year = { $company }, accords de { $year }
fact-of-deal = { $fact } : { $deal }
milestone-of-size = { $what } : { $size }
# Au-dessus d’une liste d’accords d’un même statut.
status-title =
    { $status ->
        [rumoured] Accords dont parle la rumeur
        [in-talks] Accords en discussion
        [announced] Accords annoncés
        [letter] Lettres d’intention
        [signed] Accords signés
        [active] Accords en vigueur
        [completed] Accords réalisés
        [stalled] Accords sans suite connue
       *[cancelled] Accords abandonnés
    }
topic-title = Accords sur le thème « { $topic } »
feed-entry = { $title } ({ $status })

title-of-page = { $title }, page { $n }

## Tableaux d’accords
filter-all = Tous
filter-group = Groupe
list-comma = ,{" "}
legs-count =
    { $n ->
        [one] { $n } volet
       *[other] { $n } volets
    }
list-intro =
    { $legs ->
        [none] { $deals }
       *[other] { $deals }, { $legs }
    }{ $order ->
        [newest] , du plus récent au plus ancien.
        [amount] , du plus gros montant au plus petit, puis sans montant.
       *[name] , par ordre alphabétique.
    }
table-of-deals = Accords : date, parties, montant, durée, statut, sources
deals-by-amount = Les accords par montant
deals-by-name = Les accords par nom
head-date = Date
head-deal = Accord
head-who = Qui paie qui
head-amount = Montant
head-term = Durée
head-status = Statut
head-sources = Sources
sum-without-figure =
    { $n ->
        [one] et { $n } accord sans montant
       *[other] et { $n } accords sans montant
    }
pays-head = Paie
receives-head = Reçoit
company-events = Ce qui lui est arrivé
of-which = dont
row-frame = total qui contient d’autres accords
row-unstated = sans que la source dise qui paie
row-of-which = compris dans « { $deal } »
updates-by-month = Actualités

## Markdown
prose-note = À noter
prose-tip = Conseil
prose-important = Important
prose-warning = Attention
prose-caution = Prudence
prose-notes = Notes
prose-note-number = Note
prose-back-to-text = Retour au texte
prose-task-done = fait
prose-task-open = à faire
prose-table = Tableau

## Dictionnaire
dictionary-fields = Champs des fiches
dictionary-fields-intro = Ce que chaque ligne d’une fiche signifie. Chaque valeur est une affirmation datée, avec sa source.
dictionary-statuses = Statuts
dictionary-statuses-intro = L’échelle des statuts, et le compte dans lequel entre un accord affirmé à ce statut.
dictionary-kinds = Types
dictionary-kinds-intro = Le couple des rôles donne le type et le sens d’un accord.
totals-day = Le jour auquel les totaux valent.
totals-known = Le jour jusqu’auquel ce qui était connu compte.
totals-company = L’identifiant de la société, filiales comprises. De chacune, les volets ne sont que nommés : leurs montants sont dans `site`.
totals-totals = Par sens (`pays`, `receives`, `all`), type, fermeté et unité : ce qui est additionné, de `min` à `max`.
totals-counted = Les volets d’accord qui composent un total : entiers (`whole`), par tranche (`tranche`), ou ce qui reste à côté d’elles (`rest`).
totals-without-figure = Les volets dont le montant n’est pas communiqué, comptés à part.
totals-per-year = Par an sur une durée connue, à titre indicatif.
totals-left-out = Ce qui n’est dans aucun total, avec la raison (`reason`).
totals-capacity = La même chose en watts : puces, sites, électricité.
totals-quantities = La même chose pour tout ce qui se compte ou se mesure autrement, unité par unité.
totals-equity = Par société : parts détenues, convenues, en option, en discussion, cédées.
totals-plans = Ce qui est détaillé d’un plan d’ensemble, et la part que cela en fait, en pour cent.
totals-loops = L’argent qui sort et peut revenir ; `at_most` est le plus petit montant dit sur le chemin.
sums-title = De legs.csv et tranches.csv à totals.json
sums-intro = Les totaux du site se refont à partir de ces deux tables. L’argent se compte avec les colonnes ci-dessous, la puissance avec celles qui commencent par `capacity_`, les autres quantités avec celles qui commencent par `quantity_`.
sums-rows = Prenez les lignes des deux tables où `counted` vaut `true`. Les autres n’ajoutent rien, et `why` dit pourquoi.
sums-deals = Additionnez, accord par accord, celles qui ont les mêmes `kind`, `bucket` et `sum_of` : les `sum_low` d’un côté, les `sum_high` de l’autre. Un seul `sum_high` vide, et la somme n’a pas de limite haute.
sums-choices = Les accords qui ont le même `choice` s’excluent l’un l’autre. De ceux-là, gardez le plus petit des bas et le plus grand des hauts.
sums-others = Additionnez le tout de la même façon. Chaque somme est celle de `totals.json`, dans `site` : `totals`, `capacity` ou `quantities`, de `min` à `max`.
sums-query = La même règle en SQL, les deux tables étant chargées sous leur nom :
dictionary-why = Ce qui n’ajoute rien
dictionary-why-intro = Les mots de la colonne `why` de legs.csv et de tranches.csv.
why-within = Compris dans ce qu’ajoute le volet dont c’est une part.
why-split = Ses tranches et ses parts n’en laissent rien.
why-unknown = L’accord n’était pas encore connu ce jour-là.
why-no-figure = Le montant n’est pas communiqué.
why-umbrella = Un plan d’ensemble : seul ce qu’il contient est compté.
why-superseded = Un autre accord l’a remplacé.
why-enlarged = Compris dans le total d’un accord plus récent.
why-off = Annulé, ou sans suite.
why-no-direction = Aucune source ne dit qui paie.
why-not-summed = Un type qui n’est jamais additionné : option, garantie.
why-inside-group = À l’intérieur d’un même groupe.
why-nothing-paid = Rien n’est payé.
why-no-measure = Rien ne dit si ce sont des puces, un site ou de l’électricité.
why-no-amount = Un taux, une part ou une durée, qui ne s’additionnent pas.
table-totals = Les totaux du site et de chaque société, avec ce qui les compose et ce qui en est exclu.
table-deals = Une ligne par volet d’accord.
table-claims = Une ligne par affirmation, avec sa source.
table-companies = Une ligne par société.
table-sources = Une ligne par document cité.
table-legs = Une ligne par volet d’accord, avec ce qu’il ajoute aux totaux.
table-tranches = Une ligne par tranche d’un volet, avec ce qu’elle ajoute aux totaux.
table-changes = Une ligne par changement survenu, puis une ligne par correction du site.
table-ids = Une ligne par identifiant, avec son adresse et les précédentes.
sources-csl = Tous les documents cités, pour Zotero et les autres logiciels de bibliographie (CSL-JSON).
sources-bibtex = Tous les documents cités, pour LaTeX (BibTeX).
column-deals-deal = Identifiant de l’accord
column-deals-title = Titre, dans la première langue du site
column-deals-url = Adresse de la page de l’accord
column-deals-leg = Identifiant du volet dans son accord
column-deals-kind = Type du volet, qui découle de ses rôles
column-deals-payers = Entreprises qui donnent la valeur
column-deals-payees = Entreprises qui reçoivent la valeur
column-deals-roles = Chaque rôle, sous la forme rôle:entreprise
column-deals-value = Valeur telle que la donne la meilleure source
column-deals-value-min = Valeur minimale, en unités de la monnaie
column-deals-value-max = Valeur maximale ; vide s’il n’y a pas de limite
column-deals-currency = Code ISO 4217 de la monnaie
column-deals-term = Durée
column-deals-capacity = Puissance telle que la donne la meilleure source
column-deals-capacity-of = Ce que mesure la puissance : chips, site ou power
column-deals-capacity-min = Puissance minimale, en watts
column-deals-capacity-max = Puissance maximale, en watts
column-deals-stake = Part du capital
column-deals-starts = Début (EDTF)
column-deals-online = Mise en service complète (EDTF)
column-deals-ends = Fin (EDTF)
column-deals-hardware = Matériel
column-deals-status = Avancement au jour de la publication
column-deals-status-on = Depuis quand (EDTF)
column-deals-hedge = Fermeté de la source sur l’avancement
column-deals-bucket = Le total auquel appartient le volet : committed, announced, talks ou off
column-deals-sources = Ce sur quoi repose la ligne, sous la forme source:ligne
column-deals-umbrella = Si l’accord est un plan qui en contient d’autres et ne s’y ajoute jamais
column-deals-part-of = Le plan qui contient l’accord
column-deals-supersedes = Les accords qu’il remplace
column-deals-topics = Thèmes de l’accord
column-deals-what = Nom du volet
column-deals-unnamed = Parties qu’aucune source ne nomme, sous la forme rôle:mots
column-deals-shares = Part de chacune des parties dans les montants, sous la forme société:part
column-deals-frame = S’il s’agit d’une enveloppe, dont seuls les éléments comptent
column-deals-item-of = Enveloppe dont le volet est un élément, sous la forme accord ou accord.volet
column-deals-of-which = Volet dont il est une partie, jamais ajoutée en plus
column-deals-expands = Volet qu’il prolonge, s’il en nomme un lui-même
column-deals-condition = Ce qui doit d’abord se produire
column-deals-met = Date à laquelle cela s’est produit (EDTF)
column-deals-leg-bucket = Total auquel le volet appartient, compte tenu de son statut et de sa condition
column-deals-headline = Si un montant de ce volet vaut pour l’accord
column-deals-tranches = Identifiants de ses tranches ; leurs faits sont dans claims.csv
column-claims-entity = De quoi il s’agit : deal (accord) ou company (entreprise)
column-claims-id = Identifiant de l’accord ou de l’entreprise
column-claims-part = Identifiant du volet, du jalon ou de la réaction ; vide pour l’ensemble
column-claims-field = Clé du champ
column-claims-is = Ce que dit la source, dans la notation des fiches
column-claims-min = Nombre minimal, en unités de base
column-claims-max = Nombre maximal ; vide s’il n’y a pas de limite
column-claims-currency = Code ISO 4217, pour un montant
column-claims-unit = Unité de base des nombres
column-claims-of = Ce que mesure une puissance : chips, site ou power
column-claims-best = Si les pages la montrent en premier
column-claims-rank = Rang donné par la rédaction : preferred, normal ou deprecated
column-claims-because = Pourquoi elle est écartée
column-claims-hedge = Fermeté de la source
column-claims-on = Quand c’est devenu vrai (EDTF)
column-claims-as-of = Quand c’était connu (EDTF)
column-claims-sources = Qui le dit, sous la forme source:ligne
column-claims-quote = Quelques mots exacts
column-claims-by = La personne qui l’a dit
column-claims-via = Sur qui s’appuie la source
column-claims-note = Une note pour le lecteur
column-claims-claim = Identifiant de l’affirmation : son champ, et son rang parmi celles du même champ
column-companies-company = Identifiant de l’entreprise
column-companies-name = Son nom
column-companies-short = Un nom plus court
column-companies-legal-name = Sa dénomination sociale
column-companies-aliases = Autres noms
column-companies-kind = Ce qu’elle est surtout
column-companies-part-of = L’entreprise à laquelle elle appartient
column-companies-group = L’entreprise à la tête de son groupe
column-companies-ticker = Place (ISO 10383) et symbole
column-companies-wikidata = Son élément sur Wikidata
column-companies-lei = Identifiant d’entité juridique (ISO 17442)
column-companies-deals = Accords dans lesquels elle-même, ou une société qui lui appartient, a un rôle
column-companies-url = Adresse de sa page
column-sources-source = Identifiant de la source
column-sources-title = Son titre, dans sa langue
column-sources-publisher = Qui l’a publiée
column-sources-author = Qui l’a écrite
column-sources-kind = Nature du document, qui fait sa force
column-sources-lang = Langue du texte lu (BCP 47)
column-sources-published = Date de publication (EDTF)
column-sources-read-on = Date de lecture
column-sources-url = Où la lire
column-sources-archive-url = Où en lire une copie
column-sources-translated-from = Langue dont elle est traduite
column-sources-translated-by = Qui l’a traduite : machine, ou un nom
column-sources-original-publisher = Qui a publié ce qu’elle republie
column-sources-original-title = Titre de ce qu’elle republie
column-sources-relays = Sources et médias qu’elle relaie
column-sources-paywall = Si sa lecture est payante
column-sources-backs = Affirmations du site qui la citent
column-sources-page = Adresse de sa page sur le site
column-of = { $of } : { $meaning }
column-of-capacity = Puissance
column-of-quantity = Quantité
column-legs-deal = Identifiant de l’accord
column-legs-leg = Identifiant du volet dans son accord
column-legs-tranche = Identifiant de la tranche dans son volet
column-legs-what = Nom, dans la première langue du site
column-legs-kind = Type du volet, qui découle de ses rôles
column-legs-payers = Identifiants de ceux qui donnent la valeur
column-legs-payees = Identifiants de ceux qui la reçoivent
column-legs-parties = Identifiants des parties d’un volet où personne ne paie l’autre, ou sans que la source dise qui
column-legs-bucket = Compte au jour de l’état : committed, announced, talks ou off
column-legs-bound = Borne de ce que dit la source : exact, about, at_least, up_to… ou undisclosed
column-legs-low = Plus petit nombre que la source permet, en unité de base
column-legs-high = Plus grand nombre qu’elle permet ; vide s’il n’y a pas de limite
column-legs-unit = Unité de base de ces nombres, ou monnaie
column-legs-counted = Si la ligne ajoute quelque chose aux totaux
column-legs-why = Pourquoi elle n’ajoute rien
column-legs-sum-of = À quoi elle s’ajoute : le measure de totals.json
column-legs-sum-low = Ce qu’elle ajoute au minimum, ses parts du même compte comprises
column-legs-sum-high = Ce qu’elle ajoute au maximum, ses parts du même compte comprises ; vide s’il n’y a pas de limite
column-legs-condition = Ce qui doit se produire d’abord
column-legs-met = Quand cela s’est produit (EDTF)
column-legs-due = Échéance (EDTF)
column-legs-part-of = Le cadre ou le plan d’ensemble qui le contient, sous la forme accord ou accord.volet
column-legs-of-which = Le volet dont c’est une part, jamais ajoutée en plus
column-legs-frame = Si c’est un cadre, dont seul compte ce qu’il contient
column-legs-choice = Accords dont un seul aura lieu : l’identifiant du premier d’entre eux
column-changes-change = Identifiant du changement, qui reste le même
column-changes-type = Ce qui s’est passé : new, status, part, met, revised, corrected, rejected, event ; ou correction, pour une erreur du site
column-changes-entity = De quoi il s’agit : deal ou company
column-changes-id = Identifiant de l’accord ou de la société
column-changes-date = Quand (EDTF) ; d’une correction, le jour où le site a été corrigé
column-changes-part = Identifiant du volet, de la tranche ou de l’étape
column-changes-field = Clé du champ
column-changes-from = Ce qui valait avant
column-changes-to = Ce qui vaut depuis
column-changes-why = Pourquoi
column-changes-sources = Qui le dit, sous la forme source:ligne
column-changes-url = Adresse de la page de l’accord ou de la société
column-ids-kind = De quoi c’est l’identifiant : deal, company, source, topic ou page
column-ids-id = L’identifiant, unique parmi ceux de son genre
column-ids-name = Nom ou titre, dans la première langue du site
column-ids-address = Adresse de sa page
column-ids-former-ids = Ses identifiants précédents
column-ids-former-addresses = Les adresses qui y mènent encore
holds-amount = montant
holds-date = date
holds-text = texte
summed = additionné
never-summed = jamais additionné
meaning-value = Ce que le payeur verse au bénéficiaire sur toute la durée.
meaning-capacity = Puissance des puces, du site ou de l’alimentation ; ce que l’on mesure est précisé.
meaning-quantity = Ce qui est livré, quand aucun autre champ ne le mesure.
meaning-stake = Part du capital, détenue ou sous option.
meaning-shares = Combien d’actions changent de mains, ou peuvent être acquises.
meaning-price = Le prix d’une unité : une action, un mégawattheure.
meaning-rate = L’intérêt, en pour cent par an.
meaning-worth = Ce que vaudrait une part, un bon ou une chose remise ; jamais additionné.
meaning-cut = La part des recettes qui est reversée.
meaning-basis = Ce sur quoi une part est prélevée.
meaning-term = Durée du contrat.
meaning-starts = Début de l’exécution.
meaning-online = Jour où toute la puissance est en service.
meaning-ends = Fin de l’exécution.
meaning-option = Date à partir de laquelle une extension est possible.
meaning-option_value = Ce que l’acheteur peut acheter en plus ; jamais engagé.
meaning-option_capacity = La puissance que l’acheteur peut acheter en plus.
meaning-option_term = La durée dont le contrat peut être prolongé.
meaning-hardware = Matériel nommé par les parties.
meaning-gpus = Nombre de processeurs graphiques.
meaning-cpus = Nombre de processeurs centraux.
meaning-chips = Nombre de puces.
meaning-valuation = Valeur prêtée à la société, souvent sous condition.
meaning-instrument = Forme du titre : option, bon de souscription, actions.
meaning-exclusive = Exclusivité ou droit de premier refus.
meaning-access = Priorité ou garantie d’accès.
meaning-total = Ce que représente l’ensemble après cette étape.
meaning-condition = Ce qui doit se produire d’abord.
meaning-met = Jour où la condition a été remplie.
meaning-share = Ce qui revient à une partie parmi plusieurs.
meaning-due = Échéance d’une étape ou d’une tranche.
meaning-hq = Siège de la société.
meaning-declared = Champ propre à ce site.

## Recherche
search-title = Recherche
search-intro = Chercher un accord, une société, un montant ou un statut.
search-label = Chercher un accord, une société, un montant
search-button = Chercher
search-hint = On peut aussi chercher un montant (« 38 milliards », « 6 GW »), un statut ou un code boursier.
search-companies =
    { $n ->
        [0] aucune société
        [one] { $n } société
       *[other] { $n } sociétés
    }
search-found = { $companies } et { $deals }
search-none = Aucun résultat
search-none-advice = Essayez moins de mots, un autre nom de la société, ou parcourez la liste ci-dessous.
search-some = Aucun accord ne réunit tous ces mots ; ceux-ci en contiennent une partie.
search-all = Tous
search-more = Voir la suite
search-failed = Une partie de l’index n’a pas pu être lue.
search-retry = Réessayer
search-file = La recherche a besoin d’un serveur : ouverte depuis un disque, cette page ne peut pas lire l’index. La liste ci-dessous mène partout.
search-unscripted = Sans JavaScript, cette liste tient lieu de recherche.
filter-status = Statut
months = Mois

# Pictures of pages, for other services.
card-foot = Chaque chiffre mène à sa source
card-talks = Rien n’est signé
