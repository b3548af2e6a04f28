// What readers do with the evidence browser, the search, the map and a publication, in a real Chromium.
// node finding.mjs <tools> <chromium> <story> <address of the site> [<page> ...] > what-was-seen.json
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [tools, executablePath, story, site, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(tools, "node_modules", "axe-core", "package.json"));
const { chromium } = require("playwright-core");
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

const ready = (page) => page.waitForSelector("#results[data-ready]", { state: "attached", timeout: 60000 });
const turned = (page, before) => page.waitForFunction((was) => document.getElementById("results").dataset.turn !== was, before);
const turn = (page) => page.evaluate(() => document.getElementById("results").dataset.turn);
const after = async (page, act) => {
  const before = await turn(page);
  await act();
  await turned(page, before);
};
const seen = (page) => page.evaluate(() => ({
  count: document.getElementById("count").textContent,
  first: document.querySelector("#results blockquote, #results .excerpt")?.textContent || "",
  marks: [...new Set([...document.querySelectorAll("#results mark")].map((mark) => mark.textContent.toLowerCase()))],
  link: document.querySelector("#results .said a")?.getAttribute("href") || "",
  shown: document.querySelectorAll("#results .said").length,
  fields: [...document.querySelectorAll("#finding [name]")].filter((f) => f.value).map((f) => [f.name, f.value]),
  address: location.hash,
  headings: [...document.querySelectorAll("#results h2")].map((h) => h.textContent),
}));
const type = (page, words) => after(page, () => page.fill("#q", words));
const choose = (page, name, value) => after(page, () => page.selectOption(`#f-${name}`, value));

// Whether every link among the results leads to an element or a section that is there.
const followed = async (page) => {
  const links = await page.evaluate(() => [...document.querySelectorAll("#results .said a[href*='#']")].slice(0, 3).map((a) => a.href));
  const found = [];
  for (const link of links) {
    const other = await page.context().newPage();
    await other.goto(link);
    found.push(await other.evaluate(() => Boolean(document.getElementById(decodeURIComponent(location.hash.slice(1))))));
    await other.close();
  }
  return found;
};

// How a publication reads: where the contents stand, what opens and what takes the focus back.
const read = async (page) => {
  const told = {};
  await page.evaluate(() => document.querySelectorAll("main section > h1, main h1")[2].scrollIntoView());
  told.heading = await page.evaluate(() => document.querySelectorAll("main section > h1, main h1")[2].textContent.trim());
  await page.waitForTimeout(200);
  told.current = await page.evaluate(() => [...document.querySelectorAll(".contents [aria-current]")].map((link) => link.textContent));
  const open = () => page.evaluate(() => [...document.querySelectorAll("[popover]:popover-open")].map((note) => note.textContent.trim()));
  await page.focus(".peek >> nth=0");
  told.name = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  told.opened = await open();
  await page.keyboard.press("Escape");
  told.closed = await open();
  told.back = await page.evaluate(() => document.activeElement.classList.contains("peek"));
  await page.focus(".cite summary >> nth=0");
  await page.keyboard.press("Enter");
  told.citation = await page.evaluate(() => document.querySelector(".cite[open] p")?.textContent);
  told.quote = await page.evaluate(() => document.querySelector(".cite[open]").closest("figure").querySelector("blockquote").textContent.trim());
  told.buttons = await page.evaluate(() => document.querySelectorAll(".cite button").length);
  return told;
};

