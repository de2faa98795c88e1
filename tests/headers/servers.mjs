// Starts nginx and Caddy on loopback with a printed snippet, without privileges, and stops them. What stands around the
// snippet is what docs/publishing.md tells to write there.

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

// How long one is given to stop by itself. Nothing is judged by that: then it is killed.
const STOPPED_WITHIN = 3_000;
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/// A key and a certificate of a day, for https on loopback.
export function certificate(dir) {
  const [key, cert] = [path.join(dir, "key.pem"), path.join(dir, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-keyout", key, "-out", cert, ...subject], { stdio: "pipe" });
  chmodSync(key, 0o644);
  return { keyFile: key, certFile: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

/// nginx, with the snippet in a `server {}` for http and in one for https. Where it says that HSTS is for servers that
/// answer over https only, that line is taken in there.
export async function startNginx({ work, root, snippet, tls }) {
  const dir = workspace(work, "nginx");
  const [http, https] = [await freePort(), await freePort()];
  const own = /^\s*root\s/m.test(snippet);
  const text = own ? snippet.replace(/^(\s*root\s+)[^;]+;/gm, `$1${root};`) : snippet;
  writeFileSync(path.join(dir, "plain.conf"), text);
  writeFileSync(path.join(dir, "tls.conf"), text.replace(/^(\s*)#\s*(add_header Strict-Transport-Security\b)/gm, "$1$2"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${dir}/${name};`);
  const server = (listen, file) => `server {
    ${listen} server_name localhost;
    ${own ? "" : `root ${root};`}
    error_page 404 /404.html;
    location ~ /\\.(?!well-known/) { return 404; }
    include ${dir}/${file};
  }`;
  writeFileSync(
    path.join(dir, "nginx.conf"),
    `daemon off; worker_processes 1; pid ${dir}/nginx.pid; error_log stderr warn;
events { worker_connections 128; }
http {
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; keepalive_timeout 1h; ${temporary.join(" ")}
  ${server(`listen 127.0.0.1:${http};`, "plain.conf")}
  ${server(`listen 127.0.0.1:${https} ssl; ssl_certificate ${tls.certFile}; ssl_certificate_key ${tls.keyFile};`, "tls.conf")}
}
`,
  );
  return start("nginx", ["-e", "stderr", "-p", dir, "-c", path.join(dir, "nginx.conf")], { dir, http, https });
}

/// Caddy, with the snippet imported in a site for http and one for https.
export async function startCaddy({ work, root, snippet, tls }) {
  const dir = workspace(work, "caddy");
  const [http, https] = [await freePort(), await freePort()];
  const own = /^\s*root\s/m.test(snippet);
  const text = own ? snippet.replace(/^(\s*root\s+(?:\*\s+)?)\S+.*$/gm, `$1${root}`) : `root * ${root}\n${snippet}`;
  writeFileSync(path.join(dir, "snippet"), text);
  const site = `
  import ${dir}/snippet
  @hidden {
    path */.*
    not path /.well-known/*
  }
  respond @hidden 404
  file_server
  handle_errors {
    rewrite * /404.html
    file_server
  }
`;
  writeFileSync(
    path.join(dir, "Caddyfile"),
    `{
  admin off
  auto_https off
  storage file_system ${dir}/storage
  default_bind 127.0.0.1
  servers {
    timeouts {
      idle 1h
    }
  }
}
http://127.0.0.1:${http} {${site}}
https://127.0.0.1:${https} {
  tls ${tls.certFile} ${tls.keyFile}${site}}
`,
  );
  return start("caddy", ["run", "--config", path.join(dir, "Caddyfile"), "--adapter", "caddyfile"], { dir, http, https });
}

function workspace(work, name) {
  const dir = path.join(work, name);
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o777);
  return dir;
}

/// Runs a server until both ports answer, or it has ended. As root it is started as `nobody`.
async function start(program, args, { dir, http, https }) {
  const as = process.getuid?.() === 0 ? { uid: Number(execFileSync("id", ["-u", "nobody"])), gid: Number(execFileSync("id", ["-g", "nobody"])) } : {};
  const env = { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir };
  const child = spawn(program, args, { cwd: dir, env, stdio: ["ignore", "pipe", "pipe"], ...as });
  running.add(child);
  let said = "";
  child.stdout.on("data", (data) => (said += data));
  child.stderr.on("data", (data) => (said += data));
  const ended = new Promise((done) => child.once("close", done));
  child.once("error", (error) => (said += error.message));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN);
    await ended;
    clearTimeout(late);
    running.delete(child);
  };
  while (!((await answers(http)) && (await answers(https)))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      if (child.pid !== undefined) await stop();
      throw new Error(`${program} did not start:\n${said.trim()}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return { name: program, origin: `https://127.0.0.1:${https}`, plain: `http://127.0.0.1:${http}`, stop, said: () => said };
}

function freePort() {
  return new Promise((done) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function answers(port) {
  return new Promise((done) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => { socket.destroy(); done(true); });
    socket.once("error", () => done(false));
  });
}
