"use strict";
// The evidence browser: what the address asks for is searched, filtered and shown, fifty passages at a time.
(() => {
  const { wsse } = globalThis;
  const { told } = wsse;
  const PAGE = 50;
  const form = document.getElementById("finding");
  const list = document.getElementById("results");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const selects = [...form.querySelectorAll("select")];
  const names = new Map(selects.map((select) => [select.name, new Map([...select.options].map((o) => [o.value, o.textContent]))]));
  const SYMBOLS = { value: "◆", practice: "●", definition: "≡", proposal: "→", critique: "▽", policy: "⚑", indicator: "◫", question: "?" };
  const YES = 1, NO = 2, HIGH = 4, MIDDLE = 8, LOW = 16;
  const VOTES = { yes: YES, no: NO, high: HIGH, middle: MIDDLE, low: LOW };

  let data, index, indexing, shown = [], reached = 0, words = [];

  // Columns of small numbers: 20,000 passages are filtered in a few milliseconds.
  const columns = (given) => {
    const size = given.id.length;
    const made = {
      size,
      source: Uint16Array.from(given.source), kind: Uint8Array.from(given.kind), language: Uint8Array.from(given.language),
      from: new Uint8Array(size), region: new Uint8Array(size), vote: new Uint8Array(size).fill(NO),
      first: new Uint32Array(size + 1), spoken: Uint16Array.from(given.theme.flat()), open: new Set(given.open),
    };
    const kinds = [...new Set(given.sources.map((source) => source[4]))];
    made.values = {
      source: given.sources.map((source) => source[0]), kind: given.kinds, language: given.languages, from: kinds,
      region: given.regions, theme: given.themes,
    };
    for (let i = 0; i < size; i++) {
      const source = given.sources[given.source[i]];
      made.from[i] = kinds.indexOf(source[4]);
      made.region[i] = source[5];
      made.first[i + 1] = made.first[i] + given.theme[i].length;
    }
    for (const [i, votes] of Object.entries(given.votes)) {
      made.vote[i] = YES | (votes[4] >= 75 ? HIGH : votes[4] >= 50 ? MIDDLE : LOW);
    }
    // Without words to look for, what is in the reader's language comes first.
    const own = given.languages.indexOf(wsse.language);
    const all = [...made.language.keys()];
    made.order = Uint32Array.from([...all.filter((i) => made.language[i] === own), ...all.filter((i) => made.language[i] !== own)]);
    return { ...given, ...made };
  };

  const wanted = () => {
    const state = new URLSearchParams();
    const question = form.elements.q.value.trim();
    if (question) state.set("q", question);
    for (const select of selects) if (select.value) state.set(select.name, select.value);
    return state;
  };

  // Sets the fields to what the address says; a value that nobody knows is left out.
  const restore = () => {
    const state = wsse.state();
    form.elements.q.value = state.get("q") || "";
    for (const select of selects) {
      const value = state.get(select.name) || "";
      select.value = names.get(select.name).has(value) ? value : "";
    }
  };

  // Returns what passes all filters, in order, and for each filter how many each of its choices would leave.
  const filtered = (order) => {
    const size = order.length;
    const tests = selects.map((select) => {
      const { name, value } = select;
      if (name === "vote") return { name, mask: VOTES[value] || 0, at: value ? 0 : -1 };
      return { name, column: data[name], at: value ? data.values[name].indexOf(value) : -1 };
    });
    const counts = tests.map((test) => new Uint32Array(test.name === "vote" ? 5 : data.values[test.name].length));
    const totals = new Uint32Array(tests.length);
    const found = new Uint32Array(size);
    let length = 0;
    for (let n = 0; n < size; n++) {
      const i = order[n];
      let failed = -1, fails = 0;
      for (let t = 0; t < tests.length && fails < 2; t++) {
        const test = tests[t];
        if (test.at < 0) continue;
        let passes = false;
        if (test.name === "vote") passes = (data.vote[i] & test.mask) !== 0;
        else if (test.name === "theme") {
          for (let k = data.first[i]; k < data.first[i + 1] && !passes; k++) passes = data.spoken[k] === test.at;
        } else passes = test.column[i] === test.at;
        if (!passes) { failed = t; fails++; }
      }
      if (fails > 1) continue;
      if (!fails) found[length++] = i;
      for (let t = fails ? failed : 0; t < (fails ? failed + 1 : tests.length); t++) {
        totals[t]++;
        const test = tests[t];
        if (test.name === "vote") for (let b = 0; b < 5; b++) counts[t][b] += (data.vote[i] >> b) & 1;
        else if (test.name === "theme") for (let k = data.first[i]; k < data.first[i + 1]; k++) counts[t][data.spoken[k]]++;
        else counts[t][test.column[i]]++;
      }
    }
    return { found: found.subarray(0, length), counts, totals };
  };

  const label = (counts, totals) => {
    selects.forEach((select, t) => {
      const values = select.name === "vote" ? ["yes", "no", "high", "middle", "low"] : data.values[select.name];
      const at = new Map(values.map((value, place) => [value, place]));
      for (const option of select.options) {
        const number = option.value ? counts[t][at.get(option.value)] ?? 0 : totals[t];
        option.textContent = `${names.get(select.name).get(option.value)} (${wsse.number(number)})`;
      }
    });
  };

  const address = (i) => {
    const page = form.dataset.source.replace("SOURCE", encodeURIComponent(data.sources[data.source[i]][1]));
    return `${page}#e-${data.id[i]}`;
  };

  const votes = (i) => {
    const [agree, half, disagree, unknown, share, low, high] = data.votes[i];
    return wsse.counted(told.votes, agree + half + disagree + unknown, { total: wsse.number(agree + half + disagree + unknown), share, low, high });
  };

  const item = (i) => {
    const { element } = wsse;
    const kind = data.kinds[data.kind[i]];
    const source = data.sources[data.source[i]];
    const language = data.languages[data.language[i]];
    const quote = element("blockquote", { lang: language === wsse.language ? "" : language },
      wsse.marked(element("p"), data.quote[i], words));
    const what = element("p", { class: "known" });
    if (data.label[i]) what.append(element("span", { class: "label" }, data.label[i]), " · ");
    what.append(`${SYMBOLS[kind] || ""} ${names.get("kind").get(kind)}`);
    for (const theme of data.theme[i]) {
      const id = data.themes[theme];
      what.append(" · ", element("a", { href: form.dataset.theme.replace("THEME", encodeURIComponent(id)) }, names.get("theme").get(id) || id));
    }
    const where = element("p", { class: "known" },
      element("a", { href: address(i), lang: source[3] === wsse.language ? "" : source[3] }, source[2]));
    if (data.page[i]) where.append(", " + told.page.replace("{page}", data.page[i]));
    if (data.open.has(i)) where.append(" · " + told.open);
    const copy = element("button", { type: "button", class: "copy", "data-address": address(i) }, told.copy);
    where.append(" ", copy);
    const made = element("li", { class: "said", id: `r-${data.id[i]}` }, quote, what);
    if (data.votes[i]) made.append(element("p", { class: "known votes" }, votes(i)));
    made.append(where);
    return made;
  };

  const show = () => {
    const page = document.createDocumentFragment();
    for (const end = Math.min(reached + PAGE, shown.length); reached < end; reached++) page.append(item(shown[reached]));
    list.append(page);
    more.hidden = reached >= shown.length;
  };

  const ready = async () => {
    indexing ??= wsse.data("evidence-index").then(wsse.index);
    index ??= await indexing;
  };

  let turn = 0;
  const render = async () => {
    const mine = ++turn;
    words = wsse.words(form.elements.q.value);
    let order = null, some = false;
    if (words.length) {
      if (!index) {
        count.textContent = told.loading;
        await ready();
        if (mine !== turn) return;
      }
      const asked = wsse.find(index, form.elements.q.value);
      order = asked.found.map((one) => one.id);
      some = asked.some;
    }
    const { found, counts, totals } = filtered(order ?? data.order);
    shown = found;
    reached = 0;
    list.replaceChildren();
    count.textContent = !found.length ? told.none
      : wsse.counted(told.found, found.length) + (some ? ". " + told.some : "");
    show();
    label(counts, totals);
    list.dataset.turn = turn;
  };

  const changed = (push) => {
    wsse.remember(wanted(), push);
    render().catch(failed);
  };

  const failed = (error) => {
    count.textContent = told.failed;
    console.warn(error);
  };

  const start = async () => {
    form.hidden = false;
    restore();
    // On a phone the choices would fill the screen before anything is found.
    const unset = selects.every((select) => !select.value);
    if (unset && matchMedia("(max-width: 44rem)").matches) document.getElementById("filters").open = false;
    count.textContent = told.loading;
    data = columns(await wsse.data("evidence"));
    await render();
    wsse.typed(form.elements.q, changed);
    for (const select of selects) select.addEventListener("change", () => changed(true));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => changed(true)));
    wsse.moved(() => { restore(); render().catch(failed); });
    more.addEventListener("click", () => {
      const first = reached;
      show();
      const next = list.children[first];
      next.tabIndex = -1;
      next.focus();
    });
    document.getElementById("copy").addEventListener("click", (event) => wsse.copy(event.currentTarget, location.href));
    list.addEventListener("click", (event) => {
      const button = event.target.closest(".copy");
      if (button) wsse.copy(button, new URL(button.dataset.address, location.href).href);
    });
    // Whoever begins to type finds the index there.
    ready().then(() => { list.dataset.ready = "yes"; }).catch(failed);
  };
  start().catch(failed);
})();
