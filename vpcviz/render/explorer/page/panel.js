// The panel beside the picture: what is known of a thing, and whatever else is asked for.

import { make, part, say } from "./dom.js";
import { arnOf, byId, entry, factsOf, fieldsOf, kindWords, known, label, pageOf, places, referrers, textsIn } from "./known.js";
import { charges, findingsOf } from "./told.js";

const MANY = 40; // longer lists open on demand
const FEW = 6; // so many of a kind are shown at once

const panel = part("panel");
const closing = [];
let opener = null;

/** Calls back when the panel is closed, or shows something else. */
export function onClose(listener) {
  closing.push(listener);
}

/** A link to a thing of the page. */
export function link(id, text = "") {
  return make("a", { href: `#${encodeURIComponent(id)}` }, text || label(id));
}

/** Opens the panel with a title and what is in it. */
export function openPanel(title, about, ...content) {
  if (panel.hidden) opener = document.activeElement;
  for (const listener of closing) listener();
  panel.hidden = false;
  panel.replaceChildren(
    make("div", { class: "head" },
      make("h2", { id: "panel-title" }, title),
      make("button", { type: "button", class: "close", "aria-label": "Close", onclick: closePanel }, "×")),
    make("div", { class: "content", tabindex: "0", role: "group", "aria-label": "Details" }, about ? make("p", { class: "about" }, about) : "", ...content),
  );
  panel.focus({ preventScroll: true });
}

/** Closes the panel. */
export function closePanel() {
  if (panel.hidden) return;
  panel.hidden = true;
  panel.replaceChildren();
  for (const listener of closing) listener("closed");
  (opener?.isConnected ? opener : part("view")).focus({ preventScroll: true });
}

function text(value) {
  if (value === null) return "not known";
  if (value === true) return "yes";
  if (value === false) return "no";
  const found = String(value);
  return byId().has(found) ? [link(found), label(found) === found ? "" : make("span", { class: "id" }, ` ${found}`)] : found;
}

/** A list that shows its first items, and the rest when asked. */
export function list(items, tag = "ul") {
  const rest = items.slice(MANY);
  const made = make(tag, { class: "plain" }, items.slice(0, MANY).map((item) => make("li", {}, item)));
  if (!rest.length) return made;
  const more = make("button", { type: "button", onclick: () => {
    made.append(...rest.map((item) => make("li", {}, item)));
    more.remove();
  } }, `Show ${rest.length} more`);
  return [made, more];
}

function table(rows, record, caption) {
  const fields = known().records[record] ?? {};
  const told = rows.map((row) => new Map(fieldsOf(row, fields).map((field) => [field.name, field])));
  const names = Object.keys(fields).filter((name) => told.some((row) => row.has(name)));
  const cell = (field) => (field ? value(field) : "");
  return make("div", { class: "wide", tabindex: "0", role: "group", "aria-label": caption },
    make("table", {},
      make("caption", { class: "unseen" }, caption),
      make("thead", {}, make("tr", {}, names.map((name) => make("th", { scope: "col", title: known().words[fields[name][0]] }, words(name))))),
      make("tbody", {}, told.map((row) => make("tr", {}, names.map((name) => make("td", {}, cell(row.get(name)))))))));
}

function value(field) {
  const found = field.value;
  if (Array.isArray(found)) {
    if (field.record) return table(found, field.record, words(field.name));
    return found.length === 1 ? text(found[0]) : list(found.map(text));
  }
  if (found && typeof found === "object") {
    return list(Object.entries(found).map(([key, one]) => [`${key}: `, Array.isArray(one) ? one.join(", ") : text(one)]));
  }
  return text(found);
}

/** The name of a field in words. */
export function words(name) {
  return name.replaceAll("_", " ");
}

function pairs(rows) {
  return make("dl", {}, rows.map(([name, about, told]) => [make("dt", { title: about, "data-field": name }, words(name)), make("dd", {}, told)]));
}

/** A part of the panel under a heading; nothing where it is empty. */
export function section(title, ...content) {
  const told = content.flat(Infinity).filter((one) => one !== "" && one !== null && one !== undefined);
  return told.length ? make("section", {}, make("h3", {}, title), told) : "";
}

function whereabouts(values) {
  const ids = ["account", "region", "vpc", "subnet"].map((name) => values[name]).filter(Boolean);
  return ids.length ? make("p", { class: "where" }, ids.map((id, at) => [at ? " › " : "", entry(id) ? link(id) : id])) : "";
}

function subnetsOf(id) {
  const found = byId().get(id);
  if (!found) return [];
  if (found.kind === "subnet") return [id];
  const own = [found.values.subnet, ...(Array.isArray(found.values.subnets) ? found.values.subnets : [])];
  for (const one of factsOf(id).interfaces ?? []) own.push(byId().get(one)?.values.subnet);
  return [...new Set(own.filter((one) => byId().get(one)?.kind === "subnet"))];
}

function groupsOf(id) {
  const found = [id, ...(factsOf(id).interfaces ?? []), factsOf(id).owner].flatMap((one) => byId().get(one)?.values.security_groups ?? []);
  return [...new Set(found.filter((one) => byId().has(one)))];
}

function held(id, name) {
  const { kind, values } = byId().get(id);
  const field = fieldsOf(values, known().kinds[kind].fields).find((one) => one.name === name);
  return field ? value(field) : "";
}

