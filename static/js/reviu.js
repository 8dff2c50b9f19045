// Keys of the review page: a–e, y, t score; Enter agrees; u opens the next one. Each key presses a visible button, so
// nothing here can do what a mouse cannot. Off with the person's switch, while typing, with modifiers, on repeat.
"use strict";
(() => {
  const form = document.querySelector("[data-nilai]");
  const lanjut = document.querySelector("[data-lanjut]");
  document.addEventListener("keydown", (e) => {
    if (document.documentElement.dataset.pintasan === "mati" || e.repeat || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    const kunci = e.key.toLowerCase();
    if (kunci === "enter" && e.target.closest("a, button, summary")) return;
    if (kunci === "u" && lanjut) {
      e.preventDefault();
      lanjut.click();
      return;
    }
    const tombol = form && [...form.querySelectorAll("[data-kunci]")].find((b) => b.dataset.kunci === kunci);
    if (!tombol) return;
    e.preventDefault();
    tombol.click();
  });
})();
