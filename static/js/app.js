// Small helpers of every signed-in page. Each page works without this file.
(() => {
  "use strict";
  const akar = document.documentElement;

  // One sentence for screen readers in the single status region. Other scripts: document.dispatchEvent(
  // new CustomEvent("zi:kabar", {detail: {value: "…"}})); a server answer: HX-Trigger: {"zi:kabar": "…"}.
  const kabar = (kalimat) => {
    const tempat = document.getElementById("live");
    if (!tempat) return;
    tempat.textContent = "";
    setTimeout(() => { tempat.textContent = kalimat; }, 50);
  };
  document.addEventListener("zi:kabar", (e) => kabar(e.detail.value));

  // Menus: one open at a time; Escape and a click elsewhere close them.
  const menu = () => document.querySelectorAll("details.zi-menu[open]");
  document.addEventListener("click", (e) => menu().forEach((m) => { if (!m.contains(e.target)) m.open = false; }));
  document.addEventListener("focusin", (e) => menu().forEach((m) => { if (!m.contains(e.target)) m.open = false; }));
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    menu().forEach((m) => { m.open = false; m.querySelector("summary").focus(); });
  });

  // "/" goes to the search box, unless the person is typing, holds a modifier, or switched shortcuts off.
  const mengetik = (el) => el.closest("input, textarea, select, dialog, [contenteditable]");
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.altKey || e.metaKey || e.repeat || e.defaultPrevented) return;
    const cari = document.getElementById("cari-q");
    if (!cari || akar.dataset.pintasan === "mati" || mengetik(e.target)) return;
    e.preventDefault();
    cari.focus();
    cari.select();
  });

  // Undo bars leave after their seconds and wait while they have the pointer or the focus.
  const jalankanBatalkan = (bilah) => {
    let sisa = Number(bilah.dataset.batalkan);
    const detak = setInterval(() => {
      if (!bilah.isConnected) { clearInterval(detak); return; }
      if (bilah.matches(":hover, :focus-within") || document.hidden) return;
      sisa -= 1;
      if (sisa <= 0) { clearInterval(detak); bilah.remove(); }
    }, 1000);
  };

  // Bulk bars: how many rows are ticked.
  const hitungBilah = (bilah) => {
    const formulir = bilah.closest("form");
    const tempat = bilah.querySelector("[data-hitung]");
    if (!formulir || !tempat) return;
    const hitung = () => {
      const n = formulir.querySelectorAll('input[name="pilih"]:checked').length;
      tempat.textContent = `${n} dipilih:`;
      tempat.hidden = n === 0;
      bilah.querySelector("[data-tanpa-hitung]").hidden = n > 0;
    };
    formulir.addEventListener("change", hitung);
    hitung();
  };

  const pasang = (bagian) => {
    const semua = (pemilih) => [...(bagian.matches && bagian.matches(pemilih) ? [bagian] : []), ...bagian.querySelectorAll(pemilih)];
    semua("[data-batalkan]").forEach(jalankanBatalkan);
    semua("[data-bilah]").forEach(hitungBilah);
  };
  pasang(document);

  // After a swap the reader continues at the marked heading or error summary.
  document.addEventListener("htmx:load", (e) => {
    if (e.target === document.body) return;
    pasang(e.target);
    const tujuan = e.target.matches("[data-fokus]") ? e.target : e.target.querySelector("[data-fokus]");
    if (tujuan) tujuan.focus();
  });
  const gagal = () => kabar("Permintaan gagal. Periksa jaringan, lalu coba lagi.");
  document.addEventListener("htmx:sendError", gagal);
  document.addEventListener("htmx:responseError", gagal);

  // The button of a native file control speaks the language of the browser: a label takes its place.
  document.querySelectorAll('input[type="file"].form-control').forEach((masukan) => {
    if (masukan.closest("[data-zona]")) return;
    const bingkai = document.createElement("span"), tombol = document.createElement("label"), nama = document.createElement("span");
    bingkai.className = "zi-aksi position-relative";
    tombol.className = "btn btn-outline-secondary";
    tombol.htmlFor = masukan.id;
    tombol.textContent = "Pilih berkas";
    const tulis = () => { nama.textContent = [...masukan.files].map((f) => f.name).join(", ") || "Belum ada berkas dipilih."; };
    masukan.classList.replace("form-control", "visually-hidden");
    masukan.replaceWith(bingkai);
    bingkai.append(masukan, tombol, nama);
    masukan.addEventListener("change", tulis);
    tulis();
  });

  // A second click on the same button would show the answer to the repetition ("sudah ada") instead of the success.
  // Forms that a script sends itself have been stopped before they come here.
  document.addEventListener("submit", (e) => {
    if (e.defaultPrevented || e.target.method !== "post") return;
    if ("terkirim" in e.target.dataset) e.preventDefault(); else e.target.dataset.terkirim = "";
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-terkirim]").forEach((f) => { delete f.dataset.terkirim; }));

  // Whoever logs out leaves no drafts on this device (simpan.js keeps them under this prefix).
  document.querySelectorAll('form[action$="/keluar/"]').forEach((f) => f.addEventListener("submit", () => {
    try {
      Object.keys(localStorage).filter((k) => k.startsWith("zi-draf:")).forEach((k) => localStorage.removeItem(k));
    } catch { /* no storage, no drafts */ }
  }));

  // Paper shows what is folded on the screen.
  let dibuka = [];
  addEventListener("beforeprint", () => {
    dibuka = [...document.querySelectorAll("main details:not([open])")];
    dibuka.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => { dibuka.forEach((d) => { d.open = false; }); });
  document.querySelectorAll("[data-cetak]").forEach((t) => { t.hidden = false; t.addEventListener("click", () => print()); });
  const pertama = document.querySelector("[autofocus][data-fokus]");
  if (pertama) pertama.focus();
})();
