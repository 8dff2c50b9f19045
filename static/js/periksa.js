// Public document check: the hash of a chosen or dropped file is computed here and the file is not sent. Without this
// script, or where the browser has no crypto.subtle (http), the form sends it and the server compares.
(() => {
  "use strict";
  const tempat = document.querySelector("[data-cocok]");
  if (!tempat || !window.crypto || !window.crypto.subtle) return;
  const formulir = tempat.querySelector("form");
  const pilih = formulir.querySelector("input[type=file]");
  const hasil = tempat.querySelector("[data-hasil]");
  tempat.querySelectorAll("[data-skrip]").forEach((el) => { el.hidden = false; });

  const heks = (bita) => [...new Uint8Array(bita)].map((b) => b.toString(16).padStart(2, "0")).join("");
  let giliran = 0;
  const cocokkan = async (berkas) => {
    giliran += 1;
    const ini = giliran;
    hasil.textContent = tempat.dataset.menghitung;
    const sidik = heks(await crypto.subtle.digest("SHA-256", await berkas.arrayBuffer()));
    if (ini !== giliran) return;
    const calon = [...tempat.querySelectorAll("template[data-sha]")].find((t) => t.dataset.sha === sidik);
    hasil.replaceChildren((calon || tempat.querySelector("template[data-bukan]")).content.cloneNode(true));
    tempat.querySelector("[data-sidik]").textContent = sidik;
    tempat.querySelector("[data-sidik-anda]").hidden = false;
  };
  // A file too large for the memory of the browser, or one it cannot read, goes the way without script.
  const coba = (berkas) => {
    if (berkas.size > Number(tempat.dataset.maks)) { formulir.submit(); return; }
    cocokkan(berkas).catch(() => { hasil.textContent = ""; formulir.submit(); });
  };

  formulir.addEventListener("submit", (e) => {
    if (!pilih.files.length) return;
    e.preventDefault();
    coba(pilih.files[0]);
  });
  pilih.addEventListener("change", () => { if (pilih.files.length) coba(pilih.files[0]); });
  ["dragenter", "dragover"].forEach((nama) => formulir.addEventListener(nama, (e) => { e.preventDefault(); formulir.dataset.seret = ""; }));
  ["dragleave", "drop"].forEach((nama) => formulir.addEventListener(nama, () => { delete formulir.dataset.seret; }));
  formulir.addEventListener("drop", (e) => {
    e.preventDefault();
    if (!e.dataTransfer.files.length) return;
    pilih.files = e.dataTransfer.files;
    coba(pilih.files[0]);
  });
})();
