// Notes which pages of a file an evaluator is shown. Without this file a button on the page does it.
(() => {
  "use strict";
  const form = document.querySelector("form[data-baca]");
  if (!form) return;
  const halaman = () => {
    const cocok = /Halaman (\d+) dari/.exec(document.getElementById("j-pratinjau")?.textContent || "");
    return cocok ? cocok[1] : "";
  };
  let terakhir = null;
  const catat = () => {
    const hal = halaman();
    if (hal === terakhir) return;
    terakhir = hal;
    const isi = new FormData(form);
    isi.set("suar", "1");
    isi.set("hal", hal);
    fetch(form.action, { method: "POST", body: isi, credentials: "same-origin", keepalive: true })
      .catch(() => { terakhir = null; });
  };
  catat();
  document.addEventListener("htmx:afterSettle", catat);
})();
