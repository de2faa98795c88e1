//! Warnings about evidence that come for nearly every deal are one line, unless each is asked for.

use crate::support::Project;

fn deals(count: usize) -> Project {
    let blog =
        "//- content/sources/daily.toml\ntitle = \"D\"\nkind = \"press\"\nlang = \"en\"\npublished = \"2026-05-01\"\n";
    let deal = |n: usize| {
        let facts = "status = { is = \"signed\", on = \"2026-05-01\", source = \"daily\" }\n[[leg]]\ncustomer = \"acme\"\n\
                     supplier = \"globex\"\nvalue = { is = \"5 billion USD\", source = \"daily\" }\n";
        format!("//- content/deals/d{n}.toml\ntitle = \"Deal {n}\"\n{facts}//- content/deals/d{n}.md\nWords.\n")
    };
    Project::with_base(&(blog.to_owned() + &(0..count).map(deal).collect::<String>()))
}

#[test]
fn several_are_one_line_with_their_number() {
    let project = deals(4);
    let run = project.check().succeeds();
    let expected = "warning[one-source]: 4 deals rest on one source each\n --> content/deals/d0.toml:2:18\n --> \
                    content/deals/d1.toml:2:18\n  … and 2 more\n  = help: `tearsheet check --verbose` shows each, \
                    `tearsheet explain one-source` says why\n";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert_eq!(run.stderr.matches("one-source]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("4 warnings in 4 files"), "{}", run.stderr);
    project.run(["check", "--today", "2026-06-01", "--deny-warnings"]).exits(1);
    for option in [&["--verbose"][..], &["--format", "short"], &["--format", "json"], &["--format", "github"]] {
        let run = project.run([&["check", "--today", "2026-06-01"], option].concat()).succeeds();
        let told = run.stderr + &run.stdout;
        assert_eq!(told.matches("rests on `daily` alone").count(), 4, "{told}");
    }
}

#[test]
fn one_is_told_in_full() {
    deals(1).check().succeeds().says("of `status` rests on `daily` alone");
}
