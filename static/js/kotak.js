// The inbox (ux W5): folders as files with their path, the table kept fresh after uploads, targets by keyboard.
// Without this file the same forms upload, fill and save.
(() => {
  "use strict";
  const akar = document.querySelector("[data-unggah][data-kotak]");
  const tempat = document.querySelector("[data-isi-kotak]");

  // --- folders ------------------------------------------------------------------------------------------------------
  const serahkan = (pasangan) => {
    const folder = new Map(pasangan.map(([f, jalur]) => [f, jalur]));
    akar.dispatchEvent(new CustomEvent("unggah:tambah", {detail: {berkas: [...folder.keys()], folder}}));
  };
  const induk = (jalur) => jalur.split("/").slice(0, -1).join("/");
  const terlihat = (nama) => !nama.startsWith(".") && !["thumbs.db", "desktop.ini"].includes(nama.toLowerCase());
  const telusuri = async (entri, jalur) => {
    if (entri.isFile) {
      const berkas = await new Promise((ok, gagal) => { entri.file(ok, gagal); });
      return terlihat(berkas.name) ? [[berkas, jalur]] : [];
    }
    const pembaca = entri.createReader(), hasil = [];
    for (;;) {
      const bagian = await new Promise((ok, gagal) => { pembaca.readEntries(ok, gagal); });
      if (!bagian.length) return hasil;
      for (const anak of bagian) hasil.push(...await telusuri(anak, jalur ? `${jalur}/${entri.name}` : entri.name));
    }
  };
  if (akar) {
    const pilih = akar.querySelector("#pilih-folder");
    akar.querySelector("[data-folder]").hidden = false;
    pilih.addEventListener("change", () => {
      serahkan([...pilih.files].filter((f) => terlihat(f.name)).map((f) => [f, induk(f.webkitRelativePath)]));
      pilih.value = "";
    });
    // A dropped folder comes as an entry; unggah.js only knows files, so it is unfolded before it hears of the drop.
    addEventListener("drop", (e) => {
      const entri = akar.contains(e.target)
        ? [...(e.dataTransfer?.items || [])].map((i) => i.webkitGetAsEntry?.()).filter(Boolean) : [];
      if (!entri.some((x) => x.isDirectory)) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      delete akar.querySelector("[data-zona]").dataset.seret;
      Promise.all(entri.map((x) => telusuri(x, ""))).then((daftar) => serahkan(daftar.flat())).catch(() => {
        document.dispatchEvent(new CustomEvent("zi:kabar", {detail: {value: "Folder tidak terbaca. Pakai tombol Pilih folder."}}));
      });
    }, true);

    // --- after the uploads ------------------------------------------------------------------------------------------
    akar.addEventListener("unggah:tersimpan", () => {
      if (!("lanjut" in akar.dataset)) return;
      const baris = akar.querySelector("[data-lanjut-tautan]");
      baris.hidden = false;
      baris.querySelector("a").textContent = "Cocokkan berkas di kotak masuk";
    });
    akar.addEventListener("unggah:selesai", (e) => {
      // From the home the person goes on by itself, unless something there still wants to be read.
      if ("lanjut" in akar.dataset) {
        if (e.detail.tersimpan && !e.detail.tindakan) location.assign(akar.dataset.kotak);
      } else if (e.detail.tersimpan) segarkan(true);
    });
  }
  if (!tempat) return;

  // --- the table ----------------------------------------------------------------------------------------------------
  const semuaBaris = () => [...tempat.querySelectorAll("[data-baris] > tr")];
  const kodeDi = (tr) => tr.querySelector("[data-kode]");
  const teksSoal = () => new Map([...tempat.querySelectorAll("#daftar-soal option")].map((o) => [o.value.toLowerCase(), o.textContent]));
  const akanDisimpan = (tr) => {
    const aksi = tr.querySelector("[name^=aksi-]");
    if (aksi) return aksi.value === "tautkan" && kodeDi(tr).value.trim() !== "";
    return kodeDi(tr).value.trim() !== "" && tr.dataset.keadaan !== "luar";
  };
  const hitung = () => {
    const n = tempat.querySelector("[data-akan]");
    if (!n) return;
    const akan = semuaBaris().filter(akanDisimpan), tebakan = akan.filter((tr) => tr.dataset.keadaan === "periksa").length;
    n.textContent = akan.length;
    tempat.querySelector("[data-akan-kata]").hidden = akan.length === 0;
    tempat.querySelector("[data-tebakan-n]").textContent = tebakan;
    tempat.querySelector("[data-tebakan]").hidden = tebakan === 0;
  };
  const periksa = (tr, teks) => {
    const kode = kodeDi(tr), nilai = kode.value.trim(), berubah = nilai !== kode.dataset.awal;
    const depan = nilai.split(/[\s:–—]/)[0].toLowerCase();
    const isi = teks.get(nilai.toLowerCase()) || teks.get(depan);
    if (!berubah) return hitung();
    tr.querySelector("[data-soal]").textContent = isi || (nilai ? "Kode diperiksa saat disimpan." : "");
    if (!tr.querySelector("[name^=aksi-]")) {
      tr.dataset.keadaan = nilai ? "diisi" : "pilih";
      const chip = tr.querySelector("[data-chip] .zi-chip");
      chip.className = `zi-chip zi-chip-${nilai ? "info" : "danger"}`;
      chip.textContent = nilai ? "dipilih" : "PILIH";
    }
    return hitung();
  };
  const masukKe = (el) => { el.focus({preventScroll: true}); el.scrollIntoView({block: "center"}); };
  const berikut = (tr) => {
    const daftar = semuaBaris(), i = daftar.indexOf(tr);
    const kosong = [...daftar.slice(i + 1), ...daftar.slice(0, i)].find((x) => x.dataset.keadaan === "pilih" && !kodeDi(x).value.trim());
    masukKe(kosong ? kodeDi(kosong) : tempat.querySelector("[data-simpan]"));
  };

  tempat.addEventListener("input", (e) => {
    const tr = e.target.closest("[data-baris] > tr");
    if (tr && e.target.matches("[data-kode]")) periksa(tr, teksSoal());
  });
  tempat.addEventListener("change", (e) => {
    const tr = e.target.closest("[data-baris] > tr");
    if (tr) periksa(tr, teksSoal());
  });
  tempat.addEventListener("keydown", (e) => {
    const tr = e.target.closest("[data-baris] > tr");
    // Enter says "this one is done", it never saves the page by surprise.
    if (e.key !== "Enter" || !tr || e.target.tagName !== "INPUT" || e.isComposing) return;
    e.preventDefault();
    if (e.target.matches("[data-kode]")) { periksa(tr, teksSoal()); berikut(tr); }
  });
  tempat.addEventListener("click", (e) => {
    const pakai = e.target.closest("[data-pakai]");
    if (pakai) {
      const tr = pakai.closest("tr"), lama = kodeDi(tr).value.trim();
      kodeDi(tr).value = pakai.dataset.pakai;
      if (lama) {  // the button now offers the way back
        pakai.firstChild.textContent = lama;
        pakai.dataset.pakai = lama;
      }
      periksa(tr, teksSoal());
      return;
    }
    if (!e.target.closest("button[value=terapkan]")) return;
    e.preventDefault();
    const isi = (id) => tempat.querySelector(id).value.trim();
    const [tanggal, triwulan] = [isi("#semua-tanggal"), isi("#semua-triwulan")];
    let n = 0;
    semuaBaris().forEach((tr) => {
      [["[data-tanggal]", tanggal], ["[data-triwulan]", triwulan]].forEach(([p, nilai]) => {
        const el = tr.querySelector(p);
        if (nilai && !el.value.trim()) { el.value = nilai; n += 1; }
      });
    });
    document.dispatchEvent(new CustomEvent("zi:kabar", {detail: {value: `${n} kolom terisi.`}}));
  });

  // New rows come from the page as the server draws it now; what was typed in the rows that stay is put back.
  const segarkan = async (fokus) => {
    const jawab = await fetch(location.pathname + location.search.replace(/[?&]urung=[^&]*/, ""), {credentials: "same-origin"}).catch(() => null);
    if (!jawab?.ok) return;
    const dok = new DOMParser().parseFromString(await jawab.text(), "text/html");
    const baru = dok.querySelector("[data-isi-kotak]");
    if (!baru) return;
    const ketik = new Map([...tempat.querySelectorAll("[data-baris] [name], #semua-tanggal, #semua-triwulan")].map((el) => [el.id, el.value]));
    const diubah = new Set(semuaBaris().filter((tr) => kodeDi(tr).value.trim() !== kodeDi(tr).dataset.awal).map((tr) => tr.id));
    const kini = document.activeElement, aktif = tempat.contains(kini) ? kini.id : "";
    tempat.replaceChildren(...[...baru.childNodes].map((n) => document.adoptNode(n)));
    tempat.toggleAttribute("data-tunggu", baru.hasAttribute("data-tunggu"));
    ketik.forEach((nilai, id) => { const el = id && document.getElementById(id); if (el) el.value = nilai; });
    const teks = teksSoal();
    semuaBaris().forEach((tr) => { if (diubah.has(tr.id)) periksa(tr, teks); });
    hitung();
    ["[data-tahap]", "nav[aria-label='Halaman data dukung']"].forEach((p) => {
      const kini = dok.querySelector(p), lama = document.querySelector(p);
      if (kini && lama) lama.replaceWith(document.adoptNode(kini));
    });
    if (aktif) document.getElementById(aktif)?.focus();
    else if (fokus && (kini === document.body || akar?.contains(kini))) masukAwal();
    tunggu();
  };
  const masukAwal = () => {
    const tr = semuaBaris().find((x) => x.dataset.keadaan === "pilih");
    const el = tr ? kodeDi(tr) : tempat.querySelector("[data-simpan]");
    if (el) masukKe(el);
  };

  // While an archive is being opened the page asks again, less and less often.
  let ke = 0, jam = 0;
  const tunggu = () => {
    clearTimeout(jam);
    if (!tempat.hasAttribute("data-tunggu")) { ke = 0; return; }
    jam = setTimeout(() => segarkan(false), [2000, 2000, 2000, 5000][ke] || 15000);
    ke += 1;
  };
  hitung();
  tunggu();
  const galat = tempat.querySelector("[aria-invalid=true], [data-fokus]");
  if (galat) masukKe(galat); else if (semuaBaris().length && !document.querySelector("[data-batalkan]")) masukAwal();
})();
