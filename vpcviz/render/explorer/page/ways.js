// The answers that were asked for: traced ways, one step after the other; findings; costs.

import { make, say, shape } from "./dom.js";
import { byId, entry, kindWords, known, label, places, shownAs } from "./known.js";
import { addTo, elementOf, hold, light, unlight } from "./lights.js";
import { link, list, onClose, openPanel, section } from "./panel.js";
import { charge, finding, money } from "./told.js";
import { show } from "./view.js";

const PARTS = [["dns", "Name"], ["forward", "Way out"], ["return", "Way back"]];

function stepsOf(trace) {
  return PARTS.flatMap(([name, title]) => trace[name].map((hop) => ({ ...hop, title })));
}

function placeOf(hop) {
  for (const id of [hop.id, hop.owner, hop.instance, hop.interface, hop.subnet, hop.gateway, hop.vpc]) {
    const thing = id ? places.things.get(id) ?? (byId().has(id) ? shownAs(id) : null) : null;
    if (thing) return thing;
  }
  return null;
}

function middle(thing) {
  return [thing.x + thing.width / 2, thing.y + thing.height / 2];
}

function draw(steps, at) {
  const stops = steps.map(placeOf);
  const passed = stops.filter(Boolean);
  const now = stops[at];
  if (now) elementOf(now.id);
  const next = new Set(passed.map((thing) => thing.id));
  const drawn = places.links.filter((one) => one.kind === "trace"); // a picture of one way has it drawn
  const links = [...drawn, ...places.links.filter((one) => next.has(one.from) && next.has(one.to))];
  light("way", passed.map((thing) => thing.id), links);
  const before = stops.slice(0, at).reverse().find((thing) => thing && thing !== now);
  if (before && now && !drawn.length) {
    const [[x1, y1], [x2, y2]] = [middle(before), middle(now)];
    addTo("way", shape("line", { class: "stretch", x1, y1, x2, y2 }));
  }
  if (now) addTo("way", shape("rect", { class: "step", x: now.x - 5, y: now.y - 5, width: now.width + 10, height: now.height + 10, rx: 6 }));
  if (now) show(around([now, ...(before ? [before] : [])]), { largest: 1 });
}

function around(things) {
  const left = Math.min(...things.map((thing) => thing.x));
  const top = Math.min(...things.map((thing) => thing.y));
  const right = Math.max(...things.map((thing) => thing.x + thing.width));
  const bottom = Math.max(...things.map((thing) => thing.y + thing.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function flow(trace) {
  const port = trace.protocol.startsWith("icmp") ? "" : ` ${trace.port}`;
  return `${trace.from} to ${trace.to}, ${trace.protocol}${port}`;
}

function open(trace) {
  const steps = stepsOf(trace);
  const rows = steps.map((hop, number) => make("li", {},
    make("button", { type: "button", class: "hop", onclick: () => go(number) }, make("b", {}, `${hop.title}: ${hop.action}`), ` ${kindWords(hop.kind)} ${label(hop.id)}`),
    make("p", {}, hop.because)));
  let at = -1;
  const go = (number) => {
    at = Math.max(0, Math.min(steps.length - 1, number));
    rows.forEach((row, one) => row.toggleAttribute("data-now", one === at));
    rows[at].firstChild.setAttribute("aria-current", "step");
    rows.forEach((row, one) => one === at || row.firstChild.removeAttribute("aria-current"));
    rows[at].scrollIntoView({ block: "nearest" });
    draw(steps, at);
    say(`Step ${at + 1} of ${steps.length}: ${steps[at].action} ${label(steps[at].id)}. ${steps[at].because}`);
  };
  const tools = make("p", { class: "steps" },
    make("button", { type: "button", id: "step-back", onclick: () => go(at - 1) }, "‹ Step back"),
    make("button", { type: "button", id: "step-on", onclick: () => go(at + 1) }, "Next step ›"));
  const cost = trace.cost?.known && trace.cost.usd_per_gb !== undefined ? `${money(trace.cost.usd_per_gb)} per GB` : "";
  openPanel(flow(trace), "",
    make("p", { class: `verdict ${trace.verdict === "delivered" ? "good" : "bad"}` }, `${trace.verdict}: ${trace.explanation}`),
    trace.change ? make("p", {}, make("b", {}, "Smallest change: "), trace.change) : "",
    trace.conditions.length ? section("Delivered if", list(trace.conditions.map((one) => `${one.id}: ${one.needs}`))) : "",
    trace.delivered && cost ? make("p", {}, `Cost: ${cost}`) : "",
    steps.length ? tools : "",
    make("ol", { class: "hops" }, rows),
    trace.notes.length ? section("Notes", list(trace.notes)) : "",
    known().traces.length > 1 ? make("button", { type: "button", onclick: openWays }, "All ways") : "");
  hold(true);
  if (steps.length) go(0);
}

/** Opens the traced ways: the one, or a list of them. */
export function openWays() {
  const { traces } = known();
  if (traces.length === 1) {
    open(traces[0]);
    return;
  }
  const rows = traces.map((trace) => [
    make("button", { type: "button", class: "hop", onclick: () => open(trace) }, flow(trace)),
    make("p", { class: `verdict ${trace.verdict === "delivered" ? "good" : "bad"}` }, `${trace.verdict}: ${trace.explanation}`)]);
  openPanel("Ways", `${traces.length} traced`, list(rows, "ol"));
}

/** Opens the findings, the gravest first. */
export function openFindings() {
  const { findings } = known();
  const open = new Set(findings.not_checked.map((one) => one.title));
  const about = (one) => make("p", {}, "About ", one.resources.map((id, at) => [at ? ", " : "", entry(id) ? link(id) : id]));
  openPanel("Findings", `${findings.findings.length} findings, ${findings.passed.length} rules passed`,
    findings.findings.map((one) => make("article", {}, finding(one), about(one))),
    section("Not checked, because something was not read", open.size ? list([...open]) : ""),
    section("Ignored", findings.ignored.length ? list(findings.ignored.map((one) => `${one.title}: ${one.reason}`)) : ""));
}

/** Opens what stands and costs. */
export function openCosts() {
  const { standing, prices_as_of: asOf } = known().costs;
  const months = `${money(standing.usd_per_month)} a month`;
  const things = new Map();
  for (const one of standing.charges) things.set(one.id, [...(things.get(one.id) ?? []), one]);
  const rows = [...things].map(([id, charges]) => [entry(id) ? link(id) : id, make("span", { class: "kind" }, ` ${kindWords(charges[0].kind)}`), charges.map((one) => make("span", { class: "hit" }, charge(one)))]);
  openPanel("Cost", `${standing.unknown?.length ? "At least " : ""}${months}; prices as of ${asOf}`, list(rows),
    section("Without a price", standing.unknown?.length ? list(standing.unknown) : ""));
}

/** Takes the marks of a way away when something else is shown. */
export function startWays() {
  onClose(() => {
    hold(false);
    unlight("way");
  });
}
