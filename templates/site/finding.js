"use strict";
// What the evidence browser and the search share: data, words, marks. Data come by script elements, since pages that
// were opened from disk may not fetch files.
globalThis.wsse ??= {};
(() => {
  const wsse = globalThis.wsse;
  const form = document.getElementById("finding");
  wsse.told = JSON.parse(form.dataset.told);
  wsse.language = document.documentElement.lang;

  // As in site/searchindex.py: the index was made of words that went through the same.
  const LIGATURES = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d" };
  wsse.fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]+/g, "")
    .replace(/[œæßøłđ]/g, (letter) => LIGATURES[letter]);
  let common = new Set();
  wsse.words = (text) => (wsse.fold(text).match(/[\p{L}\p{N}]+/gu) || []).filter((word) => !common.has(word));

  const waiting = new Map();
  const script = (path) => {
    if (!waiting.has(path)) {
      waiting.set(path, new Promise((done, failed) => {
        const element = document.createElement("script");
        element.src = form.dataset.root + "site/" + path;
        element.onload = done;
        element.onerror = () => failed(new Error(path));
        document.head.append(element);
      }));
    }
    return waiting.get(path);
  };

  // Returns data that site/data/<name>.js holds, parsed; the text is let go.
  const parsed = new Map();
  wsse.data = async (name) => {
    await script(`data/${name}.js`);
    if (!parsed.has(name)) {
      parsed.set(name, JSON.parse(wsse[name]));
      delete wsse[name];
      if (parsed.get(name).common) common = new Set(parsed.get(name).common);
    }
    return parsed.get(name);
  };

  // Returns the index that was made of texts; what is asked is asked in folded words.
  wsse.index = async (kept) => {
    await script("vendor/minisearch.js");
    return globalThis.MiniSearch.loadJS(kept, {
      fields: ["text"], tokenize: wsse.words, processTerm: (word) => word,
      searchOptions: { tokenize: wsse.words, processTerm: (word) => word },
    });
  };

  // Finds what has all words, else (`some`) what has some of them. The beginning of a word is enough from two letters
  // on, or in a single letter nobody could choose.
  wsse.find = (index, question) => {
    const options = { prefix: (word) => word.length > 1 };
    const all = index.search(question, { ...options, combineWith: "AND" });
    if (all.length || wsse.words(question).length < 2) return { found: all, some: false };
    return { found: index.search(question, { ...options, combineWith: "OR" }), some: true };
  };

  // Appends text to an element with the words of a question marked.
  wsse.marked = (parent, text, words) => {
    let end = 0;
    if (words.length) {
      for (const found of text.matchAll(/[\p{L}\p{N}\u0300-\u036f]+/gu)) {
        const folded = wsse.fold(found[0]);
        if (!words.some((word) => word === folded || (word.length > 1 && folded.startsWith(word)))) continue;
        parent.append(text.slice(end, found.index));
        parent.append(wsse.element("mark", {}, found[0]));
        end = found.index + found[0].length;
      }
    }
    parent.append(text.slice(end));
    return parent;
  };

  wsse.element = (name, given = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(given)) if (value) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  const plural = new Intl.PluralRules(wsse.language);
  const digits = new Intl.NumberFormat(wsse.language);
  wsse.counted = ([one, many], count, more = {}) =>
    Object.entries({ count: digits.format(count), ...more })
      .reduce((said, [key, value]) => said.replaceAll(`{${key}}`, value), plural.select(count) === "one" ? one : many);
  wsse.number = (count) => digits.format(count);

  // Copies an address; where the browser does not allow that, shows it to be copied by hand.
  wsse.copy = async (button, address) => {
    button.setAttribute("aria-live", "polite");
    try {
      await navigator.clipboard.writeText(address);
      const was = button.textContent;
      button.textContent = wsse.told.copied;
      setTimeout(() => { button.textContent = was; }, 2000);
    } catch {
      const field = wsse.element("input", { value: address, readonly: "readonly", "aria-label": wsse.told.address, class: "address" });
      button.replaceWith(field);
      field.focus();
      field.select();
    }
  };

  // The state of the page is in its address, `#q=…&theme=…`; one that came as `?q=…` moves there.
  wsse.state = () => {
    const hash = location.hash.slice(1);
    const given = new URLSearchParams(location.search);
    for (const [key, value] of new URLSearchParams(hash.includes("=") ? hash : "")) given.set(key, value);
    return given;
  };
  wsse.remember = (state, push) => {
    const hash = state.toString() ? `#${state}` : "";
    if (hash === location.hash && !location.search) return;
    const address = location.pathname + hash;
    try {
      if (push) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      location.hash = hash;
    }
  };
  // Says when the address changed by going back or forward, or by a link within the page; not for `#text`.
  wsse.moved = (then) => addEventListener("popstate", () => {
    if (!location.hash || location.hash.includes("=")) then();
  });

  // Typing is one step back, however many letters it has.
  wsse.typed = (field, then) => {
    let began = false;
    let timer;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => { then(!began); began = true; }, 60);
    });
    field.addEventListener("change", () => { began = false; });
  };
})();
