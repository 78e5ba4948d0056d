"use strict";
(() => {
  const nodes = new Map([...document.querySelectorAll(".node")].map(node => [node.dataset.image, node]));
  const edges = [...document.querySelectorAll(".edge")];

  // The chosen image, and what it is built on, stand out in the picture.
  const choose = () => {
    const chosen = decodeURIComponent(location.hash).slice("#image-".length);
    const lineage = new Set([chosen]);
    for (const name of lineage) {
      for (const edge of edges) if (edge.dataset.to === name) lineage.add(edge.dataset.from);
    }
    nodes.forEach((node, name) => node.classList.toggle("chosen", name === chosen));
    edges.forEach(edge => edge.classList.toggle("lineage", lineage.has(edge.dataset.to)));
    document.getElementById("details").scrollTop = 0;
  };
  addEventListener("hashchange", choose);
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
