//! What several pay or receive together: whose part is how much, and what stays inside a group.

use super::{company_says, deal, says};

#[test]
fn who_acts_with_others_pays_an_unknown_part() {
    let joint = "[[leg]]\ncustomer = [\"acme\", \"initech\"]\nsupplier = \"globex\"\nvalue = { is = \"9 billion USD\", source = \"wire\" }";
    let files = deal("a", "signed", joint);
    says(&files, &["purchase committed: 9 billion USD"]);
    company_says(&files, "acme", &["pays purchase committed: up to 9 billion USD"]);
    company_says(&files, "globex", &["receives purchase committed: 9 billion USD"]);
    let partly = "[[leg]]\ncustomer = [\"umbra\", \"initech\"]\nsupplier = \"acme\"\nvalue = { is = \"9 billion USD\", source = \"wire\" }";
    says(&deal("a", "signed", partly), &["purchase committed: up to 9 billion USD"]);
}

/// Money for a part of one of those who pay: what comes from the others is received, the rest stays inside.
#[test]
fn what_stays_inside_is_neither_paid_nor_received() {
    let round = |share: &str| {
        let leg = format!(
            "[[leg]]\ninvestor = [{{ is = \"acme\", share = \"{share}\", source = \"wire\" }}, \"initech\"]\ninvestee = \"umbra\"\n\
             value = {{ is = \"10 billion USD\", source = \"wire\" }}"
        );
        deal("a", "signed", &leg)
    };
    let files = round("60 %");
    says(&files, &["equity committed: 4 billion USD"]);
    company_says(&files, "acme", &["receives equity committed: 4 billion USD"]);
    company_says(&files, "umbra", &["receives equity committed: 4 billion USD"]);
    company_says(&files, "initech", &["pays equity committed: 4 billion USD"]);
    company_says(&round("about 60 %"), "initech", &["pays equity committed: about 4 billion USD"]);
    let both = "[[leg]]\ncustomer = [{ is = \"acme\", share = \"60 %\", source = \"wire\" }, \"initech\"]\n\
                supplier = [{ is = \"umbra\", share = \"70 %\", source = \"wire\" }, \"globex\"]\n\
                value = { is = \"10 billion USD\", source = \"wire\" }";
    let files = deal("a", "signed", both);
    says(&files, &["purchase committed: 4 to 7 billion USD"]);
    company_says(
        &files,
        "acme",
        &["pays purchase committed: up to 3 billion USD", "receives purchase committed: 1 to 4 billion USD"],
    );
}
