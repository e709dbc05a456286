// Search: by name, id, IP address, address within a CIDR, port, tag and service. The best matches come first, each with what matched.

import { block, holds } from "./addresses.js";
import { clean, make, part, say } from "./dom.js";
import { arnOf, byId, kindWords, known, label, places, textsIn } from "./known.js";
import { link, openPanel, words } from "./panel.js";
import { keeps } from "./filters.js";

const MOST = 200;
const PAUSE = 120; // ms after the last key
const FIRST = ["vpc", "subnet", "transit-gateway", "instance", "load-balancer"]; // of several that are called alike
const TOLD = new Set(["name", "id"]);
let index = null;

function indexed() {
  if (index) return index;
  index = [];
  for (const [id, { kind, values }] of byId()) {
    const texts = [];
    const blocks = [];
    for (const [path, text] of textsIn(values)) {
      if (path === "icon") continue;
      const tag = path.startsWith("tags ") ? path.slice(5) : "";
      texts.push({ path: tag ? "tags" : path, text, lower: (tag ? `${tag}=${text}` : text).toLowerCase(), tag });
      const found = /^[0-9a-f:.]+(\/\d+)?$/i.test(text) ? block(text) : null;
      if (found) blocks.push({ path, text, found });
    }
    index.push({ id, kind, texts, blocks, ports: [...portsIn(values)] });
  }
  for (const thing of places.things.values()) {
    if (byId().has(thing.id) || thing.kind === "route") continue;
    const texts = [["id", thing.id], ["name", thing.name]].map(([path, text]) => ({ path, text, lower: text.toLowerCase(), tag: "" }));
    index.push({ id: thing.id, kind: thing.kind, texts, blocks: [], ports: [] });
  }
  return index;
}

/** The ports of a thing and of its rules: where they stand, the first and the last, the protocol. */
function* portsIn(value, path = "") {
  if (Array.isArray(value)) for (const one of value) yield* portsIn(one, path);
  else if (value && typeof value === "object") {
    const { from_port: first, to_port: last, port, protocol = "" } = value;
    if (port > 0) yield { path: path ? `${path} port` : "port", first: port, last: port, protocol };
    if (first >= 0 && last >= first && !/icmp|^(1|58)$/.test(protocol)) yield { path, first, last, protocol };
    for (const [name, one] of Object.entries(value)) yield* portsIn(one, path ? `${path} ${name}` : name);
  }
}

const PORT = /^(?:port |:)?(\d{1,5})(?:\/(tcp|udp))?$/;
const ALL = 65535;

function byPort(item, wanted, protocol) {
  let best = null;
  for (const { path, first, last, protocol: own } of item.ports) {
    if (wanted < first || wanted > last || (first <= 1 && last === ALL)) continue; // what takes every port is about none
    const told = /^(6|https?|tls)$/i.test(own) ? "tcp" : own === "17" ? "udp" : own.toLowerCase();
    if (protocol && told && !told.includes(protocol)) continue;
    const rank = first !== last ? 4 : path === "port" ? 0.5 : 1.5;
    if (!best || rank < best.rank) best = { rank, path, text: `${first === last ? first : `${first}–${last}`}${own ? ` ${own}` : ""}` };
  }
  return best;
}

const OWN = /^(cidrs?|private_ips?|public_ips?|ipv6_\w+|ip|addresses\b.*|prefixes|ips\b.*|ipv6s?)$/; // a thing has these; others it only mentions

function byText(item, wanted) {
  let best = null;
  for (const { path, text, lower, tag } of item.texts) {
    const at = lower.indexOf(wanted);
    if (at < 0) continue;
    const own = TOLD.has(path);
    const whole = lower === wanted || (tag && text.toLowerCase() === wanted);
    const rank = (whole ? 0 : at === 0 ? 2 : 4) + (own ? 0 : OWN.test(path) || tag ? 1 : 1.5) + (path === "note" || path.includes(" ") ? 3 : 0);
    if (!best || rank < best.rank) best = { rank, path, text: tag ? `${tag}=${text}` : text };
  }
  return best;
}

function byArn(item, wanted) {
  const arn = wanted.startsWith("arn:") ? arnOf(item.id) : "";
  return arn && arn.toLowerCase() === wanted ? { rank: 0, path: "arn", text: arn } : null;
}

function byAddress(item, wanted) {
  let best = null;
  for (const { path, text, found } of item.blocks) {
    const same = found.first === wanted.first && found.last === wanted.last && found.version === wanted.version;
    const around = holds(found, wanted);
    if (!same && !around && !holds(wanted, found)) continue;
    // A smaller block around an address is nearer to it; the whole internet is none.
    if (around && !same && found.length === 0) continue;
    const rank = (same ? 0 : around ? 1 + (128 - found.length) / 1000 : 2) + (OWN.test(path) ? 0 : 6);
    if (!best || rank < best.rank) best = { rank, path, text };
  }
  return best;
}

/** What matches a text, the best first. */
export function search(text) {
  const wanted = clean(text).trim().toLowerCase();
  if (!wanted) return [];
  const address = block(wanted);
  const port = PORT.exec(wanted);
  const found = [];
  for (const item of indexed()) {
    const hits = [
      byText(item, wanted),
      byArn(item, wanted),
      address ? byAddress(item, address) : null,
      port ? byPort(item, Number(port[1]), port[2] ?? "") : null,
    ].filter(Boolean);
    if (!hits.length || !keeps(item.id)) continue;
    const hit = hits.reduce((one, other) => (other.rank < one.rank ? other : one));
    found.push({ ...item, hit });
  }
  const order = ({ id, kind }) => (places.things.has(id) ? 0 : 10) + (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);
  return found.sort((one, other) => one.hit.rank - other.hit.rank || order(one) - order(other) || label(one.id).localeCompare(label(other.id)) || one.id.localeCompare(other.id));
}

function results(text) {
  const found = search(text);
  const count = `${found.length || "Nothing"} found${found.length > MOST ? `, the first ${MOST} shown` : ""}`;
  const items = found.slice(0, MOST).map(({ id, kind, hit }) => make("li", {},
    link(id),
    make("span", { class: "kind" }, ` ${kindWords(kind)}`),
    TOLD.has(hit.path) && hit.text === label(id) ? "" : make("span", { class: "hit" }, `${words(hit.path)}: ${hit.text}`)));
  openPanel(`Search: ${text}`, count, make("ol", { id: "results", class: "plain" }, items));
  say(count);
}

/** Watches the search field: results as one types, the first of them by Enter, the list by the down arrow. */
export function startSearch() {
  const field = part("query");
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (!field.value.trim()) return;
    results(field.value.trim());
    field.focus();
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  part("search").addEventListener("submit", (event) => {
    event.preventDefault();
    look();
    document.querySelector("#results a")?.click();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    if (!document.querySelector("#results a")) look();
    document.querySelector("#results a")?.focus();
  });
  part("panel").addEventListener("keydown", (event) => {
    const links = [...document.querySelectorAll("#results a")];
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? undefined : { ArrowDown: links[at + 1], ArrowUp: links[at - 1] ?? field }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  field.addEventListener("focus", () => known());
}
