// Makes elements. Text comes in as text only, so that no name is ever read as markup.

const UNSAFE = /[\p{Cc}\p{Cs}\p{Cn}\p{Co}]|(?![\u200c\u200d])\p{Cf}|[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]/gu;
const BLANKS = /[\s\u0085\u2800]+/gu;
const SVG = "http://www.w3.org/2000/svg";

/** A text as one safe line: controls, and what is invisible or turns the reading direction around, show as U+FFFD. */
export function clean(text) {
  return String(text).replace(BLANKS, " ").replace(UNSAFE, "\ufffd");
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(clean(child)));
  }
  return element;
}

/** An HTML element; attributes that begin with "on" are listeners, children are elements or texts. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function shape(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** The element of an id of the page's own. */
export function part(id) {
  return document.getElementById(id);
}

/** Says something to those who listen to the page. */
export function say(text) {
  part("said").textContent = clean(text);
}

/** Whether whoever reads this has asked for little motion. */
export function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
