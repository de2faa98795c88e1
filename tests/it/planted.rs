//! Thirteen kinds of mistakes that editors make, planted one at a time into a copy of the briefing: each is caught,
//! with its code and at its place, and nothing else is said.

use serde_json::Value;

use crate::support::{BRIEFING_DAY, Project};

/// One mistake.
struct Mistake {
    kind: &'static str,
    file: &'static str,
    /// What stands there once.
    right: &'static str,
    /// What is put in its place; `⟦` and `⟧` mark where the diagnostic must stand, and are not written.
    wrong: &'static str,
    code: &'static str,
}

const fn mistake(
    kind: &'static str,
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    code: &'static str,
) -> Mistake {
    Mistake { kind, file, right, wrong, code }
}

/// A wrong line and an altered quote need the text of sources, which the briefing does not have: `evidence.rs` plants
/// them into a fixture with clippings of its own.
const MISTAKES: &[Mistake] = &[
    mistake(
        "wrong digits",
        "deals/openai-aws.md",
        "de cloud sur {{ term }}",
        "de cloud pour ⟦83 milliards de dollars⟧, sur {{ term }}",
        "figure-contradicts",
    ),
    mistake(
        "wrong digits, cited",
        "deals/openai-nvidia.en.md",
        "One sentence, in",
        "It is worth ⟦$10 billion⟧.[^press-amd:6] One sentence, in",
        "figure-contradicts",
    ),
    mistake(
        "wrong digits in a headline",
        "deals/openai-aws.en.md",
        "OpenAI buys Nvidia-powered computing",
        "OpenAI buys ⟦$83 billion⟧ of Nvidia-powered computing",
        "figure-contradicts",
    ),
    mistake("wrong term", "deals/openai-aws.en.md", "over {{ term }}", "over ⟦eight years⟧", "figure-contradicts"),
    mistake(
        "×1000",
        "deals/openai-compute-plan.en.md",
        "{{ value }} of spending",
        "⟦$1.4 billion⟧ of spending",
        "figure-contradicts",
    ),
    mistake(
        "×10, in the text of another deal",
        "deals/openai-azure.md",
        "de {{ openai-aws.value }}, ne",
        "de ⟦380 milliards de dollars⟧, ne",
        "figure-contradicts",
    ),
    mistake(
        "dropped bound",
        "deals/openai-amd.md",
        "{{ purchase.capacity }} de GPU",
        "⟦6 gigawatts⟧ de GPU",
        "hedge-dropped",
    ),
    mistake(
        "dropped bound, cited",
        "deals/amazon-openai-investment.md",
        "évoque {{ equity.value }}[^press-trainium:7]",
        "évoque ⟦10 milliards de dollars⟧[^press-trainium:7]",
        "hedge-dropped",
    ),
    mistake(
        "flipped bound",
        "deals/openai-amd.en.md",
        "{{ purchase.capacity }} of Instinct",
        "⟦at least 6 gigawatts⟧ of Instinct",
        "hedge-dropped",
    ),
    mistake(
        "misspelt company",
        "deals/openai-azure.toml",
        "supplier = \"microsoft\"",
        "supplier = \"⟦microsfot⟧\"",
        "unknown-company",
    ),
    mistake("`AMD` as currency", "deals/openai-nvidia.toml", "100 billion USD", "100 billion ⟦AMD⟧", "currency"),
    mistake(
        "deprecated without reason",
        "deals/amazon-openai-investment.toml",
        "\"1 billion USD\", source = \"repost:77\", quote = \"un milliard de dollars\", rank = \"deprecated\", because = { fr = \"commentaire de lecteur, qui reprend l’erreur du titre\", en = \"reader comment that repeats the error in the headline\" }",
        "\"⟦1 billion USD⟧\", source = \"repost:77\", quote = \"un milliard de dollars\", rank = \"deprecated\"",
        "because",
    ),
    mistake(
        "reader comment as source",
        "deals/amazon-openai-investment.toml",
        "\"10 billion USD\", source = \"repost:3\"",
        "\"⟦10 billion USD⟧\", source = \"repost:81\"",
        "comment-source",
    ),
    mistake(
        "unranked conflict",
        "deals/openai-nvidia.toml",
        "value    = { is = \"100 billion USD\", source = \"press:6\", quote = \"la signature d'un accord de 100 milliards de dollars entre OpenAI et Nvidia\" }",
        "value    = [{ is = \"100 billion USD\", source = \"press:6\" }, { is = \"⟦10 billion USD⟧\", source = \"press:7\" }]",
        "conflict",
    ),
    mistake(
        "missing source",
        "deals/openai-aws.toml",
        "{ is = \"7 years\", source = \"wire:9\", quote = \"OpenAI a signé un accord de 38 milliards de dollars sur sept ans\" }",
        "\"⟦7 years⟧\"",
        "no-source",
    ),
    mistake(
        "MW for GW",
        "deals/openai-compute-plan.en.md",
        "{{ capacity }} of computing",
        "⟦30 megawatts⟧ of computing",
        "figure-contradicts",
    ),
    mistake(
        "talks worded as done, in a headline",
        "deals/amazon-openai-investment.toml",
        "Amazon discute d’investir dans OpenAI et de lui fournir",
        "Amazon ⟦investit⟧ dans OpenAI et va lui fournir",
        "status-wording",
    ),
    mistake(
        "talks worded as done, in the text",
        "deals/amazon-openai-investment.en.md",
        "The other part is",
        "OpenAI ⟦has signed⟧ with Amazon. The other part is",
        "status-wording",
    ),
    mistake(
        "a figure that was set aside",
        "deals/amazon-openai-investment.en.md",
        "for an amount that has lost a zero",
        "for ⟦$1 billion⟧",
        "deprecated-in-prose",
    ),
    mistake(
        "a guess",
        "deals/openai-amd.en.md",
        "buying {{ purchase.value }} of chips",
        "buying ⟦$90 billion⟧ of chips",
        "over-precise",
    ),
    mistake(
        "a figure without a source",
        "deals/openai-bedrock.en.md",
        "alongside others.",
        "alongside others, for ⟦$2 billion⟧.",
        "figure-unbacked",
    ),
    mistake(
        "the French billion",
        "deals/openai-compute-plan.md",
        "{{ value }} de dépenses",
        "⟦1,4 billion de dollars⟧ de dépenses",
        "scale-word",
    ),
];

