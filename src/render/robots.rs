//! `robots.txt`: everything may be read, and the sitemap says what there is.
//!
//! Crawlers look for it at the root of a host only; below a path it does no harm.

/// The file, with the absolute address of the sitemap.
pub fn robots(sitemap_url: &str) -> String {
    // A line break would end the line and begin a directive of its own.
    let url: String = sitemap_url.chars().filter(|c| !c.is_control()).collect();
    format!("User-agent: *\nAllow: /\n\nSitemap: {url}\n")
}

#[cfg(test)]
mod tests {
    use super::robots;

    #[test]
    fn an_address_is_one_line() {
        let expected = "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xmlDisallow: /\n";
        assert_eq!(robots("https://a.example/sitemap.xml\r\nDisallow: /"), expected);
    }
}
