// Filters by account, region, VPC, tier and kind: what is not asked for is dimmed in the picture, and left out of lists.

import { make, part, say } from "./dom.js";
import { byId, factsOf, kindWords, known, label, places } from "./known.js";
import { onInside } from "./insides.js";
import { openPanel } from "./panel.js";

const FACETS = [["account", "Account"], ["region", "Region"], ["vpc", "VPC"], ["tier", "Tier"], ["kind", "Kind"], ["change", "Change"]];
const chosen = {};
const listeners = [];

/** Calls back when a filter changes. */
export function onFilter(listener) {
  listeners.push(listener);
}

function facets(id) {
  const record = byId().get(id);
  if (!record) return { kind: places.things.get(id)?.kind };
  const { values, kind } = record;
  const owner = byId().get(factsOf(id).owner ?? values.owner)?.values ?? {};
  const first = byId().get((factsOf(id).interfaces ?? [])[0])?.values ?? {};
  const subnet = kind === "subnet" ? id : (values.subnet ?? owner.subnet ?? first.subnet ?? (values.subnets ?? [])[0]);
  const vpc = kind === "vpc" ? id : (values.vpc ?? owner.vpc ?? first.vpc ?? byId().get(subnet)?.values.vpc);
  const home = byId().get(vpc)?.values ?? {};
  const own = kind === "account" ? id : values.account;
  return { account: own || home.account, region: values.region || home.region, vpc, tier: factsOf(subnet).tier, kind, change: known().changes[id] };
}

/** Whether the filters keep a thing. */
export function keeps(id) {
  const asked = Object.entries(chosen).filter(([, value]) => value);
  if (!asked.length) return true;
  const found = facets(id);
  return asked.every(([name, value]) => found[name] === value);
}

/** The filters that are set, in words; "" of none. */
export function filterWords() {
  return Object.entries(chosen).filter(([, value]) => value).map(([name, value]) => `${name} ${name === "kind" ? kindWords(value) : label(value)}`).join(", ");
}

/** The ids of what is kept in the picture, and of what holds it: by the picture's tables, for not all of it may be laid out. */
function sortOut() {
  const kept = new Set();
  const holding = new Set();
  for (const thing of places.things.values()) {
    if (!keeps(thing.id)) continue;
    kept.add(thing.id);
    for (const holder of thing.above) holding.add(holder); // by their places: a region stands in several accounts
  }
  return { kept, holding };
}

function dim(root) {
  for (const element of root.querySelectorAll(".filtered")) element.classList.remove("filtered");
  if (!filterWords()) return;
  const { kept, holding } = sortOut();
  const isKept = (id) => kept.has(id) || holding.has(id);
  for (const element of root.querySelectorAll("[data-id]")) {
    if (isKept(element.dataset.id)) continue;
    const above = element.parentElement.closest("[data-id]");
    // What is in a thing goes as that goes; only containers hold things that are asked for and others.
    const isContainer = above?.querySelector(":scope > [data-frame], :scope > [data-inside] > [data-frame]");
    if (!above || isContainer || !kept.has(above.dataset.id)) element.classList.add("filtered");
  }
  for (const element of root.querySelectorAll(".filtered .filtered")) element.classList.remove("filtered");
  for (const element of root.querySelectorAll("[data-kind='link']")) {
    const ends = [element.dataset.from, element.dataset.to];
    if (!ends.some((id) => kept.has(id) || kept.has(places.things.get(id)?.holder))) element.classList.add("filtered");
  }
}

function apply() {
  dim(part("picture"));
  const count = [...byId().keys()].filter(keeps).length;
  say(filterWords() ? `${count} of ${byId().size} resources: ${filterWords()}` : "No filter");
  part("filter-button")?.setAttribute("aria-pressed", String(Boolean(filterWords())));
  for (const listener of listeners) listener();
}

function choices(name) {
  const counts = new Map();
  for (const id of byId().keys()) {
    const value = facets(id)[name];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const told = (value) => (name === "kind" ? kindWords(value, true) : label(value) === value ? value : `${label(value)} (${value})`);
  return [...counts].map(([value, count]) => [value, told(value), count]).sort((one, other) => one[1].localeCompare(other[1]));
}

/** Opens the panel of filters. */
export function openFilters() {
  const rows = FACETS.map(([name, title]) => {
    const found = choices(name);
    if (!found.length) return "";
    const select = make("select", { id: `filter-${name}`, onchange: (event) => {
      chosen[name] = event.target.value;
      apply();
    } }, make("option", { value: "" }, "all"), found.map(([value, told, count]) => make("option", { value, selected: chosen[name] === value }, `${told}: ${count}`)));
    return make("p", { class: "field" }, make("label", { for: `filter-${name}` }, title), select);
  });
  const clear = make("button", { type: "button", onclick: () => {
    for (const [name] of FACETS) chosen[name] = "";
    apply();
    openFilters();
  } }, "Show everything");
  openPanel("Filter", "What is not asked for is dimmed, and left out of the search and the table.", rows, clear);
}

/** Watches for insides that come in later. */
export function startFilters() {
  onInside((holder) => {
    if (filterWords()) dim(holder);
  });
}
