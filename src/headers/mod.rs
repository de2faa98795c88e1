//! How a site is to be served: media types, caching, protection of readers, redirects.
//!
//! One set of facts ([`Serving`]) in the notation of each kind of server: `_headers` and `_redirects`, which go out with
//! the site and which Cloudflare, Netlify and others read ([`hosts`]); a snippet for nginx or Caddy; a function and a
//! policy for CloudFront. A bucket gets them with each file (`publish::s3`), and the preview sends the same types.

mod caddy;
mod cloudfront;
pub mod hosts;
mod media;
mod nginx;
mod policy;

pub use caddy::caddy;
pub use cloudfront::{function, response_headers_policy};
pub use media::{is_fingerprinted, mark, media_type};
pub use nginx::nginx;
pub use policy::{Needs, TRANSPORT_SECURITY, content_security_policy, security};

use crate::model::Headers;

/// A pattern of names that carry a hash, for servers that know regular expressions.
const FINGERPRINTED: &str = r"^/BASEassets/(.+/)?[^/]+\.[0-9a-f]{8}\.[0-9a-z]+$";

/// How a site is to be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    /// The settings.
    pub headers: Headers,
    /// What the site has.
    pub needs: Needs,
    /// The path of the site on its host, `/` or `/below/`.
    pub base_path: String,
    /// Files whose names carry their hash, in the order of paths.
    pub fingerprinted: Vec<String>,
    /// Files whose names only look like that.
    pub lookalikes: Vec<String>,
    /// Addresses that lead elsewhere: from and to, from the site's root, without `index.html`.
    pub redirects: Vec<(String, String)>,
}

impl Serving {
    /// Of a site with these files, those whose names carry their hash, and these redirects.
    pub fn new<'p>(
        headers: &Headers,
        base_path: &str,
        paths: impl Iterator<Item = &'p str> + Clone,
        mut fingerprinted: Vec<String>,
        redirects: Vec<(String, String)>,
    ) -> Serving {
        fingerprinted.sort_unstable();
        let is_lookalike = |path: &&str| {
            media::looks_fingerprinted(path)
                && fingerprinted.binary_search_by(|known| known.as_str().cmp(path)).is_err()
        };
        let mut lookalikes: Vec<String> = paths.clone().filter(is_lookalike).map(str::to_owned).collect();
        lookalikes.sort_unstable();
        Serving {
            headers: headers.clone(),
            needs: Needs::of(paths),
            base_path: base_path.to_owned(),
            fingerprinted,
            lookalikes,
            redirects,
        }
    }

    /// The pattern of names that carry a hash, below the site's path.
    fn fingerprint_pattern(&self) -> String {
        FINGERPRINTED.replace("/BASE", &escaped(&self.base_path))
    }
}

/// A text in a regular expression.
fn escaped(text: &str) -> String {
    let special = |c: char| r"\.+*?()|[]{}^$".contains(c);
    text.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}
