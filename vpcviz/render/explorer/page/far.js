// The picture from afar, where its texts are too small: names of what is large, in a size that can be read, and lines that are seen.

import { part, shape } from "./dom.js";
import { label, places } from "./known.js";
import { READABLE, onRest, seen } from "./view.js";

const KINDS = ["account", "region", "vpc", "on-premises", "transit-gateway", "core-network"];
const [SMALLEST, LARGEST] = [7, 13]; // px on the screen
const LETTER = 0.56; // width of a letter for each px of the font's size
const names = part("names");
const shown = [];

/** How large a name is on the screen, and what of it fits. */
function fitting(name, width) {
  const size = Math.min(LARGEST, width / (LETTER * Math.max(1, name.length)));
  if (size >= SMALLEST) return [size, name];
  const letters = Math.floor(width / (LETTER * SMALLEST));
  return letters < 5 ? [0, ""] : [SMALLEST, `${name.slice(0, letters - 1)}…`];
}

function place(thing, scale) {
  const isArea = thing.kind === "account" || thing.kind === "region";
  const [size, name] = fitting(label(thing.id), thing.width * scale * 0.94);
  if (!size) return null;
  const x = isArea ? thing.x + 6 / scale : thing.x + thing.width / 2;
  const y = isArea ? thing.y + (size + 2) / scale : thing.y + thing.height / 2 + size / 3 / scale;
  return shape("text", { class: thing.kind, x, y, "font-size": size / scale, "stroke-width": 3 / scale, "text-anchor": isArea ? "start" : "middle" }, name);
}

function rest() {
  const { scale } = seen();
  const isFar = scale < READABLE;
  part("stage").classList.toggle("far", isFar);
  part("picture").style.setProperty("--px", isFar ? 1 / scale : 1);
  names.replaceChildren(...(isFar ? shown.map((thing) => place(thing, scale)).filter(Boolean) : []));
}

/** Watches how far away the picture is. */
export function startFar() {
  for (const thing of places.things.values()) if (KINDS.includes(thing.kind)) shown.push(thing);
  for (const name of ["width", "height"]) names.setAttribute(name, places[name]);
  onRest(rest);
  rest();
}
