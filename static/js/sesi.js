// Clocks of a desk session. The server counts; this only moves the display between two answers of it, and keeps the
// shared screen in step. Without this file the pages show the time at which they were loaded.
(() => {
  "use strict";
  const dua = (n) => String(n).padStart(2, "0");
  const tulis = (detik) => {
    const d = Math.abs(detik), jam = Math.floor(d / 3600), menit = Math.floor((d % 3600) / 60);
    return jam ? `${jam}:${dua(menit)}:${dua(d % 60)}` : `${dua(menit)}:${dua(d % 60)}`;
  };
  let jam = [];
  const pasang = () => {
    const sejak = performance.now();
    jam = [...document.querySelectorAll("[data-detik]")].map((el) => ({ el, awal: Number(el.dataset.detik), sejak }));
  };
  const gerak = () => jam.forEach(({ el, awal, sejak }) => {
    const sisa = awal - Math.floor((performance.now() - sejak) / 1000);
    el.querySelector("[data-angka]").textContent = tulis(sisa);
    el.querySelector("[data-kata]").textContent = sisa < 0 ? "lewat" : "sisa";
    el.classList.toggle("zi-teks-danger", sisa < 0);
  });
  pasang();
  setInterval(gerak, 500);

  // The shared screen asks every 5 s; an unchanged session answers 304 and costs nothing.
  const layar = document.querySelector("[data-layar]");
  if (!layar || "hemat" in layar.dataset) return;
  let tanda = "";
  setInterval(async () => {
    try {
      const jawab = await fetch(location.pathname, { headers: tanda ? { "If-None-Match": tanda } : {}, cache: "no-store" });
      if (jawab.status !== 200 || jawab.redirected) return;
      tanda = jawab.headers.get("ETag") || "";
      const isi = new DOMParser().parseFromString(await jawab.text(), "text/html").querySelector("[data-layar]");
      if (isi) { layar.replaceChildren(...isi.childNodes); pasang(); }
    } catch { /* the next round asks again; the clock keeps counting */ }
  }, 5000);
})();
