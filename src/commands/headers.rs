//! `tearsheet headers --for SERVER`: the configuration of a server for this site.

use super::{Exit, Failure, compiled, say};
use crate::cli::{Headers, Part, Server};
use crate::headers::{caddy, function, hosts, nginx, response_headers_policy};

/// Prints the configuration.
pub(crate) fn run(options: &Headers) -> Result<Exit, Failure> {
    let serving = compiled::published(options.root.as_deref())?.serving();
    let text = match (options.server, options.part) {
        (Server::Nginx, _) => nginx(&serving),
        (Server::Caddy, _) => caddy(&serving),
        (Server::Netlify, _) => hosts::headers(&serving),
        (Server::Cloudfront, Some(Part::Policy)) => response_headers_policy(&serving),
        (Server::Cloudfront, Some(Part::Function)) => function(&serving),
        (Server::Cloudfront, None) => {
            let policy = response_headers_policy(&serving);
            format!("{}\n/* The response headers policy, also by `--part policy`:\n{policy}*/\n", function(&serving))
        }
    };
    say::result(&text)?;
    Ok(Exit::Clean)
}
