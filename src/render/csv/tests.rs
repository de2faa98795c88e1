//! Reads the tables back: rows, exact numbers, no formula, one list for header and columns.

use std::collections::BTreeMap;

use super::{Holds, columns, company, key};
use crate::ledger::Ledger;
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

fn table(briefing: &Briefing, plan: &Plan, of: Table) -> Vec<u8> {
    super::table(&Ledger::new(briefing, briefing.day), plan, of)
}

/// What re-users have been promised. A column is never renamed, moved or taken away: a new one is added at the end of
/// its table, and here.
const PROMISED: &str = include_str!("columns.txt");

#[test]
fn columns_are_only_added() {
    let lines = Table::ALL.into_iter().map(|of| {
        let names: Vec<&str> = columns(of).iter().map(|column| column.name).collect();
        format!("{}: {}\n", of.stem(), names.join(" "))
    });
    assert_eq!(lines.collect::<String>(), PROMISED);
}

#[test]
fn keys_tell_rows_apart() {
    let (briefing, plan) = tables();
    for of in Table::ALL {
        let rows = read(&table(&briefing, &plan, of));
        let mut keys: Vec<Vec<&str>> =
            rows.iter().map(|row| key(of).iter().map(|name| row[*name].as_str()).collect()).collect();
        assert!(keys.iter().flatten().all(|cell| !cell.is_empty()), "{of:?}");
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), rows.len(), "{of:?}");
    }
}

#[test]
fn cells_are_of_the_type_of_their_column() {
    let (briefing, plan) = tables();
    let is_number = |cell: &str| cell.parse::<rust_decimal::Decimal>().is_ok();
    for of in Table::ALL {
        for row in read(&table(&briefing, &plan, of)) {
            for column in columns(of) {
                let cell = row[column.name].as_str();
                let is_typed = match column.holds {
                    Holds::Text => column.one_of.is_empty() || column.one_of.contains(&cell),
                    Holds::Number => is_number(cell),
                    Holds::Integer => cell.parse::<u64>().is_ok(),
                    Holds::Boolean => ["true", "false"].contains(&cell),
                    Holds::Day => cell.parse::<jiff::civil::Date>().is_ok(),
                };
                assert!(cell.is_empty() || is_typed, "{of:?}.{}: {cell}", column.name);
            }
        }
    }
}

#[test]
fn legs_say_what_they_add() {
    let (briefing, plan) = tables();
    let rows = read(&table(&briefing, &plan, Table::Legs));
    let of = |deal: &str, leg: &str| rows.iter().find(|row| row["deal"] == deal && row["leg"] == leg).unwrap();
    cells(
        of("openai-amd", "purchase"),
        &[
            ("bucket", "committed"),
            ("bound", "magnitude"),
            ("low", "20000000000"),
            ("counted", "true"),
            ("why", ""),
            ("sum_of", "USD"),
            ("sum_low", "20000000000"),
            ("sum_high", "100000000000"),
            ("capacity_sum_of", "chips"),
            ("part_of", "plan"),
        ],
    );
    cells(of("plan", "plan"), &[("counted", "false"), ("why", "umbrella"), ("frame", "true"), ("sum_low", "")]);
}

#[test]
fn ids_have_addresses() {
    let (briefing, plan) = tables();
    let rows = read(&table(&briefing, &plan, Table::Ids));
    let aws = rows.iter().find(|row| row["kind"] == "company" && row["id"] == "aws").unwrap();
    cells(
        aws,
        &[
            ("name", "Amazon Web Services"),
            ("address", "https://gigawatt.example/below/companies/aws/"),
            ("former_ids", ""),
        ],
    );
}

#[test]
fn every_column_is_in_the_header() {
    let (briefing, plan) = tables();
    for kind in Table::ALL {
        let bytes = table(&briefing, &plan, kind);
        let header: Vec<String> =
            csv::Reader::from_reader(&bytes[..]).headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(header, columns(kind).iter().map(|column| column.name).collect::<Vec<_>>());
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
