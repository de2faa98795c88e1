//! Licences: what readers may do with a site and its data.

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Its identifier on the SPDX list; `None` for one that is not on it.
    pub spdx: Option<String>,
    /// What readers see.
    pub name: String,
    /// Where its text can be read.
    pub url: String,
}

/// Licences for texts and data that may be named by their SPDX identifier alone: identifier, name, where it can be read.
const KNOWN: [(&str, &str, &str); 18] = [
    ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC-BY-ND-4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    ("CC-BY-NC-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
    ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    ("CC-BY-3.0", "CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"),
    ("CC-BY-SA-3.0", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
    ("ODbL-1.0", "ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ("ODC-By-1.0", "ODC-By 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    ("PDDL-1.0", "PDDL 1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
    ("OGL-UK-3.0", "OGL UK 3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
    ("etalab-2.0", "Licence Ouverte 2.0", "https://spdx.org/licenses/etalab-2.0.html"),
    ("GFDL-1.3-or-later", "GFDL 1.3", "https://www.gnu.org/licenses/fdl-1.3.html"),
    ("FAL-1.3", "FAL 1.3", "https://artlibre.org/licence/lal/en/"),
    ("MIT", "MIT", "https://spdx.org/licenses/MIT.html"),
    ("Apache-2.0", "Apache 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
];

impl License {
    /// The licence of an SPDX identifier.
    pub fn of_spdx(id: &str) -> Option<License> {
        let (id, name, url) = KNOWN.iter().find(|(known, ..)| *known == id)?;
        Some(License { spdx: Some((*id).to_owned()), name: (*name).to_owned(), url: (*url).to_owned() })
    }

    /// The identifiers that are known.
    pub fn known() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(id, ..)| *id)
    }
}