/// The text with the mistake, and the line and column where it begins and ends.
fn plant(text: &str, mistake: &Mistake) -> (String, [u64; 4]) {
    assert_eq!(text.matches(mistake.right).count(), 1, "{}: {:?} in {}", mistake.kind, mistake.right, mistake.file);
    let marked = text.replace(mistake.right, mistake.wrong);
    let start = marked.find('⟦').expect("a mark");
    let planted = marked.replace('⟦', "");
    let end = planted.find('⟧').expect("a mark");
    let position = |at: usize| {
        let before = &planted[..at];
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) as u64 + 1;
        [line, column]
    };
    let ([line, column], [end_line, end_column]) = (position(start), position(end));
    (planted.replace('⟧', ""), [line, column, end_line, end_column])
}

#[test]
fn every_mistake_is_caught_at_its_place() {
    let project = Project::briefing();
    for mistake in MISTAKES {
        let path = format!("content/{}", mistake.file);
        let text = project.file(&path);
        let (planted, place) = plant(&text, mistake);
        project.write(&path, planted);
        let run = project.run(["check", "--today", BRIEFING_DAY, "--format", "json"]);
        project.write(&path, text);
        let found: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
        let found: Vec<_> = found
            .iter()
            .map(|d| {
                let at = ["line", "column", "end_line", "end_column"].map(|key| d[key].as_u64().unwrap_or_default());
                (d["code"].as_str().unwrap_or_default(), d["file"].as_str().unwrap_or_default(), at)
            })
            // Words in the place of a fact are no longer what the translation says: told too, and rightly.
            .filter(|(code, _, _)| *code != "translation-stale")
            .collect();
        assert_eq!(found, [(mistake.code, path.as_str(), place)], "{}:\n{}", mistake.kind, run.stdout);
    }
}
