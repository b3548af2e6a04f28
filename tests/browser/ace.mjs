// Runs DAISY Ace over books, one after another.
// node ace.mjs <tools> <chromium> <folder for reports> < list-of-books.json > violations.json
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

process.env.ACE_TIMEOUT_INITIAL = "60000";
const [tools, executablePath, reports] = process.argv.slice(2);
const require = createRequire(resolve(tools, "node_modules", "@daisy", "ace", "package.json"));
const puppeteer = require("puppeteer");
const launch = puppeteer.launch.bind(puppeteer);
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
puppeteer.launch = (options) => launch({ ...options, executablePath, args: ARGUMENTS });
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

const found = [];
for (const book of JSON.parse(readFileSync(0, "utf8"))) {
  const outdir = join(reports, basename(book));
  await ace(book, { cwd: process.cwd(), outdir, silent: true, initLogger: true, fileName: "ace.log" }, runner);
  const report = JSON.parse(readFileSync(join(outdir, "report.json"), "utf8"));
  for (const part of report.assertions) {
    for (const claim of part.assertions) {
      const what = `${claim["earl:test"]["dct:title"]}: ${claim["earl:result"]["dct:description"]}`.slice(0, 400);
      found.push({ path: book, place: part["earl:testSubject"].url, what });
    }
  }
}
process.stdout.write("\n@" + JSON.stringify(found), () => process.exit(0));
