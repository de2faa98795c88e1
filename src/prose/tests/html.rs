//! Markdown and the HTML it becomes.

use super::rendered;

/// Pairs of Markdown and HTML.
const BLOCKS: &[(&str, &str)] = &[
    ("", ""),
    ("a < b\nc & \"d\"", "<p>a &lt; b\nc &amp; \"d\"</p>\n"),
    ("a\\\nb", "<p>a<br>\nb</p>\n"),
    ("*a* **b** ~~c~~ `d<`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;</code></p>\n"),
    ("# A\n## B\n", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n"),
    ("## A\n#### B\n## A\n", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"a-2\">A</h2>\n"),
    (
        "# A {#b_1}\n## C {.d}\n# E {#f}\n==\n",
        "<h2 id=\"b_1\">A</h2>\n<h3 id=\"c\">C</h3>\n<h2 id=\"f\">E</h2>\n<p>==</p>\n",
    ),
    ("A *b* {: #c }\n===\n", "<h2 id=\"c\">A <em>b</em></h2>\n"),
    ("# A \\{#b}\n# C {d}\n", "<h2 id=\"a-b\">A {#b}</h2>\n<h2 id=\"c-d\">C {d}</h2>\n"),
    // Ids of parts of the page.
    (
        "[a](#sources) [b](#status)\n\n# Sources\n# Sources\n",
        "<p><a href=\"#text:sources\">a</a> <a href=\"#status\">b</a></p>\n\
         <h2 id=\"text:sources\">Sources</h2>\n<h2 id=\"sources-2\">Sources</h2>\n",
    ),
    (
        "### 1\n###### 2\n#### 3\n## 4\n",
        "<h2 id=\"1\">1</h2>\n<h3 id=\"2\">2</h3>\n<h3 id=\"3\">3</h3>\n<h2 id=\"4\">4</h2>\n",
    ),
    ("# `x` & *y*\n", "<h2 id=\"x-y\"><code>x</code> &amp; <em>y</em></h2>\n"),
    ("---\n", "<hr>\n"),
    ("> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
    (
        "> [!WARNING]\n> a\n",
        "<div class=\"alert warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n<p>a</p>\n</div>\n",
    ),
    ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("- a\n  - b\n", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
    ("3. a\n\n4. b\n", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"),
    (
        "- [ ] a\n- [x] b\n",
        "<ul>\n<li><input type=\"checkbox\" disabled aria-label=\"to &quot;do&quot;\"> a</li>\n\
         <li><input type=\"checkbox\" disabled checked aria-label=\"done\"> b</li>\n</ul>\n",
    ),
    (
        "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|\n",
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<thead>\n<tr>\
         <th scope=\"col\" class=\"left\">a</th><th scope=\"col\" class=\"center\">b</th>\
         <th scope=\"col\" class=\"right\">c</th></tr>\n</thead>\n<tbody>\n<tr><td class=\"left\">1</td>\
         <td class=\"center\">2</td><td class=\"right\">3</td></tr>\n</tbody>\n</table>\n</div>\n",
    ),
    (
        "|a|\n|-|\n",
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<thead>\n<tr>\
         <th scope=\"col\">a</th></tr>\n</thead>\n</table>\n</div>\n",
    ),
    ("    a < {{ value }}\n", "<pre tabindex=\"0\"><code>a &lt; {{ value }}\n</code></pre>\n"),
    (
        "```text\nAMD ! [^wire]\n```\n",
        "<pre tabindex=\"0\"><code class=\"language-text\">AMD ! [^wire]\n</code></pre>\n",
    ),
    ("```\u{a0}text\na\n```\n", "<pre tabindex=\"0\"><code class=\"language-text\">a\n</code></pre>\n"),
    ("```x\"y\n<\n```\n", "<pre tabindex=\"0\"><code class=\"language-x&quot;y\">&lt;\n</code></pre>\n"),
    ("a\r\nb\r\n", "<p>a\nb</p>\n"),
    ("a\u{1}b &#x1; &#0;", "<p>a\u{fffd}b \u{fffd} \u{fffd}</p>\n"),
    ("$1 $2 H~2~O \"q\" -- x", "<p>$1 $2 H~2~O \"q\" -- x</p>\n"),
];

const HTML: &[(&str, &str)] = &[
    ("a <b>c</b> <!-- d --> e", "<p>a c  e</p>\n"),
    ("<div>\na\n</div>\n\nb", "<p>b</p>\n"),
    ("<script>alert(1)</script>\n", ""),
    ("a <img src=x onerror=alert(1)> b", "<p>a  b</p>\n"),
];

const LINKS: &[(&str, &str)] = &[
    ("[[amd]]", "<p><a href=\"../amd.html\">AMD</a></p>\n"),
    ("[[ plan ]]", "<p><a href=\"plan.html\" lang=\"en\">The plan</a></p>\n"),
    ("[[plan|see *it*]]", "<p><a href=\"plan.html\">see <em>it</em></a></p>\n"),
    ("[[draft]] [[draft|x]] [[no]]", "<p>A draft x no</p>\n"),
    (
        "|a|\n|-|\n|[[plan\\|x]]|\n",
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\">\n<table>\n<thead>\n<tr>\
         <th scope=\"col\">a</th></tr>\n</thead>\n<tbody>\n<tr><td><a href=\"plan.html\">x</a></td></tr>\n</tbody>\n\
         </table>\n</div>\n",
    ),
    (
        "[a](https://a.org/?x=1&y \"t\")",
        "<p><a href=\"https://a.org/?x=1&amp;y\" title=\"t\" rel=\"noopener\">a</a></p>\n",
    ),
    ("[a](mailto:b@c.org) [b](#c)", "<p><a href=\"mailto:b@c.org\">a</a> <a href=\"#c\">b</a></p>\n"),
    (
        "<https://a.org/!> <b@c.org>",
        "<p><a href=\"https://a.org/!\" rel=\"noopener\">https://a.org/!</a> <a href=\"mailto:b@c.org\">b@c.org</a></p>\n",
    ),
    (
        "See https://a.org/b_(c). *https://d.org* [https://e.org](https://f.org)",
        "<p>See <a href=\"https://a.org/b_(c)\" rel=\"noopener\">https://a.org/b_(c)</a>. \
         <em><a href=\"https://d.org\" rel=\"noopener\">https://d.org</a></em> \
         <a href=\"https://f.org\" rel=\"noopener\">https://e.org</a></p>\n",
    ),
    (
        "https://a.org/?b=c&amp;d `https://a.org` \\https://a.org",
        "<p>https://a.org/?b=c&amp;d <code>https://a.org</code> \\<a href=\"https://a.org\" rel=\"noopener\">https://a.org</a></p>\n",
    ),
    ("[a](my%20file.pdf#p) [b](no.pdf)", "<p><a href=\"files/my%20file.pdf#p\">a</a> b</p>\n"),
    ("[a](javascript:b) <javascript:c> [d](//e) [f](data:g)", "<p>a javascript:c d f</p>\n"),
    ("[a](&#106;avascript:b) [a](java&Tab;script:b) [a](<java script:b>)", "<p>a a a</p>\n"),
    ("[a][x]\n\n[x]: vbscript:y\n", "<p>a</p>\n"),
    (
        "[a <https://b.org> [[amd]] {{ value }}](https://c.org)",
        "<p>[a <a href=\"https://b.org\" rel=\"noopener\">https://b.org</a> <a href=\"../amd.html\">AMD</a> \
         <a class=\"fact\" href=\"#value\" title=\"Reuters, &quot;ligne 9&quot;\">38 &lt;milliards&gt;</a>](<a href=\"https://c.org\" rel=\"noopener\">https://c.org</a>)</p>\n",
    ),
    (
        "![a *b* \"{{ value }}\"](chart.png \"t\")",
        "<p><img src=\"files/chart.png\" alt=\"a b &quot;38 &lt;milliards&gt;&quot;\" width=\"640\" height=\"480\" \
         title=\"t\" loading=\"lazy\" decoding=\"async\"></p>\n",
    ),
    (
        "![](chart.png)",
        "<p><img src=\"files/chart.png\" alt=\"\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\"></p>\n",
    ),
    ("![a](no.png) ![b](https://c.org/d.png) ![[e]]", "<p>a b e</p>\n"),
    (
        "[![a](chart.png)](https://b.org)",
        "<p><a href=\"https://b.org\" rel=\"noopener\"><img src=\"files/chart.png\" alt=\"a\" width=\"640\" \
         height=\"480\" loading=\"lazy\" decoding=\"async\"></a></p>\n",
    ),
];

const FACTS: &[(&str, &str)] = &[
    (
        "{{value}} !",
        "<p><a class=\"fact\" href=\"#value\" title=\"Reuters, &quot;ligne 9&quot;\">38 &lt;milliards&gt;</a>\u{202f}!</p>\n",
    ),
    ("{{ amd.warrant.stake }}", "<p><span class=\"fact inferred\">10 %</span></p>\n"),
    (
        "Out of {{ value }}, of {{ no }}, of {{ a b }} of **{{ value }}**",
        "<p>Out o’<a class=\"fact\" href=\"#value\" title=\"Reuters, &quot;ligne 9&quot;\">38 &lt;milliards&gt;</a>, of {{ no }}, of {{ a b }} of <strong><a class=\"fact\" href=\"#value\" title=\"Reuters, &quot;ligne 9&quot;\">38 &lt;milliards&gt;</a></strong></p>\n",
    ),
    (
        "{{ no }} {{ a b }} \\{{ value }} `{{ value }}`",
        "<p>{{ no }} {{ a b }} {{ value }} <code>{{ value }}</code></p>\n",
    ),
    (
        "[a {{ value }}](https://b.org)",
        "<p><a href=\"https://b.org\" rel=\"noopener\">a <span class=\"fact\" \
         title=\"Reuters, &quot;ligne 9&quot;\">38 &lt;milliards&gt;</span></a></p>\n",
    ),
];

const MENTIONS: &[(&str, &str)] = &[
    ("AMD, then AMD", "<p><a class=\"company\" href=\"/c/1\">AMD</a>, then AMD</p>\n"),
    ("l'AMD et d’OpenAI", "<p>l'<a class=\"company\" href=\"/c/1\">AMD</a> et d’OpenAI</p>\n"),
    ("Amazon Web\nServices", "<p><a class=\"company\" href=\"/c/3\">Amazon Web\nServices</a></p>\n"),
    ("[[amd]], AMD", "<p><a href=\"../amd.html\">AMD</a>, AMD</p>\n"),
    ("[[amd|x]] AMD", "<p><a href=\"../amd.html\">x</a> AMD</p>\n"),
    (
        "# AMD\n`AMD` *AMD*",
        "<h2 id=\"amd\">AMD</h2>\n<p><code>AMD</code> <em><a class=\"company\" href=\"/c/1\">AMD</a></em></p>\n",
    ),
    (
        "[AMD](https://a.org) <https://AMD> AMDx **x**AMD",
        "<p><a href=\"https://a.org\" rel=\"noopener\">AMD</a> <a href=\"https://AMD\" rel=\"noopener\">https://AMD</a> AMDx <strong>x</strong>AMD</p>\n",
    ),
    ("AMD !", "<p><a class=\"company\" href=\"/c/1\">AMD</a>\u{202f}!</p>\n"),
];

const NOTES: &[(&str, &str)] = &[
    (
        "a[^wire:9] b[^reuters:9] c[^press]",
        "<p>a<sup class=\"cite\"><a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\" aria-label=\"note 1\">1</a></sup> \
         b<sup class=\"cite\"><a href=\"#fn:1\" id=\"fnref:1:2\" role=\"doc-noteref\" aria-label=\"note 1\">1</a></sup> \
         c<sup class=\"cite\"><a href=\"#fn:2\" id=\"fnref:2\" role=\"doc-noteref\" aria-label=\"note 2\">2</a></sup></p>\n\
         <section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n\
         <li id=\"fn:1\"><a href=\"reuters.html\">Reuters</a>, line 9 \
         <a href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"Back to text 1 a\">↩\u{fe0e}<sup>a</sup></a> \
         <a href=\"#fnref:1:2\" role=\"doc-backlink\" aria-label=\"Back to text 1 b\">↩\u{fe0e}<sup>b</sup></a></li>\n\
         <li id=\"fn:2\"><a href=\"press.html\" lang=\"en\">The Press</a> \
         <a href=\"#fnref:2\" role=\"doc-backlink\" aria-label=\"Back to text 2\">↩\u{fe0e}</a></li>\n\
         </ol>\n</section>\n",
    ),
    (
        "a[^X]\n\n[^x]: b *c*\n",
        "<p>a<sup class=\"cite\"><a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\" aria-label=\"note 1\">1</a></sup></p>\n\
         <section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n\
         <li id=\"fn:1\"><p>b <em>c</em> \
         <a href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"Back to text 1\">↩\u{fe0e}</a></p>\n</li>\n\
         </ol>\n</section>\n",
    ),
    (
        "[^x]: b\n\n[^x]: c\n",
        "<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n\
         <li id=\"fn:1\"><p>b</p>\n</li>\n<li id=\"fn:2\"><p>c</p>\n</li>\n</ol>\n</section>\n",
    ),
    (
        "[a [^press] b](https://c.org)[^no]",
        "<p><a href=\"https://c.org\" rel=\"noopener\">a  b</a><sup class=\"cite\">\
         <a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\" aria-label=\"note 1\">1</a></sup>[^no]</p>\n\
         <section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\">\n<ol>\n\
         <li id=\"fn:1\"><a href=\"press.html\" lang=\"en\">The Press</a> \
         <a href=\"#fnref:1\" role=\"doc-backlink\" aria-label=\"Back to text 1\">↩\u{fe0e}</a></li>\n\
         </ol>\n</section>\n",
    ),
];

#[test]
fn pairs() {
    let mut wrong = Vec::new();
    for (markdown, html) in [BLOCKS, HTML, LINKS, FACTS, MENTIONS, NOTES].concat() {
        let found = rendered(markdown).html;
        if found != html {
            wrong.push(format!("{markdown:?}\n  expected {html:?}\n     found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn headings_and_excerpt() {
    let text =
        "![a](no.png \"b\")\n\n## *Le* plan !\n\nUn[^wire] {{ value }}\nde [[amd]].\n\nDeux.\n\n### {{ value }}\n";
    let rendered = rendered(text);
    let headings: Vec<(u8, &str, &str)> =
        rendered.headings.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(headings, [(2, "le-plan", "Le plan\u{202f}!"), (3, "section", "38 <milliards>")]);
    assert_eq!((rendered.excerpt.as_str(), rendered.notes), ("a", 1));
    let text = text.split_once("\n\n").map_or("", |(_, rest)| rest);
    assert_eq!(super::rendered(text).excerpt, "Un 38 <milliards> de AMD.");
}
