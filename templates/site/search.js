"use strict";
// The full-text search: publications in the language of the page, then in the others, then passages of the sources.
(() => {
  const { wsse } = globalThis;
  const { told } = wsse;
  const form = document.getElementById("finding");
  const field = form.elements.q;
  const results = document.getElementById("results");
  const count = document.getElementById("count");
  const FIRST = 8, AROUND = 140;
  const { element } = wsse;

  const loaded = new Map();
  const load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, wsse.data(name).then(async (data) => ({ data, index: await wsse.index(data.index) })));
    }
    return loaded.get(name);
  };
  let evidence;
  const passages = () => {
    evidence ??= Promise.all([wsse.data("evidence"), wsse.data("evidence-index").then(wsse.index)]);
    return evidence;
  };

  // Returns the part of a text where most words of the question stand together.
  const excerpt = (text, words) => {
    const places = [];
    for (const found of text.matchAll(/[\p{L}\p{N}\u0300-\u036f]+/gu)) {
      const folded = wsse.fold(found[0]);
      const word = words.find((one) => one === folded || (one.length > 1 && folded.startsWith(one)));
      if (word) places.push([found.index, word]);
      if (places.length > 400) break;
    }
    let best = places.length ? places[0][0] : 0, most = 0;
    for (let i = 0; i < places.length; i++) {
      const near = new Set();
      for (let j = i; j < places.length && places[j][0] < places[i][0] + AROUND; j++) near.add(places[j][1]);
      if (near.size > most) [best, most] = [places[i][0], near.size];
    }
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, best - AROUND / 2)) + 1);
    const space = text.indexOf(" ", Math.min(text.length, best + AROUND));
    const to = space < 0 ? text.length : space;
    return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  };

  const section = ({ data }, number, language, words) => {
    const [edition, anchor, heading, text] = data.sections[number];
    const [title, path] = data.editions[edition];
    const href = form.dataset.root + path + (anchor ? `#${encodeURIComponent(anchor)}` : "");
    const lang = language === wsse.language ? "" : language;
    return element("li", { class: "said", lang },
      element("p", { class: "place" }, element("a", { href }, heading || title), heading ? ` · ${title}` : ""),
      wsse.marked(element("p", { class: "excerpt" }), excerpt(text, words), words));
  };

  const passage = (data, number, words) => {
    const source = data.sources[data.source[number]];
    const page = form.dataset.source.replace("SOURCE", encodeURIComponent(source[1]));
    const language = data.languages[data.language[number]];
    return element("li", { class: "said" },
      element("blockquote", { lang: language === wsse.language ? "" : language }, wsse.marked(element("p"), data.quote[number], words)),
      element("p", { class: "known" },
        element("a", { href: `${page}#e-${data.id[number]}`, lang: source[3] === wsse.language ? "" : source[3] }, source[2]),
        data.page[number] ? ", " + told.page.replace("{page}", data.page[number]) : ""));
  };

  // Adds a part of the results: a heading, the first of what was found, and a button for the rest.
  const part = (title, found, made, lang, after) => {
    const list = element("ol", { class: "plain passages" });
    const add = (from, to) => list.append(...found.slice(from, to).map((one) => made(one.id)));
    add(0, FIRST);
    results.append(element("h2", { lang }, `${title} (${wsse.number(found.length)})`), list);
    if (after) results.append(after);
    else if (found.length > FIRST) {
      const more = element("button", { type: "button" }, told.more);
      more.addEventListener("click", () => {
        add(FIRST);
        more.remove();
        list.children[FIRST].tabIndex = -1;
        list.children[FIRST].focus();
      });
      results.append(element("p", {}, more));
    }
  };

  let turn = 0;
  const render = async () => {
    const mine = ++turn;
    const question = field.value;
    if (!question.trim()) {
      results.replaceChildren();
      count.textContent = "";
      return;
    }
    if (!results.children.length) count.textContent = told.loading;
    const parts = [];
    for (const [code, called] of told.languages) {
      const texts = await load(`texts-${code}`).catch(() => null);
      if (mine !== turn) return;
      if (texts) parts.push({ code, called, texts, ...wsse.find(texts.index, question) });
    }
    const [data, index] = await passages();
    if (mine !== turn) return;
    const said = wsse.find(index, question);
    // Where something has all the words, what has only some of them is left out.
    const whole = [...parts, said].some((one) => one.found.length && !one.some);
    if (whole) for (const one of [...parts, said]) if (one.some) one.found = [];
    const words = wsse.words(question);
    const total = [...parts, said].reduce((sum, one) => sum + one.found.length, 0);
    results.replaceChildren();
    count.textContent = total ? wsse.counted(told.found, total) + (whole ? "" : ". " + told.some) : told.none;
    for (const { code, called, texts, found } of parts) {
      if (found.length) part(told.texts.replace("{language}", called), found, (id) => section(texts, id, code, words));
    }
    if (said.found.length) {
      const all = said.found.length > FIRST
        ? element("p", { class: "more" }, element("a", { href: `${form.dataset.browser}#${new URLSearchParams({ q: question.trim() })}` }, told.all))
        : null;
      part(told.passages, said.found, (id) => passage(data, id, words), "", all);
    }
    results.dataset.turn = turn;
  };

  const failed = (error) => {
    count.textContent = told.failed;
    console.warn(error);
  };
  const restore = () => { field.value = wsse.state().get("q") || ""; };
  form.hidden = false;
  restore();
  render().catch(failed);
  wsse.typed(field, (push) => {
    wsse.remember(new URLSearchParams(field.value.trim() ? { q: field.value.trim() } : {}), push);
    render().catch(failed);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  wsse.moved(() => { restore(); render().catch(failed); });
  // What will be asked first is fetched before anybody asks.
  load(`texts-${told.languages[0][0]}`).then(passages).then(() => { results.dataset.ready = "yes"; }).catch(() => {});
})();
