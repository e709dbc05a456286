// Starts the page: tools, keys, what is chosen by the address, printing.

import { make, part, say } from "./dom.js";
import { entry, kindWords, known, label, places, shownAs } from "./known.js";
import { fit, show, startView, step } from "./view.js";
import { letGo, putAllIn, startInsides } from "./insides.js";
import { elementOf, flash, mark, pressed, startLights } from "./lights.js";
import { closePanel, link, onClose, openPanel, thingPanel, words } from "./panel.js";
import { startSearch } from "./search.js";
import { openCosts, openFindings, openWays, startWays } from "./ways.js";
import { openFilters, startFilters } from "./filters.js";
import { startTable, toggleTable, closeTable } from "./table.js";
import { startFar } from "./far.js";
import { startMinimap } from "./minimap.js";

const root = document.documentElement;
let current = "";
let isPressed = false; // what was pressed in the picture is seen already: it need not move
let isTurned = false; // who goes from thing to thing by keys stays in the picture

function wanted() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** Of a route the table that it stands in: the model knows it there. */
function holderOf(id) {
  const found = entry(id);
  return (!found || found.kind === "route") && id.includes("|") ? id.slice(0, id.indexOf("|")) : id;
}

function choose(smooth = true) {
  const id = holderOf(wanted());
  if (!id) return;
  const found = entry(id);
  if (!found) {
    say(`There is no ${id} in this network`);
    return;
  }
  current = id;
  closeTable();
  openPanel(...thingPanel(id));
  const row = places.things.has(wanted()) ? wanted() : id;
  const thing = shownAs(row);
  mark(row);
  if (thing) {
    elementOf(thing.id);
    if (!isPressed) {
      show(thing, { smooth });
      flash(thing);
    }
  }
  if (isTurned) part("view").focus({ preventScroll: true });
  isPressed = false;
  isTurned = false;
  say(`${kindWords(found.kind)} ${label(id)}${thing ? "" : ", not drawn in the picture"}`);
}

function goTo(id) {
  if (wanted() === id) choose();
  else location.hash = encodeURIComponent(id);
}

/** What joins two things: its kind, and both of them. */
function openLink({ link: kind, from, to }) {
  const row = (id) => (entry(holderOf(id)) ? link(holderOf(id), label(id)) : id);
  openPanel(`${words(kind.replaceAll("-", " "))} link`, "", make("p", {}, row(from), " → ", row(to)));
}

function turn(by) {
  const ids = [...places.things.values()].filter((thing) => thing.kind !== "cloud" && thing.kind !== "route").map((thing) => thing.id);
  const at = ids.indexOf(current);
  isTurned = true;
  goTo(ids[(at + by + ids.length) % ids.length]);
}

function theme() {
  const select = make("select", { id: "theme", onchange: (event) => {
    root.dataset.theme = event.target.value;
  } }, [["light", "Light"], ["dark", "Dark"], ["auto", "System"]].map(([value, title]) => make("option", { value, selected: root.dataset.theme === value }, title)));
  return [make("label", { for: "theme", class: "unseen" }, "Colours"), select];
}

function openHelp() {
  const rows = [["Arrows", "move"], ["+ and -", "zoom"], ["0", "show the whole picture"], ["/", "search"], [". and ,", "next and previous thing"],
    ["Enter", "tell more of the chosen thing"], ["T", "everything as a table"], ["F", "filter"], ["Escape", "close"]];
  const { gaps } = known();
  openPanel("Help", "The wheel and a pinch zoom, a drag moves, a click tells what a thing is. The address of the page keeps what is chosen.",
    make("dl", { class: "keys" }, rows.map(([key, does]) => [make("dt", {}, key), make("dd", {}, does)])),
    gaps.length ? make("section", {}, make("h3", {}, "Not read"), make("ul", { class: "plain" }, gaps.map((gap) => make("li", {}, gap)))) : "");
}

function tools() {
  const { traces, findings, costs } = known();
  const button = (title, act, more = {}) => make("button", { type: "button", onclick: act, ...more }, title);
  part("tools").append(
    button("−", () => step(false), { "aria-label": "Zoom out", id: "zoom-out" }),
    button("+", () => step(true), { "aria-label": "Zoom in", id: "zoom-in" }),
    button("Fit", () => fit(), { id: "fit" }),
    button("Filter", openFilters, { id: "filter-button", "aria-pressed": "false" }),
    ...(traces.length ? [button(traces.length > 1 ? `Ways (${traces.length})` : "Way", openWays, { id: "ways-button" })] : []),
    ...(findings ? [button(`Findings (${findings.findings.length})`, openFindings, { id: "findings-button" })] : []),
    ...(costs ? [button("Cost", openCosts, { id: "cost-button" })] : []),
    button("Table", toggleTable, { id: "table-button", "aria-pressed": "false" }),
    ...theme(),
    button("Print", () => print(), { id: "print" }),
    button("?", openHelp, { "aria-label": "Help", id: "help" }),
  );
}

const KEYS = { "/": () => part("query").focus(), t: toggleTable, T: toggleTable, f: openFilters, F: openFilters, "?": openHelp };

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!part("table").hidden) closeTable();
    else closePanel();
    return;
  }
  if (event.target.closest("input, select, textarea")) return;
  const act = KEYS[event.key] ?? (event.target.id === "view" ? { ".": () => turn(1), ",": () => turn(-1), Enter: () => current && goTo(current) }[event.key] : null);
  if (!act) return;
  event.preventDefault();
  act();
}

function start() {
  startView();
  startInsides();
  startLights();
  startMinimap();
  startFilters();
  startWays();
  startTable();
  startSearch();
  onClose((how) => {
    if (how !== "closed") return;
    mark("");
    current = "";
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  });
  part("view").addEventListener("click", (event) => {
    const found = pressed(event);
    if (found?.id) {
      isPressed = true;
      goTo(found.id);
    } else if (found) openLink(found);
  });
  addEventListener("hashchange", () => choose());
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a[href^='#']");
    if (anchor && anchor.getAttribute("href") === location.hash) choose();
  });
  document.addEventListener("keydown", keys);
  addEventListener("beforeprint", putAllIn);
  addEventListener("afterprint", letGo);
  requestAnimationFrame(() => setTimeout(() => {
    startFar();
    tools(); // what needs the whole network comes after the picture
    choose(false);
  }));
}

start();
