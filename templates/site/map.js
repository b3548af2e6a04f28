"use strict";
// The map to explore: a theme that is chosen stands out with its neighbours, and what is known of it stands beside it.
(() => {
  const chart = document.querySelector(".chart");
  const drawing = chart.querySelector("svg");
  const card = document.getElementById("card");
  const rows = new Map([...document.querySelectorAll("li[data-theme]")].map((row) => [row.dataset.theme, row]));
  const nodes = [...drawing.querySelectorAll("a[data-theme]")];
  const lines = [...drawing.querySelectorAll("line[data-a]")];
  const hint = [...card.childNodes];
  card.hidden = false;

  let picked = "";
  const mark = (theme) => {
    const near = new Set(theme ? (rows.get(theme).dataset.near || "").split(" ") : []);
    for (const { dataset: { a, b } } of lines) {
      if (a === theme) near.add(b);
      if (b === theme) near.add(a);
    }
    drawing.classList.toggle("picking", Boolean(theme));
    for (const node of nodes) {
      const id = node.dataset.theme;
      node.parentNode.classList.toggle("picked", id === theme);
      node.parentNode.classList.toggle("near", near.has(id));
      if (id === theme) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    }
    for (const line of lines) line.classList.toggle("near", line.dataset.a === theme || line.dataset.b === theme);
  };

  const pick = (theme, push = true) => {
    picked = rows.has(theme) ? theme : "";
    mark(picked);
    card.replaceChildren(...(picked ? [] : hint));
    if (picked) {
      const node = nodes.find((one) => one.dataset.theme === picked);
      const sheet = drawing.parentNode;
      if (node) sheet.scrollLeft += (node.getBoundingClientRect().left + node.getBoundingClientRect().right) / 2 - sheet.getBoundingClientRect().left - sheet.clientWidth / 2;
      const copy = rows.get(picked).cloneNode(true);
      const title = document.createElement("h2");
      title.append(...copy.querySelector("h3").childNodes);
      copy.querySelector("h3").replaceWith(title);
      card.append(...copy.childNodes);
    }
    const hash = picked ? `#theme=${encodeURIComponent(picked)}` : "";
    if (!push || hash === location.hash) return;
    try { history.pushState(null, "", location.pathname + location.search + hash); } catch { location.hash = hash; }
  };

  const asked = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "").get("theme") || "";
  const follow = (event) => {
    const link = event.target.closest("[data-pick], a[data-theme]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const theme = link.dataset.pick || link.dataset.theme;
    // A second choice opens the page, as does Enter: keys already chose when they came here.
    if (!rows.has(theme) || (theme === picked && !link.dataset.pick) || (event.detail === 0 && !link.dataset.pick)) return;
    event.preventDefault();
    pick(theme);
  };
  drawing.addEventListener("click", follow);
  card.addEventListener("click", (event) => {
    follow(event);
    const node = nodes.find((one) => one.dataset.theme === picked);
    if (event.defaultPrevented && node) node.focus();
  });
  let pressed = false;
  drawing.addEventListener("pointerdown", () => { pressed = true; });
  addEventListener("pointerup", () => { pressed = false; });
  drawing.addEventListener("focusin", (event) => {
    const node = event.target.closest("a[data-theme]");
    if (node && !pressed && node.dataset.theme !== picked) pick(node.dataset.theme, false);
  });
  for (const node of nodes) {
    node.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && mark(node.dataset.theme));
    node.addEventListener("pointerleave", () => mark(picked));
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape" && picked) pick(""); });
  addEventListener("popstate", () => { if (!location.hash || location.hash.includes("=")) pick(asked(), false); });
  pick(asked(), false);
})();
