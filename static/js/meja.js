// Scoring page: one key, one score, and the page moves on only after the server said what it stored. Every key has a
// button on the page; without this file the same buttons send plain forms.
(() => {
  "use strict";
  const cari = (p, d = document) => d.querySelector(p);
  const semua = (p, d = document) => [...d.querySelectorAll(p)];
  const kabar = (kalimat) => document.dispatchEvent(new CustomEvent("zi:kabar", { detail: { value: kalimat } }));
  const gudang = (kerja, gantinya) => { try { return kerja(localStorage); } catch { return gantinya; } };
  const TUNGGU = 15000; // ms until an answer counts as lost
  let sibuk = false; // a save or a move is under way
  let frasa = false; // the next digit picks a phrase …
  let putusan = false; // … or a verdict on the open file
  let menanti = false; // a verdict is on its way: what is typed now is the start of its note, never a score
  const BACA = 2000; // ms a page of evidence stands on the screen before it counts as opened

  const meja = () => cari("#meja");
  const form = () => cari("#form-nilai[data-simpan]");
  const catatan = () => cari("#form-nilai [name=uraian]");
  const kunciDraf = (f) => `zi-draf:${f.dataset.draf}`;
  const buangDraf = (f) => gudang((g) => g.removeItem(kunciDraf(f)));

  const keadaan = (kini, jam) => {
    const tanda = cari("[data-simpan][data-kini]");
    if (!tanda) return;
    tanda.dataset.kini = kini;
    if (jam) cari("[data-jam]", tanda).textContent = jam;
  };
  const pesan = (kalimat, label, url) => {
    const kotak = cari("[data-kabar]");
    if (!kotak) { kabar(kalimat); return; }
    const tautan = cari("[data-kabar-tautan]", kotak);
    cari("[data-kabar-kata]", kotak).textContent = kalimat;
    kotak.hidden = !kalimat;
    tautan.hidden = !label;
    tautan.textContent = label || "";
    if (url) tautan.href = url;
  };
  const galat = (daftar) => {
    const kata = (nama) => (daftar[nama] || []).join(" ");
    semua("[data-galat]").forEach((tempat) => {
      const nama = tempat.dataset.galat, isi = nama === "nilai" ? kata("opsi") : kata(nama);
      tempat.textContent = isi;
      tempat.hidden = !isi;
      const medan = cari(`#form-nilai [name="${nama}"]`);
      if (!medan) return;
      medan.classList.toggle("is-invalid", !!isi);
      if (isi) medan.setAttribute("aria-invalid", "true"); else medan.removeAttribute("aria-invalid");
    });
  };

  // --- moving on: the next page takes the place of this one only when it is here -------------------------------------
  const ambil = async (url, opsi) => {
    const batas = new AbortController(), jam = setTimeout(() => batas.abort(), TUNGGU);
    try { return await fetch(url, { credentials: "same-origin", signal: batas.signal, ...opsi }); } finally { clearTimeout(jam); }
  };
  const pindah = async (url) => {
    sibuk = true;
    try {
      const jawab = await ambil(url);
      const baru = new DOMParser().parseFromString(await jawab.text(), "text/html"), isi = cari("#meja", baru);
      if (!jawab.ok || !isi) { location.assign(url); return true; }
      history.pushState({}, "", jawab.url);
      document.title = baru.title;
      cari("main").replaceChildren(...cari("main", baru).childNodes);
      if (window.htmx) window.htmx.process(cari("main"));
      scrollTo(0, 0);
      mulai();
      return true;
    } catch { return false; } finally { sibuk = false; }
  };
  const pergi = async (url) => {
    if (!await pindah(url)) pesan("Halaman itu belum dapat dibuka. Periksa jaringan, lalu tekan lagi.");
  };

  // --- saving --------------------------------------------------------------------------------------------------------
  const pos = (url, isi) => ambil(url, { method: "POST", body: isi, redirect: "error", headers: { "X-Requested-With": "fetch" } });
  const tunda = (tombol) => { // what was chosen stays chosen, and the note is what is missing
    const bawah = cari("[data-tombol-catatan]");
    if (!tombol || !tombol.value || !bawah) return;
    semua("[aria-pressed][data-tombol]").forEach((t) => t.setAttribute("aria-pressed", String(t === tombol)));
    bawah.name = tombol.name;
    bawah.value = tombol.value;
    bawah.textContent = `Simpan ${tombol.name === "opsi" ? tombol.value : "nilai ini"} dengan catatan`;
  };
  const gagal = (status, data, tombol) => {
    keadaan("gagal");
    if (status === 422) {
      galat(data.galat);
      tunda(tombol);
      pesan("Periksa isian yang ditandai.");
      const medan = cari("#form-nilai [aria-invalid]");
      if (medan) medan.focus();
    } else if (status === 401) {
      const masuk = new URL(data.masuk || "/masuk/", location.href);
      masuk.searchParams.set("next", location.pathname);
      pesan("Sesi berakhir demi keamanan. Catatan Anda disimpan di peramban ini.", "Masuk lagi", masuk.href);
    } else {
      tunda(tombol);
      pesan(data.pesan || "Server tidak menerima nilai ini. Pilihan dan catatan Anda masih di sini. Tekan lagi.",
        status === 409 ? "Muat ulang" : "", location.href);
    }
  };
  const kirim = async (f, tombol) => {
    if (sibuk) return;
    sibuk = true;
    simpanDraf();
    const lama = setTimeout(() => keadaan("menyimpan"), 300);
    let jawab, data;
    try {
      jawab = await pos(f.dataset.simpan, new URLSearchParams(new FormData(f, tombol)));
      data = await jawab.json();
    } catch {
      jawab = null;
    }
    clearTimeout(lama);
    sibuk = false;
    if (!jawab) {
      keadaan("gagal");
      tunda(tombol);
      pesan("Server tidak menjawab. Pilihan dan catatan Anda masih di sini. Periksa jaringan, lalu tekan lagi.");
      return;
    }
    if (jawab.status === 409 && data.banding) { // the server shows both side by side
      f.dataset.biasa = "";
      f.requestSubmit(tombol);
      return;
    }
    if (!jawab.ok) { gagal(jawab.status, data, tombol); return; }
    pesan("");
    galat({});
    keadaan("tersimpan", data.pada);
    kabar(`${data.kata}. Tersimpan ${data.pada}.`);
    buangDraf(f);
    f.elements.versi.value = data.versi;
    if (data.url && !await pindah(data.url)) tersimpanTanpaLanjut(data);
  };
  // It is stored, only the next page did not come: say exactly that.
  const tersimpanTanpaLanjut = (data) => {
    const kotak = cari("[data-kabar]");
    kotak.hidden = false;
    cari("strong", kotak).textContent = `${data.kata} tersimpan ${data.pada}.`;
    cari("[data-kabar-kata]", kotak).textContent = "Soal berikut belum dapat dibuka. Periksa jaringan, lalu tekan j.";
  };

  document.addEventListener("submit", async (e) => {
    const f = e.target;
    if (f.matches("#form-nilai[data-simpan]") && !("biasa" in f.dataset)) {
      e.preventDefault();
      if (e.submitter && e.submitter.matches("[data-frasa]")) sisipkan(e.submitter); else kirim(f, e.submitter);
    } else if (f.matches("[data-batal]")) {
      e.preventDefault();
      batal(f);
    } else if (f.matches("[data-tandai]")) {
      e.preventDefault();
      tandai(f);
    }
  }, true);
  const batal = async (f) => {
    if (sibuk) return;
    sibuk = true;
    try {
      const jawab = await pos(f.action, new URLSearchParams(new FormData(f))), data = await jawab.json();
      sibuk = false;
      if (jawab.ok) await pergi(data.url); else pesan(data.pesan || "Belum dibatalkan. Tekan z lagi.");
    } catch {
      sibuk = false;
      pesan("Belum dibatalkan: server tidak menjawab. Tekan z lagi.");
    }
  };
  const tandai = async (f) => {
    const tombol = cari("button", f), isi = new FormData(f);
    isi.append("tanda", tombol.value);
    try {
      const jawab = await pos(f.action, new URLSearchParams(isi)), data = await jawab.json();
      if (!jawab.ok) throw new Error("tanda");
      const hitung = cari("[data-ditandai]");
      if (String(data.ditandai) !== tombol.getAttribute("aria-pressed")) hitung.textContent = Number(hitung.textContent) + (data.ditandai ? 1 : -1);
      tombol.setAttribute("aria-pressed", String(data.ditandai));
      tombol.value = data.ditandai ? "0" : "1";
      cari("[data-kata]", tombol).textContent = data.ditandai ? "Ditandai" : "Tandai";
      kabar(data.ditandai ? "Ditandai." : "Tanda dilepas.");
    } catch {
      pesan("Tanda belum tersimpan: server tidak menjawab. Tekan f lagi.");
    }
  };

  // --- the note: phrases and a draft that survives anything ----------------------------------------------------------
  const simpanDraf = () => {
    const f = form();
    if (f && catatan().value !== catatan().defaultValue) gudang((g) => g.setItem(kunciDraf(f), catatan().value));
  };
  const sisipkan = (tombol) => {
    const c = catatan(), isi = c.value.trimEnd(), id = document.createElement("input");
    c.value = isi ? `${isi}\n${tombol.textContent.trim()}` : tombol.textContent.trim();
    id.type = "hidden";
    id.name = "frasa";
    id.value = tombol.value;
    form().append(id);
    simpanDraf();
    c.focus();
  };
  let jeda = 0;
  document.addEventListener("input", (e) => {
    const f = form();
    if (!f || !f.contains(e.target)) return;
    simpanDraf();
    if (!f.dataset.hitung || !e.target.name.startsWith("isian-")) return;
    clearTimeout(jeda);
    jeda = setTimeout(async () => {
      try {
        const tanya = new URLSearchParams([...new FormData(f)].filter(([n]) => n.startsWith("isian-")));
        const data = await (await ambil(`${f.dataset.hitung}?${tanya}`)).json(), hasil = cari("[data-hitungan]", f);
        galat(data.galat);
        hasil.textContent = data.hitungan;
        hasil.hidden = !data.hitungan;
      } catch { /* the figure that counts comes with the save */ }
    }, 300);
  });

  // --- keys ----------------------------------------------------------------------------------------------------------
  const mengetik = (el) => el.closest && el.closest("input, textarea, select, dialog, [contenteditable]");
  const klik = (el) => { if (el) el.click(); return !!el; };
  const berkas = (geser) => {
    const daftar = semua(".zi-meja-berkas a"), kini = daftar.findIndex((a) => a.getAttribute("aria-current"));
    const a = daftar[kini + geser];
    if (a) pergi(a.href);
    return !!a;
  };
  const buka = (pemilih) => {
    const d = cari(pemilih);
    if (!d) return false;
    d.open = true;
    cari("summary", d).focus();
    return true;
  };
  const PERINTAH = {
    z: () => klik(cari("[data-batal] button")),
    f: () => klik(cari("[data-tandai] button")),
    l: () => klik(cari("[data-tandai] button")),
    n: () => { const c = catatan(); if (c && !c.disabled) c.focus(); return !!c; },
    v: () => { putusan = buka("[data-putusan]"); return putusan; },
    m: () => buka("#meja-diskusi"),
    p: () => { frasa = buka("[data-frasa-daftar]"); return frasa; },
    "/": () => { const c = cari("#ke-kode"); if (c) { c.focus(); c.select(); } return !!c; },
    g: () => PERINTAH["/"](),
    "?": () => buka("#bantuan-kunci"),
    "[": () => berkas(-1),
    "]": () => berkas(1),
    ",": () => klik(cari("[data-hal-sebelum]")),
    ".": () => klik(cari("[data-hal-sesudah]")),
  };
  const pilih = (tombol) => cari(`#form-nilai[data-simpan] [data-tombol~="${CSS.escape(tombol)}"]:not(:disabled)`);
  const tekan = (tombol) => {
    if (frasa) {
      frasa = false;
      const f = /^[1-9]$/.test(tombol) && semua("[data-frasa]")[Number(tombol) - 1];
      if (f) { sisipkan(f); return true; }
    }
    if (putusan) {
      putusan = false;
      if (/^[1-4]$/.test(tombol)) {
        menanti = klik(semua("[data-putusan] [name=putusan]")[Number(tombol) - 1]);
        return menanti;
      }
    }
    const jalan = cari(`[data-pergi~="${CSS.escape(tombol)}"]`);
    if (jalan) { pergi(jalan.href); return true; }
    if (PERINTAH[tombol]) return PERINTAH[tombol]();
    const opsi = pilih(tombol);
    if (!opsi) return false;
    kirim(form(), opsi);
    return true;
  };
  document.addEventListener("keydown", (e) => {
    if (!meja()) return;
    const f = form();
    if (f && f.contains(e.target)) {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.repeat) {
        e.preventDefault();
        kirim(f, cari(e.target.name && e.target.name.startsWith("isian-") ? '[value="angka"]' : "[data-tombol-catatan]", f));
        return;
      }
    }
    const putus = e.target.closest("[data-putusan]");
    if (putus && e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.repeat) {
      e.preventDefault();
      klik(cari("[aria-pressed=true]", putus));
      return;
    }
    if (e.key === "Escape" && mengetik(e.target)) { cari("h1").focus(); return; }
    if (e.ctrlKey || e.altKey || e.metaKey || e.repeat || e.isComposing || mengetik(e.target)) return;
    if (document.documentElement.dataset.pintasan === "mati") return;
    if (menanti) { e.preventDefault(); return; }
    const diKontrol = e.target.closest("a, button, summary");
    if (e.key === " ") { // the page with the evidence scrolls, wherever the heading stands
      if (diKontrol) return;
      e.preventDefault();
      scrollBy(0, (e.shiftKey ? -0.85 : 0.85) * innerHeight);
      return;
    }
    if (e.key === "Enter" && diKontrol) return;
    if (sibuk) { e.preventDefault(); return; }
    if (tekan(e.key)) { e.preventDefault(); e.stopPropagation(); }
  }, true);
  document.addEventListener("click", (e) => {
    const a = e.target.closest && e.target.closest("a[data-pergi], .zi-meja-berkas a");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    if (!sibuk) pergi(a.href);
  });
  addEventListener("popstate", () => location.reload());

  // --- the read log: a page that stood here long enough was opened; going through with Enter opens nothing -----------
  let jamBaca = 0;
  const catatBaca = () => {
    clearTimeout(jamBaca);
    const bukti = cari("[data-baca]"), hal = bukti && cari("#pratinjau[data-hal]", bukti);
    if (!hal) return;
    const gambar = cari("img", hal);
    jamBaca = setTimeout(() => {
      if (!hal.isConnected || document.hidden) return;
      if (gambar && !(gambar.complete && gambar.naturalWidth)) { catatBaca(); return; }
      const isi = { suar: "1", hal: hal.dataset.hal, csrfmiddlewaretoken: cari("[name=csrfmiddlewaretoken]").value };
      pos(bukti.dataset.baca, new URLSearchParams(isi)).catch(() => {}); // what was not noted is simply not counted
    }, BACA);
  };
  document.addEventListener("htmx:load", (e) => { if (e.target.id === "pratinjau") catatBaca(); });
  const lepas = (e) => { if (e.target.closest && e.target.closest("#putusan")) setTimeout(() => { menanti = false; }, 0); };
  document.addEventListener("htmx:afterSettle", lepas); // the note has the focus now
  document.addEventListener("htmx:sendError", lepas);
  document.addEventListener("htmx:responseError", lepas);
  document.addEventListener("htmx:timeout", lepas);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) catatBaca(); });

  const mulai = () => {
    frasa = putusan = false;
    catatBaca();
    const f = form(), tujuan = cari("#meja [data-fokus]");
    if (tujuan) tujuan.focus({ preventScroll: true });
    const draf = f && gudang((g) => g.getItem(kunciDraf(f)), null);
    if (draf !== null && f && catatan().value === catatan().defaultValue) {
      if (draf === catatan().value) buangDraf(f);
      else { catatan().value = draf; kabar("Catatan yang belum tersimpan dipulihkan."); keadaan("lokal"); }
    }
    const muka = meja() && meja().dataset.muka;
    if (muka && !(navigator.connection && navigator.connection.saveData)) setTimeout(() => { new Image().src = muka; }, 400);
  };
  mulai();
})();
