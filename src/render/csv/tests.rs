//! Reads the tables back: rows, exact numbers, no formula, one list for header and columns.

use std::collections::BTreeMap;

use super::{columns, company, table};
use crate::model::Briefing;
use crate::plan::{Plan, Table};
use crate::render::fixture::{HOSTILE, briefing};

/// Rows by column name; refuses what is no RFC 4180 table with equally long rows.
fn read(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    assert!(bytes.ends_with(b"\r\n") && !bytes.starts_with("\u{FEFF}".as_bytes()));
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])), "{record:?}");
        rows.push(header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect());
    }
    rows
}

fn tables() -> (Briefing, Plan) {
    briefing()
}

#[test]
fn every_column_is_in_the_header() {
    let (briefing, plan) = tables();
    for kind in Table::ALL {
        let bytes = table(&briefing, &plan, kind);
        let header: Vec<String> =
            csv::Reader::from_reader(&bytes[..]).headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header, columns(kind));
        let mut unique = header.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), header.len());
        assert!(unique.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')), "{unique:?}");
    }
}

/// Asserts some cells of a row.
fn cells(row: &BTreeMap<String, String>, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(row.get(*name).map(String::as_str), Some(*value), "{name}");
    }
}

#[test]
fn deals_have_a_row_per_leg() {
    let (briefing, plan) = tables();
    let rows = read(&table(&briefing, &plan, Table::Deals));
    assert_eq!(rows.len(), 3);
    cells(
        &rows[0],
        &[
            ("deal", "openai-amd"),
            ("title", &format!("'{HOSTILE}")),
            ("url", "https://gigawatt.example/below/deals/openai-amd/"),
            ("leg", "purchase"),
            ("payers", "openai"),
            ("payees", "aws"),
            ("roles", "customer:openai; supplier:aws; maker:amd"),
            ("value", "tens of billions USD"),
            ("value_min", "20000000000"),
            ("value_max", "100000000000"),
            ("currency", "USD"),
            ("term", "7 years"),
            ("capacity", "up to 6 GW"),
            ("capacity_of", "chips"),
            ("capacity_max", "6000000000"),
            ("starts", "../2026"),
            ("hardware", &format!("'{HOSTILE}")),
            ("status", "signed"),
            ("status_on", "2025-11-03?"),
            ("bucket", "committed"),
            ("sources", "press:5; press:9; wire:3; wire:4; wire:5; wire:6; wire:7; wire:8"),
            ("umbrella", "false"),
            ("part_of", "plan"),
            ("topics", "chips"),
        ],
    );
    cells(&rows[1], &[("kind", "option"), ("value", "undisclosed"), ("value_min", ""), ("stake", "up to 10 %")]);
    cells(&rows[2], &[("deal", "plan"), ("value_max", "1400000000000"), ("umbrella", "true"), ("bucket", "announced")]);
}

#[test]
fn a_company_has_the_legs_of_its_whole_group() {
    let (briefing, plan) = tables();
    let of = |id: &str| read(&company(&briefing, &plan, briefing.find_company(id).unwrap()));
    let amazon = of("amazon");
    assert_eq!(amazon.len(), 1);
    cells(&amazon[0], &[("company", "aws"), ("role", "supplier"), ("counterparties", "openai"), ("leg", "purchase")]);
    let amd = of("amd");
    cells(&amd[0], &[("role", "maker"), ("counterparties", "openai; aws")]);
    cells(&amd[1], &[("role", "issuer"), ("counterparties", "openai")]);
    assert_eq!(of("openai").len(), 3);
}

#[test]
fn claims_keep_what_was_deprecated() {
    let (briefing, plan) = tables();
    let rows = read(&table(&briefing, &plan, Table::Claims));
    let find = |field: &str, is: &str| rows.iter().find(|r| r["field"] == field && r["is"] == is).unwrap();
    cells(
        find("value", "1.25 billion USD"),
        &[
            ("entity", "deal"),
            ("part", "purchase"),
            ("best", "false"),
            ("rank", "deprecated"),
            ("because", "translation"),
            ("min", "1250000000"),
            ("max", "1250000000"),
            ("unit", "USD"),
        ],
    );
    cells(
        find("status", "signed"),
        &[("best", "true"), ("by", "'-Somebody"), ("via", "'@Outlet"), ("as_of", "2025-11-03?")],
    );
    cells(find("valuation", "> 500 billion USD"), &[("entity", "company"), ("id", "openai"), ("max", "")]);
    cells(find("capacity", "up to 6 GW"), &[("min", "0"), ("unit", "W"), ("currency", ""), ("of", "chips")]);
}

#[test]
fn companies_and_sources_are_listed_by_id() {
    let (briefing, plan) = tables();
    let companies = read(&table(&briefing, &plan, Table::Companies));
    assert_eq!(companies.iter().map(|r| r["company"].as_str()).collect::<Vec<_>>(), ["amazon", "amd", "aws", "openai"]);
    cells(&companies[2], &[("part_of", "amazon"), ("group", "amazon"), ("deals", "1"), ("short", "AWS")]);
    cells(&companies[0], &[("wikidata", "Q3884"), ("ticker", "XNAS:AMZN"), ("deals", "1")]);
    cells(&companies[3], &[("name", &format!("'{HOSTILE}"))]);
    let sources = read(&table(&briefing, &plan, Table::Sources));
    cells(
        &sources[1],
        &[("source", "wire"), ("publisher", "'+Wire"), ("title", &format!("'{HOSTILE}")), ("paywall", "false")],
    );
}
