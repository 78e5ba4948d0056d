"use strict";
(() => {
  const nodes = new Map([...document.querySelectorAll(".node")].map(node => [node.dataset.image, node]));
  const edges = [...document.querySelectorAll(".edge")];
  const prefix = "#image-";

  // Scrolls the picture, and not the page.
  const reveal = node => {
    const frame = node.closest(".scroll");
    const [outer, inner] = [frame.getBoundingClientRect(), node.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      frame.scrollTop += inner.top - outer.top - outer.height / 2;
    }
    if (inner.left < outer.left || inner.right > outer.right) {
      frame.scrollLeft += inner.left - outer.left - outer.width / 2;
    }
  };

  // The chosen image, and what it is built on, stand out in the picture.
  const choose = () => {
    const chosen = decodeURIComponent(location.hash).slice(prefix.length);
    const lineage = new Set([chosen]);
    for (const name of lineage) {
      for (const edge of edges) if (edge.dataset.to === name) lineage.add(edge.dataset.from);
    }
    nodes.forEach((node, name) => node.classList.toggle("chosen", name === chosen));
    edges.forEach(edge => edge.classList.toggle("lineage", lineage.has(edge.dataset.to)));
    document.getElementById("details").scrollTop = 0;
    if (nodes.has(chosen)) reveal(nodes.get(chosen));
  };

  // Where the details stand beside the picture, the page stays where it is.
  let place;
  addEventListener("click", event => {
    const isBeside = getComputedStyle(document.getElementById("details")).position === "sticky";
    place = isBeside && event.target.closest(`a[href^="${prefix}"]`) ? scrollY : undefined;
  });
  addEventListener("hashchange", () => {
    if (place !== undefined) scrollTo(0, place);
    choose();
  });
  const first = document.querySelector(".node.failed") ?? document.querySelector(".node");
  if (first) reveal(first);
  choose();

  const rows = [...document.querySelectorAll("#list tbody tr")];
  document.getElementById("filter").addEventListener("input", event => {
    const words = event.target.value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
    }
  });
})();
