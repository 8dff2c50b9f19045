// Keys of the preview: "[" and "]" turn the page. The links beside them do the same without this file.
(() => {
  "use strict";
  const TOMBOL = { "[": "[data-hal-sebelum]", "]": "[data-hal-sesudah]" };
  document.addEventListener("keydown", (e) => {
    const pemilih = TOMBOL[e.key];
    if (!pemilih || e.ctrlKey || e.altKey || e.metaKey || e.repeat || e.defaultPrevented) return;
    if (document.documentElement.dataset.pintasan === "mati") return;
    if (e.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const tautan = document.querySelector(pemilih);
    if (!tautan) return;
    e.preventDefault();
    tautan.click();
  });
})();
