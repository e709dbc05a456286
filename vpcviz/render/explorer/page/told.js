// What of the answers is about one thing: its findings, and what it costs.

import { make } from "./dom.js";
import { known } from "./known.js";

/** An amount of USD; three digits and more of what is less than a cent. */
export function money(usd) {
  if (usd === null || usd === undefined) return "not known";
  return `${usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: Math.abs(usd) < 1 ? 4 : 2 })} USD`;
}

/** A finding in full, without the things that it is about. */
export function finding(one) {
  return [
    make("p", { class: `severity ${one.severity}` }, `${one.severity}: ${one.title}`),
    make("p", {}, one.message),
    make("p", {}, make("b", {}, "Remedy: "), one.remedy),
    make("p", { class: "source" }, "AWS: ", /^https:/.test(one.url) ? make("a", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, one.source) : one.source),
  ];
}

/** The findings that a thing has a part in. */
export function findingsOf(id) {
  const found = (known().findings?.findings ?? []).filter((one) => one.resources.includes(id));
  return found.length ? make("section", { "data-field": "findings" }, make("h3", {}, "Findings"), found.map((one) => make("article", {}, finding(one)))) : "";
}

/** What a charge is for, in words. */
export function charge(one) {
  const units = one.units === 1 ? "" : `${one.units} × `;
  return `${one.title}: ${units}${money(one.usd)} per ${one.unit}`;
}

/** What a thing costs. */
export function charges(id) {
  const found = (known().costs?.standing.charges ?? []).filter((one) => one.id === id);
  return found.length ? make("section", { "data-field": "cost" }, make("h3", {}, "Cost"), make("ul", { class: "plain" }, found.map((one) => make("li", {}, charge(one))))) : "";
}
