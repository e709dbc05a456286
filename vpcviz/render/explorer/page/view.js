// Where the picture stands in the window: moving, zooming, fitting, by mouse, touch, wheel and keyboard.

import { isCalm, part } from "./dom.js";
import { places } from "./known.js";

const LARGEST = 8;
const STEP = 1.25;
const DRAG = 5; // px that a pointer moves before it drags
const WAIT = 90; // ms without a movement: the picture rests

/** The scale from which the picture's texts can be read. */
export const READABLE = 0.22;

const view = part("view");
const stage = part("stage");
const state = { x: 0, y: 0, scale: 1, width: 0 };
const listeners = [];
const resting = [];
let timer = 0;
const pointers = new Map();
let start = null;
let dragged = false;
let running = 0;

/** Calls back after each change of the place or the scale. */
export function onMove(listener) {
  listeners.push(listener);
}

/** Calls back when the picture has come to rest. */
export function onRest(listener) {
  resting.push(listener);
}

/** What of the picture is seen, in its own px. */
export function seen() {
  const { x, y, scale } = state;
  return { x: -x / scale, y: -y / scale, width: view.clientWidth / scale, height: view.clientHeight / scale, scale };
}

/** Whether the last press of a pointer was a drag, so that it selects nothing. */
export function wasDragged() {
  return dragged;
}

function fitted() {
  return Math.min(view.clientWidth / places.width, view.clientHeight / places.height);
}

function put(x, y, scale) {
  const room = 80;
  state.width = view.clientWidth;
  state.scale = Math.min(LARGEST, Math.max(Math.min(fitted(), 1) * 0.5, scale));
  state.x = Math.min(view.clientWidth - room, Math.max(room - places.width * state.scale, x));
  state.y = Math.min(view.clientHeight - room, Math.max(room - places.height * state.scale, y));
  // Of its own layer: moving it is then no work for the page, and a new scale is drawn anew, so that text stays sharp.
  stage.style.transform = `translate3d(${state.x}px,${state.y}px,0) scale(${state.scale})`;
  for (const listener of listeners) listener();
  clearTimeout(timer);
  timer = setTimeout(() => resting.forEach((listener) => listener()), WAIT);
}

function glide(x, y, scale) {
  cancelAnimationFrame(running);
  if (isCalm()) {
    put(x, y, scale);
    return;
  }
  const from = { ...state };
  const begun = performance.now();
  const step = (now) => {
    const part = Math.min(1, Math.max(0, (now - begun) / 260));
    const eased = 1 - (1 - part) ** 3;
    put(from.x + (x - from.x) * eased, from.y + (y - from.y) * eased, from.scale + (scale - from.scale) * eased);
    if (part < 1) running = requestAnimationFrame(step);
  };
  running = requestAnimationFrame(step);
}

/** Shows a part of the picture in the middle, at most as large as `largest`. */
export function show(box, { largest = 1.2, smooth = true } = {}) {
  const space = 0.8;
  const wide = (view.clientWidth * space) / Math.max(1, box.width);
  const high = (view.clientHeight * space) / Math.max(1, box.height);
  const scale = Math.min(wide, high, largest);
  const x = view.clientWidth / 2 - (box.x + box.width / 2) * scale;
  const y = view.clientHeight / 2 - (box.y + box.height / 2) * scale;
  if (smooth) glide(x, y, scale);
  else put(x, y, scale);
}

/** Shows the whole picture. */
export function fit(smooth = true) {
  const scale = Math.min(fitted(), 1.5);
  const x = (view.clientWidth - places.width * scale) / 2;
  const y = (view.clientHeight - places.height * scale) / 2;
  if (smooth) glide(x, y, scale);
  else put(x, y, scale);
}

/** Zooms by a factor, so that a point of the window keeps what it shows; the middle where none is given. */
export function zoom(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  cancelAnimationFrame(running);
  const scale = Math.min(LARGEST, Math.max(Math.min(fitted(), 1) * 0.5, state.scale * factor));
  put(x - ((x - state.x) * scale) / state.scale, y - ((y - state.y) * scale) / state.scale, scale);
}

/** Moves the picture by px of the window. */
export function move(x, y) {
  cancelAnimationFrame(running);
  put(state.x + x, state.y + y, state.scale);
}

/** Puts a point of the picture into the middle of the window. */
export function centre(x, y) {
  cancelAnimationFrame(running);
  put(view.clientWidth / 2 - x * state.scale, view.clientHeight / 2 - y * state.scale, state.scale);
}

/** Zooms in or out by one step. */
export function step(inwards) {
  zoom(inwards ? STEP : 1 / STEP);
}

function inView(event) {
  const box = view.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function wheel(event) {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? view.clientHeight : 1;
  if (event.shiftKey && !event.ctrlKey) {
    move(-(event.deltaX || event.deltaY) * lines, 0);
    return;
  }
  const pace = event.ctrlKey ? 0.01 : 0.0016; // a pinch on a pad comes as small steps with ctrl
  const factor = Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * pace);
  zoom(factor, ...inView(event));
}

function spread() {
  const [one, other] = [...pointers.values()];
  return { x: (one[0] + other[0]) / 2, y: (one[1] + other[1]) / 2, apart: Math.hypot(one[0] - other[0], one[1] - other[1]) };
}

function down(event) {
  if (event.button > 1 || event.target.closest("#minimap")) return;
  pointers.set(event.pointerId, inView(event));
  dragged = pointers.size > 1;
  start = pointers.size === 2 ? spread() : { x: inView(event)[0], y: inView(event)[1] };
}

function pull(event) {
  if (!pointers.has(event.pointerId)) return;
  pointers.set(event.pointerId, inView(event));
  if (pointers.size === 2) {
    const now = spread();
    move(now.x - start.x, now.y - start.y);
    if (start.apart > 0) zoom(now.apart / start.apart, now.x, now.y);
    start = now;
    return;
  }
  const [x, y] = inView(event);
  if (!dragged && Math.hypot(x - start.x, y - start.y) < DRAG) return;
  if (!dragged) {
    dragged = true;
    view.setPointerCapture(event.pointerId);
    view.classList.add("dragging");
  }
  move(x - start.x, y - start.y);
  start = { x, y };
}

function up(event) {
  pointers.delete(event.pointerId);
  view.classList.remove("dragging");
  if (pointers.size === 1) {
    const [x, y] = [...pointers.values()][0];
    start = { x, y };
  }
}

const KEYS = {
  ArrowLeft: () => move(60, 0),
  ArrowRight: () => move(-60, 0),
  ArrowUp: () => move(0, 60),
  ArrowDown: () => move(0, -60),
  PageUp: () => move(0, view.clientHeight * 0.8),
  PageDown: () => move(0, -view.clientHeight * 0.8),
  "+": () => step(true),
  "=": () => step(true),
  "-": () => step(false),
  0: () => fit(),
  Home: () => fit(),
};

function press(event) {
  const act = event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** Takes the wheel, pointers and keys. */
export function startView() {
  view.addEventListener("wheel", wheel, { passive: false });
  view.addEventListener("pointerdown", down);
  view.addEventListener("pointermove", pull);
  for (const name of ["pointerup", "pointercancel"]) view.addEventListener(name, up);
  view.addEventListener("keydown", press);
  new ResizeObserver(() => {
    if (view.clientWidth && state.width !== view.clientWidth) put(state.x + (view.clientWidth - state.width) / 2, state.y, state.scale);
  }).observe(view);
  fit(false);
}
