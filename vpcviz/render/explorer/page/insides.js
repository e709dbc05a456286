// The insides of an estate's VPCs: laid out when they are looked at closely enough to be read, and let go again.

import { part } from "./dom.js";
import { places } from "./known.js";
import { READABLE, onMove, onRest, seen } from "./view.js";

const MOST = 24; // so many are kept at once

const holders = new Map();
const frames = new Map();
const boxes = [];
const kept = new Map();
const listeners = [];
let timer = 0;

/** Calls back with the element of an inside that was put in. */
export function onInside(listener) {
  listeners.push(listener);
}

/** Puts the inside of that number in, if it is not there; a thing in it is then in the document. */
export function putIn(number) {
  const holder = holders.get(number);
  if (!holder || kept.has(number)) {
    if (kept.has(number)) renew(number);
    return;
  }
  const drawn = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${part(`inside-${number}`).textContent}</svg>`,
    "image/svg+xml",
  );
  frames.set(number, [...holder.childNodes]);
  holder.replaceChildren(...[...drawn.documentElement.childNodes].map((node) => document.importNode(node, true)));
  kept.set(number, true);
  for (const listener of listeners) listener(holder);
}

function renew(number) {
  kept.delete(number);
  kept.set(number, true);
}

function takeOut(number) {
  kept.delete(number);
  holders.get(number).replaceChildren(...frames.get(number));
}

function near() {
  const now = seen();
  if (now.scale < READABLE) return [];
  const [left, right] = [now.x - now.width * 0.25, now.x + now.width * 1.25];
  const [top, bottom] = [now.y - now.height * 0.25, now.y + now.height * 1.25];
  return boxes.filter((box) => box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top);
}

function settle() {
  const wanted = near().slice(0, MOST).map((box) => box.number);
  for (const number of wanted) if (kept.has(number)) renew(number);
  for (const number of [...kept.keys()]) {
    if (kept.size + wanted.length <= MOST) break;
    if (!wanted.includes(number)) takeOut(number);
  }
  const next = wanted.find((number) => !kept.has(number));
  if (next === undefined) return;
  putIn(next);
  timer = setTimeout(settle, 0); // one at a time: a movement goes first
}

/** Puts all insides in, for printing. */
export function putAllIn() {
  for (const number of holders.keys()) putIn(number);
}

/** Lets go of all that is not looked at. */
export function letGo() {
  for (const number of [...kept.keys()]) takeOut(number);
  settle();
}

/** Watches what is looked at. */
export function startInsides() {
  for (const holder of document.querySelectorAll("#picture [data-inside]")) holders.set(Number(holder.dataset.inside), holder);
  if (!holders.size) return;
  for (const [number, holder] of holders) {
    const thing = places.things.get(holder.parentElement.dataset.id);
    boxes.push({ number, x: thing.x, y: thing.y, width: thing.width, height: thing.height });
  }
  onMove(() => clearTimeout(timer));
  onRest(settle);
}
