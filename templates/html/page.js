"use strict";
// A convenience: without it everything can be read, followed and copied by hand.
(() => {
  const text = document.getElementById("text");
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) links.set(decodeURIComponent(link.hash.slice(1)), link);
  const mark = () => {
    let current;
    for (const [id, link] of links) {
      const place = document.getElementById(id);
      if (place && place.getBoundingClientRect().top < innerHeight / 3) current = link;
    }
    for (const link of links.values()) {
      if (link === current) {
        if (link.getAttribute("aria-current")) continue;
        link.setAttribute("aria-current", "location");
        const box = link.closest(".contents");
        if (getComputedStyle(box).position === "sticky") {
          box.scrollTop += link.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
        }
      } else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
  for (const box of document.querySelectorAll(".cite")) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-live", "polite");
    button.textContent = text.dataset.copy;
    button.addEventListener("click", async () => {
      const quote = box.closest("figure").querySelector("blockquote").innerText.trim();
      const words = `${text.dataset.quoted.replace("{word}", () => quote)}\n${box.querySelector("p").innerText.trim()}`;
      await navigator.clipboard.writeText(words);
      button.textContent = text.dataset.copied;
    });
    if (navigator.clipboard) box.append(button);
  }
})();
