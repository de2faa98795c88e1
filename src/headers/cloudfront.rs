//! For a bucket behind CloudFront: a function that turns addresses of folders into files and leads moved pages on, and
//! a policy of response headers. Caching comes with each file from the bucket.

use serde_json::{Value, json};

use super::{Serving, TRANSPORT_SECURITY, content_security_policy, security};
use crate::model::Security;

/// The function, for the event "viewer request", in the runtime `cloudfront-js-2.0`.
pub fn function(serving: &Serving) -> String {
    let redirects: serde_json::Map<String, Value> = serving
        .redirects
        .iter()
        .map(|(from, to)| {
            let address = |path: &str| format!("{}{}", serving.base_path, super::hosts::encoded(path));
            (address(from), Value::String(address(to)))
        })
        .collect();
    let redirects = serde_json::to_string_pretty(&redirects).unwrap_or_else(|_| "{}".to_owned());
    format!(
        "// Made by `tearsheet headers --for cloudfront`: a CloudFront Function for \"viewer request\", runtime cloudfront-js-2.0.\n\
         var moved = {redirects};\n\
         \n\
         function handler(event) {{\n\
         \x20   var request = event.request;\n\
         \x20   var uri = request.uri;\n\
         \x20   var last = uri.substring(uri.lastIndexOf('/') + 1);\n\
         \x20   var folder = last === '' ? uri : uri + '/';\n\
         \x20   if (Object.prototype.hasOwnProperty.call(moved, folder)) {{\n\
         \x20       return lead(moved[folder], request);\n\
         \x20   }}\n\
         \x20   if (last === '') {{\n\
         \x20       request.uri = uri + 'index.html';\n\
         \x20   }} else if (last.indexOf('.') === -1) {{\n\
         \x20       return lead(folder, request);\n\
         \x20   }}\n\
         \x20   return request;\n\
         }}\n\
         \n\
         function lead(to, request) {{\n\
         \x20   var pairs = [];\n\
         \x20   for (var key in request.querystring) {{\n\
         \x20       var one = request.querystring[key];\n\
         \x20       var values = one.multiValue || [one];\n\
         \x20       for (var i = 0; i < values.length; i++) {{\n\
         \x20           pairs.push(values[i].value === '' ? key : key + '=' + values[i].value);\n\
         \x20       }}\n\
         \x20   }}\n\
         \x20   // Two slashes at the beginning, of either kind, would name another host.\n\
         \x20   var path = to.replace(/^[\\/\\\\]+/, '/');\n\
         \x20   var location = path + (pairs.length > 0 ? '?' + pairs.join('&') : '');\n\
         \x20   return {{ statusCode: 301, statusDescription: 'Moved Permanently', headers: {{ location: {{ value: location }} }} }};\n\
         }}\n"
    )
}

/// The policy, as `aws cloudfront create-response-headers-policy --response-headers-policy-config` takes it.
pub fn response_headers_policy(serving: &Serving) -> String {
    let mut config = json!({
        "Name": "tearsheet",
        "Comment": "Made by tearsheet headers --for cloudfront",
    });
    if serving.headers.security == Security::Strict {
        let known = ["Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"];
        let custom: Vec<Value> = security(serving.headers.security, serving.needs)
            .into_iter()
            .filter(|(name, _)| known.contains(name))
            .map(|(name, value)| json!({ "Header": name, "Value": value, "Override": true }))
            .collect();
        let age = TRANSPORT_SECURITY.1.trim_start_matches("max-age=").parse::<u64>().unwrap_or(0);
        config["SecurityHeadersConfig"] = json!({
            "ContentSecurityPolicy": {
                "Override": true,
                "ContentSecurityPolicy": content_security_policy(serving.needs),
            },
            "ContentTypeOptions": { "Override": true },
            "FrameOptions": { "Override": true, "FrameOption": "DENY" },
            "ReferrerPolicy": { "Override": true, "ReferrerPolicy": "strict-origin-when-cross-origin" },
            "StrictTransportSecurity": {
                "Override": true,
                "AccessControlMaxAgeSec": age,
                "IncludeSubdomains": false,
                "Preload": false,
            },
        });
        config["CustomHeadersConfig"] = json!({ "Quantity": custom.len(), "Items": custom });
    }
    serde_json::to_string_pretty(&config).unwrap_or_default() + "\n"
}
