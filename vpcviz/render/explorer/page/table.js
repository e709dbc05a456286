// The same as a table: every resource by kind, for those who read rather than look.

import { make, part } from "./dom.js";
import { byId, factsOf, kindWords, label, places } from "./known.js";
import { filterWords, keeps, onFilter } from "./filters.js";
import { link } from "./panel.js";

const PAGE = 200;
const state = { kind: "", from: 0 };
const holder = part("table");

function addresses(values) {
  const found = [values.cidr, ...(values.cidrs ?? []), values.private_ip, ...(values.private_ips ?? []), values.public_ip, ...(values.ipv6_addresses ?? []), values.ip];
  return [...new Set(found.filter(Boolean))].join(", ");
}

function row([id, { kind, values }]) {
  const vpc = values.vpc ?? "";
  const links = new Set((places.linked.get(id) ?? []).map((one) => (one.from === id ? one.to : one.from)));
  return make("tr", {},
    make("th", { scope: "row" }, link(id)),
    make("td", {}, kindWords(kind)),
    make("td", {}, id),
    make("td", {}, addresses(values)),
    make("td", {}, vpc ? link(vpc) : ""),
    make("td", {}, factsOf(kind === "subnet" ? id : (values.subnet ?? "")).tier ?? ""),
    make("td", {}, values.region ?? ""),
    make("td", {}, [...links].slice(0, 8).map((other, at) => [at ? ", " : "", link(other)]), links.size > 8 ? ` and ${links.size - 8} more` : ""));
}

function fill() {
  const all = [...byId()].filter(([id, { kind }]) => (!state.kind || kind === state.kind) && keeps(id));
  const shown = all.slice(state.from, state.from + PAGE);
  const kinds = [...new Set([...byId().values()].map(({ kind }) => kind))].sort((one, other) => kindWords(one).localeCompare(kindWords(other)));
  const turn = (by) => () => {
    state.from += by;
    fill();
    holder.focus();
  };
  const select = make("select", { id: "table-kind", onchange: (event) => {
    [state.kind, state.from] = [event.target.value, 0];
    fill();
    part("table-kind").focus();
  } }, make("option", { value: "" }, "all kinds"), kinds.map((kind) => make("option", { value: kind, selected: kind === state.kind }, kindWords(kind, true))));
  const range = all.length ? `${state.from + 1} to ${state.from + shown.length} of ${all.length}` : "none";
  holder.replaceChildren(
    make("div", { class: "head" }, make("h2", { id: "table-title" }, "All resources"),
      make("button", { type: "button", class: "close", "aria-label": "Close the table", onclick: closeTable }, "×")),
    make("p", { class: "field" }, make("label", { for: "table-kind" }, "Kind"), select,
      make("span", { role: "status" }, `${range}${filterWords() ? `, filtered by ${filterWords()}` : ""}`),
      make("button", { type: "button", disabled: state.from === 0, onclick: turn(-PAGE) }, "Previous"),
      make("button", { type: "button", disabled: state.from + PAGE >= all.length, onclick: turn(PAGE) }, "Next")),
    make("div", { class: "rows", tabindex: "0", role: "group", "aria-label": "Rows" }, make("table", {},
      make("caption", { class: "unseen" }, "Resources"),
      make("thead", {}, make("tr", {}, ["Name", "Kind", "Id", "Addresses", "VPC", "Tier", "Region", "Linked to"].map((title) => make("th", { scope: "col" }, title)))),
      make("tbody", {}, shown.map(row)))));
}

/** Opens the table, or closes it. */
export function toggleTable() {
  if (!holder.hidden) {
    closeTable();
    return;
  }
  holder.hidden = false;
  fill();
  part("table-button")?.setAttribute("aria-pressed", "true");
  part("table-kind").focus();
}

/** Closes the table. */
export function closeTable() {
  if (holder.hidden) return;
  holder.hidden = true;
  holder.replaceChildren();
  part("table-button")?.setAttribute("aria-pressed", "false");
  part("view").focus({ preventScroll: true });
}

/** Watches the filters. */
export function startTable() {
  onFilter(() => {
    state.from = 0;
    if (!holder.hidden) fill();
  });
}
