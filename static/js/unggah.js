// Uploading into the element [data-unggah] (ux W4): a question, the inbox, a new version. Without this file the same form
// posts several files at once. Files above 8 MiB go in pieces: unggah-besar.js and the tus client are loaded only then.
//
// Root: data-ekstensi "pdf:52428800,txt:5242880" (largest size of each kind); data-lanjut, data-kunci, data-besar (where
// large files begin, whose unfinished ones to go on with, the two scripts); data-tautkan; data-tunggu: files wait for the
// form's button; data-folder: dropped folders are read. Inside: form[data-zona], file inputs, [data-antrean],
// [data-ringkasan]; [data-daftar] takes the rows the server draws.
// Events on the root: unggah:tersimpan (detail: the server's answer), unggah:selesai (detail: {tersimpan, tindakan}).
(() => {
  "use strict";
  const akar = document.querySelector("[data-unggah]");
  if (!akar) return;
  const cari = (p) => akar.querySelector(p), data = akar.dataset;
  const formulir = cari("[data-zona]"), masukan = cari("input[type=file]"), antrean = cari("[data-antrean]");
  const daftar = cari("[data-daftar]"), ringkasan = cari("[data-ringkasan]"), token = cari("[name=csrfmiddlewaretoken]");
  const batas = new Map(data.ekstensi.split(",").map((p) => p.split(":")));
  const SEREMPAK = 2, JEDA = 2000, POTONG = 8 * 1048576, UMUR = 864e5;
  const semua = [], sisa = new Map();
  let selesai = 0, sibuk = false, pustaka;

  akar.querySelectorAll("[data-tanpa-skrip]").forEach((el) => el.remove());
  akar.querySelectorAll("[data-label], [data-seret-teks]").forEach((el) => { el.hidden = false; });
  if (matchMedia("(pointer: coarse)").matches) akar.querySelectorAll("[data-foto]").forEach((el) => { el.hidden = false; });
  akar.querySelectorAll("input[type=file]").forEach((el) => { el.className = "visually-hidden"; });

  const buat = (nama, kelas, teks) => {
    const el = document.createElement(nama);
    if (kelas) el.className = kelas;
    if (teks) el.textContent = teks;
    return el;
  };
  const ukuran = (b) => {
    if (b < 1024) return `${b} B`;
    const satuan = ["KB", "MB", "GB"];
    let n = b / 1024, i = 0;
    while (Math.round(n) >= 1000 && i < 2) { n /= 1024; i += 1; }
    const desimal = i && n < 9.95 ? 1 : 0;
    return `${n.toLocaleString("id-ID", {minimumFractionDigits: desimal, maximumFractionDigits: desimal})} ${satuan[i]}`;
  };
  const kabar = (nama, detail) => akar.dispatchEvent(new CustomEvent(`unggah:${nama}`, {detail, bubbles: true}));
  const kepala = () => ({"X-Requested-With": "fetch", Accept: "application/json", "X-CSRFToken": token.value});
  const kepalaTus = () => ({...kepala(), "Tus-Resumable": "1.0.0"});

  // State of one file: siap (data-tunggu), antre, kirim, periksa, jeda (goes on by itself), tindakan (waits for the person).
  const aktif = (b) => b.keadaan !== "tindakan";
  const laporkan = () => {
    const tindakan = semua.filter((b) => !aktif(b)).length, jumlah = selesai + semua.length;
    antrean.hidden = !antrean.children.length;
    ringkasan.textContent = jumlah
      ? `Status: ${selesai} dari ${jumlah} berkas tersimpan${tindakan ? `, ${tindakan} perlu tindakan` : ""}.` : "";
    if (daftar) {
      const n = daftar.children.length, isi = (p, f) => { const el = cari(p); if (el) f(el); };
      isi("[data-jumlah]", (el) => { el.textContent = n; });
      isi("[data-kosong]", (el) => { el.hidden = n > 0; });
      if (selesai && n > 1) isi("[data-lengkapi]", (el) => { el.hidden = false; });
    }
    const kini = semua.some((b) => aktif(b) && b.keadaan !== "siap");
    if (sibuk && !kini) kabar("selesai", {tersimpan: selesai, tindakan});
    sibuk = kini;
  };
  const tombol = (b, teks, aksi) => {
    const t = buat("button", "btn btn-sm btn-outline-secondary", teks);
    t.type = "button";
    t.append(buat("span", "visually-hidden", ` ${b.berkas.name}`));
    t.addEventListener("click", aksi);
    return t;
  };
  const tampil = (b, keadaan, teks, ...aksi) => {
    const pernahFokus = b.aksi.contains(document.activeElement);
    b.keadaan = keadaan;
    b.kata.textContent = teks;
    b.kata.className = keadaan === "tindakan" ? "zi-penuh zi-teks-danger" : "zi-penuh";
    b.batang.hidden = keadaan !== "kirim";
    b.aksi.replaceChildren(...aksi);
    if (pernahFokus && aksi.length) aksi[0].focus();
    laporkan();
  };
  const keluarkan = (b) => {
    const i = semua.indexOf(b);
    if (i >= 0) semua.splice(i, 1);
    b.li.remove();
    lupakan(b.berkas);
  };
  const lepas = (b) => {
    b.xhr?.abort();
    clearTimeout(b.tunda);
    b.batal = true;
    b.besar?.henti();
    hapusKiriman(b.besar?.url());
    keluarkan(b);
    laporkan();
    jalan();
    masukan.focus();
  };
  const batalkan = (b) => tombol(b, "Batalkan", () => lepas(b));
  const hapus = (b) => tombol(b, "Hapus dari daftar", () => lepas(b));
  const ganti = (b) => tombol(b, "Pilih berkas lain", () => { lepas(b); masukan.click(); });
  const ulangi = (b) => tombol(b, "Coba lagi", () => { b.coba = 0; antrekan(b); });
  const antrekan = (b) => { tampil(b, "antre", "Menunggu giliran…", batalkan(b)); jalan(); };

  const tersimpan = (b, balasan) => {
    const fokus = b.li.contains(document.activeElement);
    keluarkan(b);
    if (balasan.html && daftar) {
      // The row is our own template's markup with every name escaped; it is parsed, not assigned as HTML.
      const urai = new DOMParser().parseFromString(`<template>${balasan.html}</template>`, "text/html");
      const baris = document.adoptNode(urai.querySelector("template").content.firstElementChild);
      const lama = document.getElementById(baris.id);
      if (lama) lama.replaceWith(baris); else daftar.append(baris);
      baris.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((t) => { t.value = token.value; });
      if (fokus) baris.querySelector("a")?.focus();
    }
    selesai += 1;
    kabar("tersimpan", balasan);
    laporkan();
  };

  const maju = (b, terkirim, total) => {
    b.bagian = total ? Math.floor((terkirim / total) * 100) : 0;
    b.awal ??= {saat: performance.now(), letak: terkirim};
    b.batang.value = b.bagian;
    const detik = (performance.now() - b.awal.saat) / 1000, baru = terkirim - b.awal.letak;
    const lagi = Math.ceil((detik * (total - terkirim)) / baru);
    const waktu = detik > 3 && baru > 0 ? ` · sisa ± ${lagi < 100 ? `${lagi} detik` : `${Math.ceil(lagi / 60)} menit`}` : "";
    b.kata.textContent = `${b.bagian}% · ${ukuran(terkirim)} dari ${ukuran(total)}${waktu}`;
  };
  const periksa = (b) => tampil(b, "periksa", "Memeriksa berkas…");
  const urai = (teks) => { try { return JSON.parse(teks); } catch { return {}; } }; // a page instead: the status decides

  const kirim = (b, alamat, isi, gagal) => {
    const xhr = new XMLHttpRequest();
    b.xhr = xhr;
    b.bagian = 0;
    b.awal = null;
    xhr.upload.addEventListener("progress", (e) => maju(b, e.loaded, e.total));
    xhr.upload.addEventListener("load", () => periksa(b));
    xhr.addEventListener("load", () => { terima(b, xhr.status, urai(xhr.responseText), gagal); jalan(); });
    xhr.addEventListener("error", () => { gagal(); jalan(); });
    xhr.open("POST", alamat);
    Object.entries(kepala()).forEach(([k, v]) => xhr.setRequestHeader(k, v));
    isi.set("csrfmiddlewaretoken", token.value);
    xhr.send(isi);
  };

  const terima = (b, status, balasan, gagal) => {
    if (status === 201) return tersimpan(b, balasan);
    if (status === 409 && balasan.duplikat) return kembar(b, balasan);
    if (status === 401 || status === 403) return sesi(b, status, balasan);
    if (status >= 500 && status !== 507) return gagal(balasan.pesan);
    return tampil(b, "tindakan", balasan.pesan || "Berkas tidak dapat disimpan. Coba lagi.",
      ...(status === 507 || status === 429 || !balasan.pesan ? [ulangi(b)] : [ganti(b)]), hapus(b));
  };

  const kembar = (b, balasan) => {
    // The answer to the first try was lost, but the file is stored: show its row.
    if (b.coba > 1 && balasan.html) return tersimpan(b, balasan);
    const lagi = tombol(b, "Unggah lagi", () => { b.tetap = true; b.coba = 0; if (b.besar) b.besar.akhiri(); else antrekan(b); });
    const taut = tombol(b, "Tautkan saja", () => {
      tampil(b, "periksa", "Menautkan…");
      const isi = new FormData();
      isi.append("berkas", balasan.duplikat.berkas_id);
      hapusKiriman(b.besar?.url());
      b.besar = null;
      kirim(b, data.tautkan, isi, () => tampil(b, "tindakan", "Sambungan terputus.", taut, hapus(b)));
    });
    return tampil(b, "tindakan", balasan.pesan, ...(balasan.duplikat.di_sini || !data.tautkan ? [] : [taut]), lagi, hapus(b));
  };

  const sesi = (b, status, balasan) => {
    const aksi = [tombol(b, "Coba lagi", () => segarkan().then(() => antrekan(b))), hapus(b)];
    if (balasan.masuk) {
      const a = buat("a", "btn btn-sm btn-outline-primary", "Masuk lagi (tab baru)");
      const masuk = new URL(balasan.masuk, location.href);
      masuk.searchParams.set("next", location.pathname);
      a.href = masuk.href;
      a.target = "_blank";
      aksi.unshift(a);
    }
    const teks = status === 401
      ? "Sesi berakhir demi keamanan. Berkas ini belum tersimpan. Masuk lagi, lalu tekan Coba lagi."
      : balasan.pesan || "Formulir kedaluwarsa. Tekan Coba lagi.";
    tampil(b, "tindakan", teks, ...aksi);
  };
  // After a new login the page's token is old; the fresh one is in the page as the server would draw it now.
  const segarkan = () => fetch(location.href, {credentials: "same-origin"}).then((r) => r.text()).then((html) => {
    const baru = new DOMParser().parseFromString(html, "text/html").querySelector("[name=csrfmiddlewaretoken]");
    if (baru) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((t) => { t.value = baru.value; });
  }).catch(() => {});

  const putus = (b, pesan) => {
    const lain = selesai ? " Berkas lain sudah tersimpan." : "";
    tampil(b, "tindakan", pesan || `Sambungan terputus pada ${b.bagian || 0}%.${lain}`, ulangi(b), hapus(b));
  };
  const isian = (b) => {
    const isi = new FormData(formulir), jalur = b.berkas.jalur ?? b.berkas.webkitRelativePath?.replace(/\/?[^/]*$/, "");
    [...isi].forEach(([k, v]) => { if (typeof v !== "string") isi.delete(k); });
    if (jalur) isi.set("folder", jalur);
    if (b.tetap) isi.set("tetap", "1");
    return isi;
  };
  const mulai = (b) => {
    b.coba += 1;
    tampil(b, "kirim", `${b.bagian || 0}%`, batalkan(b));
    if (data.lanjut && !b.namaSaja && b.berkas.size > POTONG) return mulaiTus(b);
    const isi = isian(b);
    isi.append("berkas", b.namaSaja ? new Blob() : b.berkas, b.berkas.name);
    return kirim(b, formulir.action, isi, (pesan) => {
      if (b.coba > 1) return putus(b, pesan);
      tampil(b, "jeda", "Sambungan terputus. Mencoba sekali lagi…", batalkan(b));
      b.tunda = setTimeout(() => antrekan(b), JEDA);
      return null;
    });
  };
  const jalan = () => {
    while (semua.filter((b) => b.keadaan === "kirim" || b.keadaan === "periksa").length < SEREMPAK) {
      const b = semua.find((x) => x.keadaan === "antre");
      if (!b) return;
      mulai(b);
    }
  };

  // --- large files: in pieces that survive a cut line and a closed page (unggah-besar.js) -----------------------------
  const sidik = (f) => `zi:${data.kunci}:${f.name}:${f.size}:${f.lastModified}`;
  const tersisa = (awal) => { try { return Object.keys(localStorage).filter((k) => k.startsWith(awal)); } catch { return []; } };
  const lupakan = (f) => tersisa(`tus::${sidik(f)}::`).forEach((k) => localStorage.removeItem(k));
  const hapusKiriman = (url) => {
    if (url) fetch(url, {method: "DELETE", headers: kepalaTus(), keepalive: true}).catch(() => {});
  };
  const muat = (src) => new Promise((ya, tidak) => {
    const s = Object.assign(buat("script"), {src, onload: ya, onerror: () => { s.remove(); tidak(); }});
    document.head.append(s);
  });
  const mulaiTus = async (b) => {
    b.awal = null;
    try {
      pustaka ??= Promise.all(data.besar.split(" ").map(muat));
      await pustaka;
      b.besar ??= window.ziUnggahBesar(b, alat);
    } catch { pustaka = null; putus(b); jalan(); return; }
    if (!b.batal) b.besar.mulai();
  };
  const alat = {data, kepala, kepalaTus, urai, sidik, isian, tampil, maju, periksa, terima, putus, jalan, batalkan, antrekan};
  const butir = (nama, besar, ...isi) => {
    const li = buat("li", "zi-berkas");
    li.append(buat("span", "zi-nama-berkas", nama), buat("span", "zi-keterangan", besar), ...isi);
    antrean.append(li);
    return li;
  };
  if (data.lanjut) {
    for (const k of tersisa(`tus::zi:${data.kunci}:`)) {
      const u = urai(localStorage.getItem(k)), tanda = k.slice(5).replace(/::\d+$/, "");
      if (!u.metadata || Date.now() - Date.parse(u.creationTime) > UMUR) { localStorage.removeItem(k); continue; }
      const aksi = buat("span", "zi-aksi");
      const nama = u.metadata.filename, teks = "Belum selesai terkirim. Pilih berkas yang sama untuk melanjutkan.";
      const li = butir(nama, ukuran(u.size), buat("span", "zi-penuh", teks), aksi);
      aksi.append(tombol({berkas: {name: nama}}, "Hapus dari daftar", () => {
        hapusKiriman(u.uploadUrl);
        localStorage.removeItem(k);
        li.remove();
        laporkan();
        masukan.focus();
      }));
      sisa.set(tanda, li);
    }
    antrean.hidden = !sisa.size;
  }

  // --- files come in ----------------------------------------------------------------------------------------------------
  const sampah = (nama) => nama.startsWith(".") || ["thumbs.db", "desktop.ini"].includes(nama.toLowerCase()); // of folders
  const tambah = (berkas) => {
    const baru = [...berkas].filter((f) => !sampah(f.name)).slice(0, masukan.multiple ? undefined : 1);
    if (!masukan.multiple && baru.length) semua.filter((b) => ["siap", "tindakan"].includes(b.keadaan)).forEach(lepas);
    baru.forEach((f) => {
      const kata = buat("span", "zi-penuh"), batang = buat("progress", "zi-penuh"), aksi = buat("span", "zi-aksi");
      const b = {berkas: f, keadaan: "antre", coba: 0, kata, batang, aksi};
      b.batang.max = 100;
      b.batang.value = 0;
      b.batang.setAttribute("aria-label", `Terkirim: ${f.name}`);
      sisa.get(sidik(f))?.remove();
      b.li = butir(f.name, `${ukuran(f.size)}${f.kecil ? " (diperkecil, mode hemat data)" : ""}`, kata, batang, aksi);
      semua.push(b);
      const maks = batas.get(f.name.includes(".") ? f.name.split(".").pop().trim().toLowerCase() : "");
      b.namaSaja = !maks; // the server knows how each of these can be saved anew
      if (f.size > maks) {
        tampil(b, "tindakan", `Terlalu besar. Batasnya ${ukuran(maks)}. Kompres atau tempel tautan.`, ganti(b), hapus(b));
      } else if (!f.size) tampil(b, "tindakan", "Berkas ini kosong (0 B). Pilih berkas lain.", ganti(b), hapus(b));
      else if ("tunggu" in data) tampil(b, "siap", "Siap dikirim.", hapus(b));
      else tampil(b, "antre", "Menunggu giliran…", batalkan(b));
    });
    jalan();
  };
  // A photo of the camera is made smaller only where the phone asks to save data.
  const kecilkan = async (f) => {
    if (!navigator.connection?.saveData) return f;
    try {
      const g = await createImageBitmap(f), k = 1600 / Math.max(g.width, g.height);
      if (k >= 1) return f;
      const c = buat("canvas");
      c.width = Math.round(g.width * k);
      c.height = Math.round(g.height * k);
      c.getContext("2d").drawImage(g, 0, 0, c.width, c.height);
      const isi = await new Promise((r) => c.toBlob(r, "image/jpeg", 0.85));
      const kecil = new File([isi], f.name.replace(/\.\w+$/, ".jpg"), {type: "image/jpeg", lastModified: f.lastModified});
      return Object.assign(kecil, {kecil: true});
    } catch { return f; }
  };

  // Our own list keeps the files, so cancelling the picker or choosing again never loses any.
  akar.querySelectorAll("input[type=file]").forEach((el) => el.addEventListener("change", async () => {
    const dipilih = [...el.files];
    el.value = "";
    tambah(el.hasAttribute("capture") ? await Promise.all(dipilih.map(kecilkan)) : dipilih);
  }));
  formulir.addEventListener("submit", (e) => {
    // Files that wait for the button, also those the server sent back because of another field; without any the plain
    // form goes, and the page says what is missing.
    const siap = "tunggu" in data ? semua.filter((b) => ["siap", "tindakan"].includes(b.keadaan)) : [];
    if ("tunggu" in data && !siap.length && !semua.length) return;
    e.preventDefault();
    siap.forEach((b) => { b.coba = 0; antrekan(b); });
  });
  const adaBerkas = (e) => [...(e.dataTransfer?.types || [])].includes("Files");
  const telusuri = async (entri, jalur, hasil) => {
    if (entri.isFile) {
      hasil.push(Object.assign(await new Promise((ya, tidak) => entri.file(ya, tidak)), {jalur}));
      return;
    }
    const baca = entri.createReader(), turun = jalur ? `${jalur}/${entri.name}` : entri.name;
    for (let isi; (isi = await new Promise((ya, tidak) => baca.readEntries(ya, tidak))).length;) {
      for (const e of isi) await telusuri(e, turun, hasil);
    }
  };
  let dalam = 0;
  akar.addEventListener("dragenter", (e) => { if (adaBerkas(e)) { dalam += 1; formulir.dataset.seret = ""; } });
  akar.addEventListener("dragleave", (e) => {
    if (adaBerkas(e) && --dalam <= 0) { dalam = 0; delete formulir.dataset.seret; }
  });
  // A file dropped beside the zone must not replace the page.
  addEventListener("dragover", (e) => { if (adaBerkas(e)) e.preventDefault(); });
  addEventListener("drop", async (e) => {
    if (!adaBerkas(e)) return;
    e.preventDefault();
    dalam = 0;
    delete formulir.dataset.seret;
    if (!akar.contains(e.target)) return;
    const entri = "folder" in data ? [...e.dataTransfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean) : [];
    const hasil = entri.length ? [] : [...e.dataTransfer.files];
    for (const satu of entri) await telusuri(satu, "", hasil).catch(() => {});
    tambah(hasil);
  });
  document.addEventListener("paste", (e) => {
    if (e.clipboardData?.files.length) { e.preventDefault(); tambah(e.clipboardData.files); }
  });
  addEventListener("beforeunload", (e) => { if (semua.some((b) => aktif(b) && b.keadaan !== "siap")) e.preventDefault(); });
})();
