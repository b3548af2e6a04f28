// Runs axe-core over pages in a real Chromium, in light and dark and at several widths.
// node axe.mjs <tools> <chromium> < list-of-pages.json > violations.json
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [tools, executablePath] = process.argv.slice(2);
const require = createRequire(resolve(tools, "node_modules", "axe-core", "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = JSON.parse(readFileSync(0, "utf8"));

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const WIDTHS = [320, 768, 1280];
const SCHEMES = ["light", "dark"];

// Runs in the page: what axe finds, and whether one has to scroll sideways to read.
// The size of what is touched is a rule of WCAG 2.2, which axe leaves out unless asked. Without `preload` axe does not fetch style sheets, which the policy of the pages rightly refuses.
const look = async () => {
  const found = await window.axe.run(document, {
    resultTypes: ["violations"], preload: false, rules: { "target-size": { enabled: true } },
  });
  const rows = found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) rows.push(`sideways: the page is ${wide} px wider than the window`);
  return rows;
};

const examine = async (context, path) => {
  const page = await context.newPage();
  const found = [];
  page.on("console", (line) => line.type() === "error" && found.push({ path, scheme: "", width: 0, what: `console: ${line.text()}` }));
  page.on("pageerror", (error) => found.push({ path, scheme: "", width: 0, what: `script: ${error}` }));
  page.on("request", (request) => /^https?:/.test(request.url()) && found.push({ path, scheme: "", width: 0, what: `asked ${request.url()}` }));
  // A page may be asked for in a state: a path, then # and what stands behind it in its address.
  const [file, state] = path.split("#");
  await page.goto(pathToFileURL(file).href + (state ? `#${state}` : ""));
  await page.waitForFunction(() => !document.getElementById("finding") || document.querySelector("#results[data-ready]"));
  await page.evaluate(axe);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const what of await page.evaluate(look)) found.push({ path, scheme: colorScheme, width, what });
    }
  }
  await page.close();
  return found;
};

const folder = mkdtempSync(join(tmpdir(), "axe-"));
const context = await chromium.launchPersistentContext(folder, { executablePath, headless: true, args: ARGUMENTS });
const results = [];
const worker = async () => {
  for (let path = pages.shift(); path; path = pages.shift()) results.push(...(await examine(context, path)));
};
try {
  await Promise.all([worker(), worker()]);
} finally {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(JSON.stringify(results));
