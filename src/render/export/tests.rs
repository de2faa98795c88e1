//! Reads the export back: it says what the sheets say, exactly, and nothing private.

use serde_json::{Value, json};

use super::deal_json;
use crate::render::fixture::{HOSTILE, briefing};

fn read_json(bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).unwrap();
    assert_eq!(text.matches('\n').count(), 1, "one line");
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_deal_is_told_exactly() {
    let (briefing, plan) = briefing();
    let deal = read_json(&deal_json(&briefing, &plan, briefing.find_deal("openai-amd").unwrap()));
    let expected = [
        ("/id", json!("openai-amd")),
        ("/title/en", json!(HOSTILE)),
        (
            "/pages",
            json!({
                "en": "https://gigawatt.example/below/deals/openai-amd/",
                "fr": "https://gigawatt.example/below/fr/deals/openai-amd/",
            }),
        ),
        ("/status", json!("signed")),
        ("/status_on", json!({ "edtf": "2025-11-03?", "earliest": "2025-11-03", "latest": "2025-11-03" })),
        ("/bucket", json!("committed")),
        ("/part_of", json!("plan")),
        ("/follows", json!(["plan"])),
        ("/status_history/0/best", json!(false)),
        ("/status_history/1/best", json!(true)),
        ("/status_history/1/quote", json!(HOSTILE)),
        ("/status_history/1/via", json!(["@Outlet"])),
        (
            "/legs/0/roles",
            json!([
                { "role": "customer", "company": "openai" },
                { "role": "supplier", "company": "aws" },
                { "role": "maker", "company": "amd" },
            ]),
        ),
        ("/legs/0/facts/0/field", json!("value")),
        (
            "/legs/0/facts/0/claims/0/amount",
            json!({
                "bound": "magnitude", "min": "20000000000", "max": "100000000000", "max_excluded": true,
                "currency": "USD", "unit": "USD", "text": "tens of billions USD",
            }),
        ),
        ("/legs/0/facts/0/claims/0/sources", json!([{ "id": "wire", "line": 4 }, { "id": "press", "line": 5 }])),
        ("/legs/0/facts/0/claims/1/rank", json!("deprecated")),
        ("/legs/0/facts/0/claims/1/because", json!({ "en": "translation", "fr": "traduction" })),
        ("/legs/0/facts/0/claims/1/amount/min", json!("1250000000")),
        ("/legs/0/facts/2/claims/0/amount/bound", json!("up_to")),
        ("/legs/0/facts/2/claims/0/amount/unit", json!("W")),
        ("/legs/0/facts/2/claims/0/amount/currency", Value::Null),
        ("/legs/0/facts/2/claims/0/of", json!("chips")),
        ("/legs/0/facts/3/claims/0/date", json!({ "edtf": "../2026", "earliest": null, "latest": "2026-12-31" })),
        ("/legs/0/facts/4/claims/0/is", json!(HOSTILE)),
        ("/legs/0/facts/5/claims/0/hedge", json!("conditional")),
        (
            "/legs/1/facts/1/claims/0/amount",
            json!({
                "bound": "undisclosed", "min": null, "max": null, "max_excluded": false,
                "currency": null, "unit": null, "text": "undisclosed",
            }),
        ),
        ("/milestones/0/facts/0/claims/0/is", json!("2026-H2")),
        ("/reactions/0/facts/0/claims/0/amount/max", Value::Null),
        ("/quotes/0/of", json!("openai")),
        ("/sources/1/url", json!("https://wire.example/?a=1&b=2")),
    ];
    for (path, value) in expected {
        assert_eq!(deal.pointer(path), Some(&value), "{path}");
    }
}

#[test]
fn what_editors_note_for_themselves_stays_with_them() {
    let (briefing, plan) = briefing();
    assert_eq!(briefing.hidden, ["hidden"]);
    for index in 0..briefing.deals.len() {
        let id = crate::model::DealId::at(index);
        let text = String::from_utf8(deal_json(&briefing, &plan, id)).unwrap();
        for secret in ["a secret of the editors", "raw-html", "draft", "content/deals", "Embargoed", "publish_on"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
}
