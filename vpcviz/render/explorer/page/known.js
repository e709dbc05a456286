// What the page knows: the model's records, what stands where in the picture, and who refers to whom.

import { part } from "./dom.js";

/** The tables of the picture: things by id, in reading order, and links. */
export const places = readPlaces();
let network = null;
let records = null;
let referring = null;

function read(id) {
  return JSON.parse(part(id).textContent);
}

function readPlaces() {
  const found = read("places");
  const things = new Map();
  const above = (at) => (at < 0 ? [] : [found.things[at][0], ...above(found.things[at][8])]);
  for (const [id, kind, name, x, y, width, height, inside, holder] of found.things) {
    if (!things.has(id)) things.set(id, { id, kind, name, x, y, width, height, inside, holder: found.things[holder]?.[0] ?? "", above: above(holder) });
  }
  const links = found.links.map(([kind, from, to]) => ({ kind, from, to }));
  const linked = new Map();
  for (const link of links) {
    for (const end of new Set([link.from, link.to])) {
      if (!linked.has(end)) linked.set(end, []);
      linked.get(end).push(link);
    }
  }
  return { width: found.width, height: found.height, insides: found.insides, things, links, linked };
}

/** The network and the answers; read when first asked for. */
export function known() {
  if (network) return network;
  network = read("network");
  // Ids and kinds may be called as what every object has: constructor, toString.
  for (const name of ["facts", "changes", "addresses", "arns", "attributes", "kinds"]) network[name] = Object.assign(Object.create(null), network[name]);
  return network;
}

/** All records by id, each with its kind. */
export function byId() {
  if (records) return records;
  records = new Map();
  for (const [kind, all] of Object.entries(known().resources)) {
    for (const values of all) records.set(values.id, { kind, values });
  }
  return records;
}

/** What is known of an id: a record of the model, or a thing of the picture only; null of neither. */
export function entry(id) {
  const record = byId().get(id);
  if (record) return { id, kind: record.kind, name: record.values.name ?? "", values: record.values };
  const thing = places.things.get(id);
  return thing ? { id, kind: thing.kind, name: thing.name, values: null } : null;
}

/** What people call a thing; an interface without a name by its owner and its address. */
export function label(id) {
  const found = entry(id);
  if (!found) return id;
  const owner = factsOf(id).owner;
  if (!found.name && found.kind === "eni" && owner) return `${entry(owner)?.name || owner} ${found.values.private_ips?.[0] ?? ""}`.trim();
  return found.name || found.id;
}

/** What people call a kind. */
export function kindWords(kind, many = false) {
  const words = known().kinds[kind];
  if (words) return many ? words.many : words.one;
  return kind.replaceAll("-", " ");
}

/** All fields of a record with their values, what is not written as it then is. */
export function fieldsOf(values, fields) {
  const found = [];
  for (const [name, [about, otherwise, record]] of Object.entries(fields)) {
    const value = name in values ? values[name] : otherwise;
    if (value === "" || value === undefined) continue;
    if (value !== null && typeof value === "object" && !Object.keys(value).length) continue;
    found.push({ name, about: known().words[about], record, value });
  }
  return found;
}

/** Every text in a value, with the names that lead to it. */
export function* textsIn(value, path = "") {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one, path);
  else if (value && typeof value === "object") {
    for (const [name, one] of Object.entries(value)) yield* textsIn(one, path ? `${path} ${name}` : name);
  }
}

/** The ids of what refers to each id, with the field that does. */
export function referrers(id) {
  if (!referring) {
    referring = new Map();
    for (const [from, { values }] of byId()) {
      for (const [path, text] of textsIn(values)) {
        if (text === from || !byId().has(text) || path === "id" || path.startsWith("tags")) continue;
        if (!referring.has(text)) referring.set(text, new Map());
        const fields = referring.get(text);
        const field = path.split(" ")[0];
        if (!fields.has(from)) fields.set(from, field);
      }
    }
  }
  return referring.get(id) ?? new Map();
}

/** The page of a thing on the web; "" where it has none. */
export function pageOf(id) {
  const found = known().addresses[id] ?? "";
  return typeof found === "number" ? known().sites[found] + id : found;
}

/** The ARN of a thing; "" where it has none, or none is known. */
export function arnOf(id) {
  const found = known().arns[id] ?? "";
  return typeof found === "number" ? known().arn_sites[found] + id : found;
}

/** What follows of a thing from the network as a whole: its tier, the table that routes it. */
export function factsOf(id) {
  return known().facts[id] ?? {};
}

/** The thing of the picture that shows an id: itself, or what it belongs to; null where the picture has neither. */
export function shownAs(id) {
  const seen = new Set();
  const waiting = [id];
  while (waiting.length) {
    const next = waiting.shift();
    if (!next || seen.has(next)) continue;
    seen.add(next);
    if (places.things.has(next)) return places.things.get(next);
    const values = byId().get(next)?.values ?? {};
    waiting.push(factsOf(next).owner, values.owner, ...(factsOf(next).interfaces ?? []), values.subnet, values.vpc, values.transit_gateway);
  }
  return null;
}
