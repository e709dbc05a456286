// Lights up a thing with its links and dims the rest; outlines what is chosen; flashes what was jumped to.

import { part, shape } from "./dom.js";
import { factsOf, places, shownAs } from "./known.js";
import { putIn } from "./insides.js";
import { onMove, seen, wasDragged } from "./view.js";

const SMALL = 60; // a thing with so many parts is copied over the veil; of a larger one the outline
const PAUSE = 70; // ms that the pointer has to rest on a thing

const lights = part("lights");
const veil = part("veil");
const layers = {};
let timer = 0;
let hovered = "";
let last = null;
let isHeld = false;
let isStill = true; // after a jump nothing lights up by itself: the pointer has to move first

/** The element of a thing in the picture, put in where it is not yet. */
export function elementOf(id) {
  const thing = places.things.get(id);
  if (!thing) return null;
  if (thing.inside >= 0) putIn(thing.inside);
  return document.querySelector(`#picture [data-id="${CSS.escape(id)}"]`);
}

function offset(element) {
  let [x, y] = [0, 0];
  for (let at = element.parentElement; at && at.id !== "picture"; at = at.parentElement) {
    const found = /translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)/.exec(at.getAttribute("transform") ?? "");
    if (found) [x, y] = [x + Number(found[1]), y + Number(found[2])];
  }
  return [x, y];
}

function copy(element) {
  const made = element.cloneNode(true);
  for (const one of [made, ...made.querySelectorAll("*")]) {
    for (const name of ["data-id", "data-kind", "data-from", "data-to", "data-faded", "opacity"]) one.removeAttribute(name);
    one.classList?.remove("filtered");
  }
  return shape("g", { transform: `translate(${offset(element).join(" ")})` }, made);
}

/** Where a thing is looked for: an interface that is a line of its owner's card in that. */
function card(thing) {
  const holder = places.things.get(thing.holder);
  return thing.kind === "eni" && holder && holder.height < 4 * thing.height && holder.kind !== "subnet" ? holder : thing;
}

function outline(given, name) {
  const thing = card(given);
  const room = 3;
  return shape("rect", {
    class: name,
    x: thing.x - room,
    y: thing.y - room,
    width: thing.width + 2 * room,
    height: thing.height + 2 * room,
    rx: 5,
  });
}

function lit(id) {
  const found = places.things.get(id);
  if (!found) return [];
  const thing = card(found);
  const element = document.querySelector(`#picture [data-id="${CSS.escape(thing.id)}"]`);
  const small = element && !element.querySelector("[data-frame]") && element.querySelectorAll("*").length <= SMALL;
  return [...(small ? [copy(element)] : []), outline(thing, "lit")];
}

function* wires(links) {
  for (const { from, to } of links) {
    const chosen = `[data-kind="link"][data-from="${CSS.escape(from)}"][data-to="${CSS.escape(to)}"]`;
    for (const element of document.querySelectorAll(`#picture ${chosen}`)) yield copy(element);
  }
}

function refresh() {
  veil.classList.toggle("on", Boolean(layers.hover.firstChild || layers.way.firstChild));
}

/** The links of a thing: its own, those of what it shows (its interfaces, its owner), and of a container those that leave it. */
export function linksOf(id) {
  const own = new Set([id, factsOf(id).owner, ...(factsOf(id).interfaces ?? [])]);
  const thing = places.things.get(id);
  const within = new Set();
  if (thing) {
    for (const other of places.things.values()) {
      if (other.above.includes(id)) within.add(other.id);
    }
  }
  const found = new Set();
  for (const one of own) for (const link of places.linked.get(one) ?? []) found.add(link);
  for (const one of within) {
    for (const link of places.linked.get(one) ?? []) {
      const leaves = !(within.has(link.from) || link.from === id) || !(within.has(link.to) || link.to === id);
      if (leaves) found.add(link);
    }
  }
  return [...found];
}

/** Lights up things and links over the veil, in a layer of their own: "hover" or "way". */
export function light(layer, ids, links) {
  layers[layer].replaceChildren(...wires(links), ...[...new Set(ids)].flatMap(lit));
  refresh();
}

/** Puts the veil away from a layer. */
export function unlight(layer) {
  layers[layer].replaceChildren();
  refresh();
}

/** Puts further shapes over what a layer lights up. */
export function addTo(layer, ...shapes) {
  layers[layer].append(...shapes);
}

/** Outlines what is chosen. */
export function mark(id) {
  isStill = true;
  if (id) unlight("hover");
  [hovered, last] = ["", null];
  const thing = id ? shownAs(id) : null;
  layers.chosen.replaceChildren(...(thing ? [outline(thing, "chosen")] : []));
}

/** Flashes a thing, so that the eye finds it. */
export function flash(thing) {
  const frame = outline(thing, "flash");
  layers.chosen.append(frame);
  setTimeout(() => frame.remove(), 1800);
}

function hover(event) {
  if (isHeld || isStill || event.buttons) return;
  // The empty room of a container is no thing to point at: its title is.
  const isRoom = event.target.hasAttribute?.("data-frame");
  const target = isRoom ? null : event.target.closest?.("#picture [data-id], #picture [data-kind='link']");
  const key = target ? (target.dataset.id ?? `${target.dataset.from} ${target.dataset.to}`) : "";
  if (key === hovered) return;
  hovered = key;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!target || !target.isConnected) unlight("hover");
    else if (target.dataset.id) lightThing(target.dataset.id);
    else {
      const { from, to } = target.dataset;
      light("hover", [from, to], [{ from, to }]);
    }
  }, PAUSE);
}

function lightThing(id) {
  const links = linksOf(id);
  if (!links.length) {
    unlight("hover");
    return;
  }
  light("hover", [id, ...links.flatMap((link) => [link.from, link.to])], links);
}

/** Holds back what the pointer lights up, while a way is shown. */
export function hold(held) {
  isHeld = held;
  if (held) unlight("hover");
}

/** What the pointer pressed in the picture: the `id` of a thing, or the two ends of a link; null of a drag, or of nothing. */
export function pressed(event) {
  if (wasDragged()) return null;
  const target = event.target.closest?.("#picture [data-id], #picture [data-kind='link']");
  return target ? target.dataset : null;
}

/** Watches the pointer. */
export function startLights() {
  for (const name of ["way", "hover", "chosen"]) {
    layers[name] = shape("g", { class: name });
    lights.append(layers[name]);
  }
  for (const [name, value] of [["width", places.width], ["height", places.height]]) {
    lights.setAttribute(name, value);
    veil.style[name] = `${value}px`;
  }
  const follow = () => lights.style.setProperty("--px", 1 / seen().scale); // lines as wide on the screen at any scale
  onMove(follow);
  follow();
  const view = part("view");
  view.addEventListener("pointermove", (event) => {
    isStill = false;
    if (event.target !== last) hover(event);
    last = event.target;
  });
  view.addEventListener("pointerleave", () => {
    hovered = "";
    clearTimeout(timer);
    unlight("hover");
  });
}
