// What a browser says of a page from a disk and would not say of the same page from a server.

/// A page from a disk may fetch no font ahead (`rel=preload`): the browser says so, and fetches it when the style sheet asks.
/// That it is there in the end is for `browser.mjs` to look at.
export function isOfFontAhead(message) {
  const font = /\.woff2\b/;
  const text = message.text();
  return (font.test(text) && /\bpreload\b|from origin 'null'/.test(text)) || (font.test(message.location().url) && /net::ERR_FAILED/.test(text));
}

export function isFont(request) {
  return request.resourceType() === "font" || request.url().endsWith(".woff2");
}
