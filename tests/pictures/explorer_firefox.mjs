// The explorer in Firefox, as a person uses it. Beside the suite: npm is not where tests are.
//
//     npm install puppeteer-core && apt-get install firefox-esr
//     vpcviz draw samples/web-shop.yaml --detail full --page a3 --findings --cost --trace web-3 orders-db 5432 -o /tmp/shop.html
//     NODE_PATH=node_modules node tests/pictures/explorer_firefox.mjs /tmp/shop.html [FOLDER FOR SCREENSHOTS]

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";

const puppeteer = createRequire(`${process.cwd()}/`)("puppeteer-core");
const [file, folder] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true });
const page = await browser.newPage();
const noise = [];
page.on("console", (message) => noise.push(message.text()));
page.on("pageerror", (error) => noise.push(String(error)));
page.on("dialog", (dialog) => noise.push(dialog.message()));
await page.setViewport({ width: 1400, height: 900 });

const rest = () => new Promise((done) => setTimeout(done, 700));
const text = (selector) => page.$eval(selector, (element) => element.textContent);
const box = (selector) => page.$eval(selector, (element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
});
let number = 0;
async function look(name) {
  number += 1;
  if (folder) await page.screenshot({ path: `${folder}/${String(number).padStart(2, "0")}-${name}.png` });
}

await page.goto(pathToFileURL(file).href);
await page.waitForSelector("#tools button");
await look("opened");

// find 10.20.11.11
await page.type("#query", "10.20.11.11");
await page.waitForSelector("#results a");
assert.match(await text("#results li"), /web-3/);
await look("found");
await page.keyboard.press("Enter");
await rest();
assert.equal(await text("#panel-title"), "web-3 10.20.11.11");
const card = await box("#picture [data-id='i-shop-web-3']");
assert.ok(card.x > 0 && card.x < 1000 && card.y > 40 && card.y < 900, JSON.stringify(card));
await look("chosen");

// zoom where the pointer is, and drag
await page.mouse.move(card.x + 10, card.y + 10);
await page.mouse.wheel({ deltaY: -300 });
await rest();
const larger = await box("#picture [data-id='i-shop-web-3']");
assert.ok(larger.width > card.width * 1.2);
assert.ok(Math.abs(larger.x + (10 * larger.width) / card.width - card.x - 10) < 3);
await look("zoomed");
await page.mouse.move(300, 700);
await page.mouse.down();
await page.mouse.move(400, 600, { steps: 5 });
await page.mouse.up();
await rest();
const moved = await box("#picture [data-id='i-shop-web-3']");
assert.ok(Math.abs(moved.x - larger.x - 100) < 3 && Math.abs(moved.y - larger.y + 100) < 3);
assert.equal(await text("#panel-title"), "web-3 10.20.11.11"); // a drag chooses nothing

// hover
await page.click("#fit");
await rest();
const gateway = await box("#picture [data-kind='nat-gateway']");
await page.mouse.move(gateway.x + gateway.width / 2, gateway.y + gateway.height / 2);
await rest();
assert.ok(await page.$("#veil.on"));
assert.ok((await page.$$("#lights .hover [data-wire]")).length > 0);
await look("hover");

// click and follow
await page.mouse.click(gateway.x + gateway.width / 8, gateway.y + gateway.height / 2); // its icon: its address is the interface
await rest();
assert.match(page.url(), /#nat-shop-nat-a$/);
assert.equal(await text("#panel-title"), "nat-a");
await page.$$eval("#panel a", (links) => links.find((link) => link.textContent === "public-a").click());
await rest();
assert.equal(await text("#panel-title"), "public-a");
await page.goBack();
await rest();
assert.equal(await text("#panel-title"), "nat-a");

// read why
await page.click("#ways-button");
await rest();
for (let step = 0; step < 4; step += 1) await page.click("#step-on");
await rest();
assert.ok((await text(".hops [data-now] p")).length > 10);
assert.ok(await page.$("#lights .step"));
await look("way");

// filter, table, dark, keys alone
await page.keyboard.press("Escape");
await page.focus("#view");
await page.keyboard.press("f");
await page.select("#filter-tier", "isolated");
await rest();
assert.ok((await page.$$("#picture .filtered")).length > 10);
await look("filtered");
await page.$$eval("#panel button", (buttons) => buttons.find((button) => button.textContent === "Show everything").click());
await page.select("#theme", "dark");
await look("dark");
await page.keyboard.press("Escape");
await page.focus("#view");
await page.keyboard.press("t");
assert.ok((await page.$$("#table tbody tr")).length > 50);
await look("table");
await page.keyboard.press("Escape");
await page.focus("#view");
for (const key of [".", ".", "+", "ArrowLeft"]) await page.keyboard.press(key);
await rest();
assert.ok((await text("#panel-title")).length > 0);
await look("by-keys");

// print
// The sheets of a PDF, whose objects stand in deflated streams.
function sheets(pdf) {
  const told = Buffer.from(pdf).toString("latin1");
  const streams = [...told.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, data]) => {
    try { return inflateSync(Buffer.from(data, "latin1"), { finishFlush: 2 }).toString("latin1"); } catch { return ""; }
  });
  return [told, ...streams].join("\n").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
const paper = { preferCSSPageSize: true, width: "210mm", height: "297mm" }; // what the dialog has; the page is that of --page
const printed = await page.pdf(paper);
assert.ok(printed.length > 20000);
assert.ok(sheets(printed) > 1); // what is open follows the picture
if (folder) await writeFile(`${folder}/printed.pdf`, printed);

await page.keyboard.press("Escape");
assert.equal(sheets(await page.pdf(paper)), 1);

assert.deepEqual(noise, []);
await browser.close();
console.log("the explorer works in Firefox");
