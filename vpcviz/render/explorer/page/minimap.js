// A map of the whole picture in a corner, with what is seen of it: a click or a drag there goes there.

import { part, shape } from "./dom.js";
import { places } from "./known.js";
import { centre, onMove, seen } from "./view.js";

const SIDE = 180; // px of its longer side
const ROUNDED = 0.5; // px of the picture: what fits the window exactly is a hair larger by its scale
const KINDS = ["account", "region", "vpc", "on-premises", "transit-gateway"];
const map = part("minimap");

function place(event) {
  const box = map.getBoundingClientRect();
  centre(((event.clientX - box.left) / box.width) * places.width, ((event.clientY - box.top) / box.height) * places.height);
}

/** Draws the map, and keeps its frame where the view is. */
export function startMinimap() {
  const scale = SIDE / Math.max(places.width, places.height);
  map.setAttribute("viewBox", `0 0 ${places.width} ${places.height}`);
  map.setAttribute("width", places.width * scale);
  map.setAttribute("height", places.height * scale);
  for (const thing of places.things.values()) {
    if (!KINDS.includes(thing.kind)) continue;
    map.append(shape("rect", { class: thing.kind, x: thing.x, y: thing.y, width: thing.width, height: thing.height }));
  }
  const frame = shape("rect", { class: "frame" });
  map.append(frame);
  const follow = () => {
    const now = seen();
    const whole = now.width > places.width - ROUNDED && now.height > places.height - ROUNDED;
    map.classList.toggle("unneeded", whole);
    if (whole) return;
    for (const name of ["x", "y", "width", "height"]) frame.setAttribute(name, now[name]);
  };
  onMove(follow);
  follow();
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    place(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (event.buttons) place(event);
  });
}