const stories = {
  // Where every link of pages leads, as the browser understands it.
  async links(page) {
    const told = { links: {} };
    for (const name of pages) {
      await page.goto(site + name);
      if (await page.$("#results")) await ready(page);
      told.links[name] = await page.evaluate(() => [...new Set([...document.querySelectorAll("[href], [src]")].map((node) =>
        new URL(node.getAttribute("href") ?? node.getAttribute("src"), document.baseURI).href))]);
    }
    return told;
  },
  // A publication by keys: contents, references in place, a citation to copy.
  async reading(page) {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { globalThis.copied = text; } } });
    });
    await page.goto(site + pages[0]);
    const told = await read(page);
    await page.focus(".cite[open] button");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => globalThis.copied);
    return { ...told, copied: await page.evaluate(() => globalThis.copied) };
  },
  // The same without scripts; and what the pages that need them offer instead.
  async plain(page) {
    await page.goto(site + pages[0]);
    const told = await read(page);
    told.ways = {};
    for (const name of ["evidence/index.html", "search.html", "map.html"]) {
      await page.goto(site + name);
      told.ways[name] = {
        said: await page.locator("noscript .notice").allInnerTexts(),
        form: await page.locator("#finding").isVisible(),
        links: await page.locator("main a:visible").count(),
      };
    }
    return told;
  },
  // A telephone: what was found is on the first screen, the filters are a touch away.
  async phone(page) {
    await page.setViewportSize({ width: 360, height: 740 });
    const look = () => page.evaluate(() => ({
      first: document.querySelector("#results .said").getBoundingClientRect().top,
      open: document.getElementById("filters").open,
    }));
    await page.goto(site + "evidence/index.html");
    await ready(page);
    const told = { began: await look() };
    await page.click("#filters summary");
    await choose(page, "kind", "value");
    told.chosen = await look();
    await page.goto("about:blank");
    await page.goto(site + "evidence/index.html#kind=value");
    await ready(page);
    told.restored = await look();
    return told;
  },
  // Words with and without accents; the link of a result; what typing leaves behind.
  async words(page) {
    const told = {};
    await page.goto(site + "evidence/index.html");
    await ready(page);
    told.all = await seen(page);
    await type(page, "économie");
    told.accented = await seen(page);
    await type(page, "economie");
    told.plain = await seen(page);
    await type(page, "ECONOM");
    told.begun = await seen(page);
    await type(page, "xyzzyq");
    told.nothing = await seen(page);
    await type(page, "economie");
    told.followed = await followed(page);
    return told;
  },
  // Filters are in the address, which restores them; back and forward go through them.
  async filters(page) {
    const told = {};
    await page.goto(site + "evidence/index.html");
    await ready(page);
    await choose(page, "kind", "value");
    told.one = await seen(page);
    await choose(page, "theme", "work");
    await type(page, "work");
    told.two = await seen(page);
    const address = page.url();
    await after(page, () => page.goBack());
    await after(page, () => page.goBack());
    told.back = await seen(page);
    await after(page, () => page.goForward());
    await after(page, () => page.goForward());
    told.forward = await seen(page);
    const other = await page.context().newPage();
    await other.goto(address);
    await ready(other);
    told.restored = await seen(other);
    await after(other, () => other.click("button[type=reset]"));
    told.cleared = await seen(other);
    await other.goto(address.replace("#", "?"));
    await ready(other);
    told.asked = await seen(other);
    await other.close();
    await page.goto(site + "evidence/index.html");
    await ready(page);
    await page.click("#more");
    told.more = await seen(page);
    told.focus = await page.evaluate(() => [...document.querySelectorAll("#results .said")].indexOf(document.activeElement));
    return told;
  },
  // The full-text search on the page of another language.
  async search(page) {
    const told = {};
    await page.goto(site + "search.fr.html");
    await ready(page);
    await type(page, "économie solidaire");
    told.accented = await seen(page);
    await type(page, "economie solidaire");
    told.plain = await seen(page);
    told.followed = await followed(page);
    await page.goto(site + "search.html#q=solidarity");
    await ready(page);
    await page.waitForSelector("#results h2");
    told.restored = await seen(page);
    return told;
  },
  // A theme chosen on the map, by pointer and by keys.
  async map(page) {
    const look = () => page.evaluate(() => ({
      card: document.getElementById("card").textContent,
      picked: [...document.querySelectorAll(".picked a")].map((node) => node.dataset.theme),
      near: document.querySelectorAll(".chart .near a").length,
      address: location.hash,
    }));
    const told = {};
    await page.goto(site + "map.html");
    told.before = await look();
    await page.click(".chart a[data-theme=work] circle >> nth=0");
    told.clicked = await look();
    await page.keyboard.press("Escape");
    told.let_go = await look();
    await page.focus(".chart a[data-theme=debt]");
    told.focused = await look();
    await page.goto(site + "map.html#theme=debt");
    told.restored = await look();
    await page.focus(".chart a[data-theme=debt]");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/themes/debt.html");
    told.opened = page.url();
    return told;
  },
  // How long it takes from a letter typed to the first result painted, and to load the page.
  async speed(page) {
    const told = { typed: {}, loaded: 0 };
    await page.goto(site + "evidence/index.html");
    await ready(page);
    told.loaded = await page.evaluate(() => performance.now());
    for (const words of ["la", "sol", "solidarity", "économie", "la ti", "so", "cooperação", "mo né ga"]) {
      told.typed[words] = await page.evaluate((asked) => new Promise((done) => {
        const list = document.getElementById("results");
        const field = document.getElementById("q");
        const start = performance.now();
        new MutationObserver((_all, observer) => {
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
        }).observe(list, { attributes: true, attributeFilter: ["data-turn"] });
        field.value = asked;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }), words);
      told.typed[words] = Math.round(told.typed[words]);
    }
    told.last = await seen(page);
    return told;
  },
};

const folder = mkdtempSync(join(tmpdir(), "finding-"));
const settings = { executablePath, headless: true, args: ARGUMENTS, javaScriptEnabled: story !== "plain" };
const context = await chromium.launchPersistentContext(folder, settings);
const page = await context.newPage();
page.setDefaultTimeout(60000);
const errors = [];
// Browsers ask a host for its icon, wherever below it a page stands: that is none of the site's business.
const icon = (line) => line.location().url.endsWith("/favicon.ico");
context.on("console", (line) => ["error", "warning"].includes(line.type()) && !icon(line) && errors.push(`${line.text()} ${line.location().url}`));
context.on("weberror", (error) => errors.push(String(error.error())));
try {
  process.stdout.write(JSON.stringify({ ...(await stories[story](page)), errors }));
} finally {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
}