function routesOf(id) {
  const found = entry(id);
  if (found.kind === "route-table") return "";
  const tables = new Set(subnetsOf(id).map((subnet) => factsOf(subnet).route_table).filter(Boolean));
  return [...tables].map((one) => section("Routes", make("p", {}, "By the route table ", link(one), ":"), held(one, "routes")));
}

function rulesOf(id) {
  if (entry(id).kind === "route-table") return "";
  const groups = groupsOf(id).map((group) => section("Security group", make("p", {}, link(group)),
    section("Lets in", held(group, "ingress")), section("Lets out", held(group, "egress"))));
  const lists = new Set(subnetsOf(id).map((subnet) => factsOf(subnet).network_acl).filter(Boolean));
  const acls = [...lists].map((one) => section("Network ACL", make("p", {}, link(one)),
    section("In", held(one, "ingress")), section("Out", held(one, "egress"))));
  return [...groups, ...acls];
}

function neighbours(id, values) {
  const linked = new Map();
  for (const one of places.linked.get(id) ?? []) {
    const other = one.from === id ? one.to : one.from;
    if (entry(other)) linked.set(other, one.kind);
  }
  const outward = new Map();
  for (const [path, one] of textsIn(values ?? {})) if (one !== id && byId().has(one) && !path.startsWith("tags")) outward.set(one, path);
  const row = ([other, by]) => [link(other), make("span", { class: "kind" }, ` ${kindWords(entry(other).kind)}, ${words(by)}`)];
  return [
    section("Linked in the picture", linked.size ? list([...linked].map(row)) : ""),
    section("Refers to", outward.size ? list([...outward].map(row)) : ""),
    section("Referred to by", [...byKind([...referrers(id)])].map(([kind, rows]) => make("details", { open: rows.length <= FEW },
      make("summary", {}, `${kindWords(kind, rows.length > 1)}: ${rows.length}`), list(rows.map(row))))),
  ];
}

function byKind(rows) {
  const found = new Map();
  for (const row of rows) {
    const { kind } = entry(row[0]);
    if (!found.has(kind)) found.set(kind, []);
    found.get(kind).push(row);
  }
  return found;
}

function within(id) {
  const things = [...places.things.values()].filter((thing) => thing.holder === id && entry(thing.id));
  const belonging = byId().has(id) ? [] : [...byId()].filter(([, { values }]) => values.region === id || values.account === id || values.zone === id);
  const ids = [...new Set([...things.map((thing) => thing.id), ...belonging.map(([one]) => one)])];
  return section(`In it (${ids.length})`, ids.length ? list(ids.map((one) => [link(one), make("span", { class: "kind" }, ` ${kindWords(entry(one).kind)}`)])) : "");
}

function nested(value) {
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.some((one) => one !== null && typeof one === "object") ? list(value.map(nested)) : value.join(", ");
  return list(Object.entries(value).map(([name, one]) => [`${name}: `, nested(one)]));
}

function declared(id) {
  const told = Object.entries(known().attributes[id] ?? {});
  if (!told.length) return "";
  return make("details", { class: "declared" },
    make("summary", {}, `As the code says (${told.length})`),
    make("dl", {}, told.map(([name, found]) => [make("dt", {}, name), make("dd", {}, nested(found))])));
}

async function copy(id) {
  const told = { kind: entry(id).kind, ...entry(id).values, ...(arnOf(id) ? { arn: arnOf(id) } : {}), ...factsOf(id) };
  try {
    await navigator.clipboard.writeText(JSON.stringify(told, null, 2));
    say("Copied as JSON");
  } catch {
    say("The browser does not let this page copy");
  }
}

/** All that is known of a thing: its panel's title, what it is, and the parts. */
export function thingPanel(id) {
  const found = entry(id);
  const { values } = found;
  const fields = values ? fieldsOf(values, known().kinds[found.kind].fields) : [];
  const plain = fields.filter((field) => !field.record || !field.value?.length);
  const page = pageOf(id);
  const arn = arnOf(id);
  const shown = { ...(arn && arn !== id ? { arn } : {}), ...factsOf(id) };
  if (shown.interfaces) shown.interfaces = shown.interfaces.map(text);
  const facts = Object.entries(shown).filter(([name]) => !values || !(name in values))
    .map(([name, told]) => [name, "", Array.isArray(told) ? list(told) : text(told)]);
  return [
    label(id),
    known().changes[id] ? `${kindWords(found.kind)}, ${known().changes[id]}` : kindWords(found.kind),
    values ? whereabouts(values) : "",
    values ? make("p", {}, make("button", { type: "button", class: "copy", onclick: () => copy(id) }, "Copy as JSON")) : "",
    page && /^https?:/.test(page) ? make("p", {}, make("a", { href: page, target: "_blank", rel: "noopener noreferrer" }, /^https:\/\/([\w-]+\.)?console\./.test(page) ? "Open in the AWS console" : "Open its page")) : "",
    findingsOf(id),
    charges(id),
    pairs([...(values ? [] : [["id", "", id]]), ...plain.map((field) => [field.name, field.about, field.name === "id" ? id : value(field)]), ...facts]),
    fields.filter((field) => field.record && field.value?.length)
      .map((field) => make("section", { "data-field": field.name }, make("h3", {}, words(field.name)), value(field))),
    declared(id),
    routesOf(id),
    rulesOf(id),
    neighbours(id, values),
    within(id),
  ];
}
