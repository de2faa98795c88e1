//! An edit of a deal's sheet makes the outputs that look at the deal, and leaves what a build from nothing leaves.

use crate::rebuild::made;
use crate::support::{BRIEFING_DAY, Project, Run};

fn build(project: &Project) -> Run {
    project.run(["build", "--timings", "--today", BRIEFING_DAY]).succeeds()
}

#[test]
fn what_looks_at_an_edited_deal_is_made_and_equals_a_clean_build() {
    let project = Project::briefing();
    let (_, files) = made(&build(&project));
    let sheet = project.file("content/deals/openai-aws.toml");
    // Words of a fact in each language; the title. Each is shown by more than the last. Whatever the words are.
    let mut before = 0;
    for (key, mark, new) in [
        ("what ", "fr = \"", "fr = \"au total, "),
        ("what ", "en = \"", "en = \"in all, "),
        ("title ", "= \"", "= \"De nouveau, "),
    ] {
        let sheet = project.file("content/deals/openai-aws.toml");
        let line = sheet.lines().find(|line| line.starts_with(key) && line.contains(mark)).expect(key);
        project.write("content/deals/openai-aws.toml", sheet.replacen(line, &line.replacen(mark, new, 1), 1));
        let run = project.run(["build", "--timings", "--explain", "--today", BRIEFING_DAY]).succeeds();
        let (again, _) = made(&run);
        assert!(again > 0 && again < files, "{again} of {files} for {new}");
        let changed = run.stdout.lines().filter(|line| line.starts_with("changed  ")).count();
        assert!(changed >= before && changed <= again, "{changed} of {again} for {new}");
        before = changed;
        let clean = Project::briefing();
        clean.write("content/deals/openai-aws.toml", project.file("content/deals/openai-aws.toml"));
        build(&clean);
        assert!(project.tree("public") == clean.tree("public"), "{new}: not that of a clean build");
    }
    // Another topic is what all pages share.
    project.write("content/deals/openai-aws.toml", sheet.replacen("[\"cloud\"]", "[\"cloud\", \"puces\"]", 1));
    let run = project.run(["build", "--explain", "--today", BRIEFING_DAY]).succeeds();
    run.says("every page was made: `content/deals/openai-aws.toml` changed in what other pages show of it");
}

const ROUND: &str = r#"
//- tearsheet.toml
title      = "T"
base_url   = "https://t.example/"
languages  = ["en"]
currencies = ["USD"]
//- content/companies.toml
[vestor]
name = "Vestor"
[aldane]
name = "Aldane"
[mire]
name = "Mire"
[zeta]
name = "Zeta"
//- content/sources.toml
[s]
title     = "A wire"
kind      = "wire"
published = "2026-04-01"
//- content/deals/round.toml
title  = "Vestor and Aldane invest in Mire"
status = { is = "signed", on = "2026-04-01", source = "s" }
[[leg]]
id       = "round"
investor = ["vestor", "aldane"]
investee = "mire"
value    = { is = "10 billion USD", source = "s" }
//- content/deals/part.toml
title  = "Vestor's part"
status = { is = "signed", on = "2026-04-01", source = "s" }
[[leg]]
investor = "vestor"
investee = "mire"
of_which = "round.round"
value    = { is = "1 billion USD", source = "s" }
//- content/deals/mire-zeta.toml
title  = "Mire buys from Zeta"
status = { is = "signed", on = "2026-04-01", source = "s" }
[[leg]]
customer = "mire"
supplier = "zeta"
value    = { is = "20 billion USD", source = "s" }
//- content/deals/zeta-aldane.toml
title  = "Zeta buys from Aldane"
status = { is = "signed", on = "2026-04-01", source = "s" }
[[leg]]
customer = "zeta"
supplier = "aldane"
value    = { is = "20 billion USD", source = "s" }
"#;

/// What goes round through Zeta hangs on what Vestor's part leaves to Aldane, though no deal of Zeta's is edited.
#[test]
fn a_loop_is_made_again_with_the_parts_of_a_joint_leg() {
    let project = Project::new(ROUND);
    build(&project);
    let page = "public/companies/zeta/index.html";
    assert!(project.file(page).contains("$9\u{a0}billion"), "{}", project.file(page));
    let edited = project.file("content/deals/part.toml").replacen("1 billion", "3 billion", 1);
    project.write("content/deals/part.toml", edited.clone());
    build(&project);
    let clean = Project::new(ROUND);
    clean.write("content/deals/part.toml", edited);
    build(&clean);
    assert!(project.tree("public") == clean.tree("public"), "not that of a clean build");
}
