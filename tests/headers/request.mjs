// HTTP as it is on the wire: the path is sent as given, repeated headers stay apart, redirects are not followed.

import http from "node:http";
import https from "node:https";
import { PATIENCE } from "./patience.mjs";

const AGENTS = { "http:": new http.Agent({ keepAlive: true }), "https:": new https.Agent({ keepAlive: true }) };

/// One request. `origin` is `https://127.0.0.1:PORT`.
export function request(origin, path, { method = "GET", headers = {} } = {}) {
  const { protocol, hostname, port } = new URL(origin);
  const { request: send } = protocol === "https:" ? https : http;
  return new Promise((done, fail) => {
    const options = { hostname, port, path, method, headers, rejectUnauthorized: false, timeout: PATIENCE, agent: AGENTS[protocol] };
    const sent = send(options, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", fail);
      answer.on("end", () => done({ status: answer.statusCode, headers: collect(answer.rawHeaders), body: Buffer.concat(chunks), path }));
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer to ${path}`)));
    sent.on("error", fail);
    sent.end();
  });
}

/// Follows redirects within the origin, at most five; `chain` holds the addresses on the way.
export async function follow(origin, path, options) {
  const chain = [path];
  for (let answer = await request(origin, path, options); ; answer = await request(origin, chain.at(-1), options)) {
    const to = first(answer, "location");
    if (answer.status < 300 || answer.status > 399 || answer.status === 304 || !to) return { ...answer, chain };
    const next = new URL(to, `${origin}${chain.at(-1)}`);
    if (next.origin !== origin) throw new Error(`${path} leads to another origin: ${to}`);
    if (chain.length > 5) throw new Error(`${path} is redirected without end`);
    chain.push(next.pathname + next.search);
  }
}

/// Names in lowercase, each with the list of its values.
function collect(raw) {
  const headers = new Map();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), raw[i + 1]]);
  }
  return headers;
}

/// The first value of a header, or an empty string.
export function first(answer, name) {
  return answer.headers.get(name)?.[0] ?? "";
}
