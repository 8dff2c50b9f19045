// Keys of "Bandingkan butir", as at the desk: j/k next and previous butir, [ ] next and previous satker, and in the open
// form a–e, y, t or 1–5 choose an option. Every key does what a link, radio or button on the page does.
"use strict";
(() => {
  const cari = (p) => document.querySelector(p);
  const baris = () => [...document.querySelectorAll("[data-baris]")];
  const pilih = (kunci) => {
    const opsi = [...document.querySelectorAll("[data-opsi]")].find((o) => o.dataset.opsi.split(" ").includes(kunci));
    if (!opsi) return false;
    opsi.checked = true;
    const alasan = cari("#form-nilai [name=alasan]");
    if (alasan) alasan.focus();
    return true;
  };
  const geser = (arah) => {
    const semua = baris(), kini = semua.indexOf(document.activeElement.closest("[data-baris]"));
    const tuju = semua[Math.max(0, Math.min(semua.length - 1, kini + arah))];
    if (tuju) { tuju.focus(); tuju.scrollIntoView({ block: "nearest" }); }
  };
  document.addEventListener("keydown", (e) => {
    if (document.documentElement.dataset.pintasan === "mati" || e.repeat || e.altKey || e.metaKey) return;
    if (e.ctrlKey) {
      const f = e.key === "Enter" && e.target.closest("#form-nilai");
      if (f) { e.preventDefault(); f.requestSubmit(); }
      return;
    }
    if (e.target.closest("textarea, select, dialog, [contenteditable], input:not([type=radio])")) return;
    const kunci = e.key.toLowerCase();
    if (pilih(kunci)) { e.preventDefault(); return; }
    if (kunci === "[" || kunci === "]") { e.preventDefault(); geser(kunci === "]" ? 1 : -1); return; }
    const tautan = [...document.querySelectorAll("[data-pergi]")].find((a) => a.dataset.pergi.split(" ").includes(e.key));
    if (tautan) { e.preventDefault(); tautan.click(); }
  });
})();
