// Uploading under a question (ux W4). Without this file the same form posts several files at once.
(() => {
  "use strict";
  const akar = document.querySelector("[data-unggah]");
  if (!akar) return;
  const cari = (p) => akar.querySelector(p);
  const formulir = cari("[data-zona]"), masukan = cari("input[type=file]"), antrean = cari("[data-antrean]");
  const daftar = cari("[data-daftar]"), ringkasan = cari("[data-ringkasan]"), token = cari("[name=csrfmiddlewaretoken]");
  const batas = Number(akar.dataset.batas), ekstensi = akar.dataset.ekstensi.split(",");
  const SEREMPAK = 2, JEDA = 2000;
  const semua = [];
  let selesai = 0;

  cari("[data-label]").hidden = cari("[data-seret-teks]").hidden = false;
  akar.querySelectorAll("[data-tanpa-skrip]").forEach((el) => el.remove());
  masukan.className = "visually-hidden";

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

  // State of one file: antre, kirim, periksa, tindakan (waits for the person), simpan.
  const aktif = (b) => ["antre", "kirim", "periksa"].includes(b.keadaan);
  const laporkan = () => {
    const hitung = (k) => semua.filter((b) => b.keadaan === k).length;
    const tindakan = hitung("tindakan"), jumlah = selesai + semua.length;
    antrean.hidden = semua.length === 0;
    ringkasan.textContent = jumlah
      ? `Status: ${selesai} dari ${jumlah} berkas tersimpan${tindakan ? `, ${tindakan} perlu tindakan` : ""}.` : "";
    cari("[data-jumlah]").textContent = daftar.children.length;
    cari("[data-kosong]").hidden = daftar.children.length > 0;
    if (selesai && daftar.children.length > 1) cari("[data-lengkapi]").hidden = false;
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
  const lepas = (b) => {
    b.xhr?.abort();
    clearTimeout(b.tunda);
    const i = semua.indexOf(b);
    if (i >= 0) semua.splice(i, 1);
    b.li.remove();
    laporkan();
    jalan();
    masukan.focus();
  };
  const batalkan = (b) => tombol(b, "Batalkan", () => lepas(b));
  const hapus = (b) => tombol(b, "Hapus dari daftar", () => lepas(b));
  const ganti = (b) => tombol(b, "Pilih berkas lain", () => { lepas(b); masukan.click(); });
  const ulangi = (b, teks = "Coba lagi") => tombol(b, teks, () => { b.coba = 0; antrekan(b); });
  const antrekan = (b) => { tampil(b, "antre", "Menunggu giliran…", batalkan(b)); jalan(); };

  const tersimpan = (b, html) => {
    // The row is our own template's markup with every name escaped; it is parsed, not assigned as HTML.
    const li = new DOMParser().parseFromString(html, "text/html").querySelector("li");
    const i = semua.indexOf(b), fokus = b.li.contains(document.activeElement);
    if (i >= 0) semua.splice(i, 1);
    b.li.remove();
    const lama = document.getElementById(li.id);
    if (lama) lama.replaceWith(li); else daftar.append(document.adoptNode(li));
    li.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((t) => { t.value = token.value; });
    selesai += 1;
    laporkan();
    if (fokus) li.querySelector("a")?.focus();
  };

  const kirim = (b, alamat, isi, gagal) => {
    const xhr = new XMLHttpRequest();
    b.xhr = xhr;
    const mulai = performance.now();
    b.terkirim = 0;
    xhr.upload.addEventListener("progress", (e) => {
      const bagian = e.total ? Math.floor((e.loaded / e.total) * 100) : 0;
      b.terkirim = bagian;
      b.batang.value = bagian;
      const detik = (performance.now() - mulai) / 1000;
      const sisa = detik > 3 && e.loaded ? ` · sisa ± ${Math.ceil((detik * (e.total - e.loaded)) / e.loaded)} detik` : "";
      b.kata.textContent = `${bagian}% · ${ukuran(e.loaded)} dari ${ukuran(e.total)}${sisa}`;
    });
    xhr.upload.addEventListener("load", () => tampil(b, "periksa", "Memeriksa berkas…"));
    xhr.addEventListener("load", () => {
      let balasan = {};
      try { balasan = JSON.parse(xhr.responseText); } catch { /* a page instead of JSON: the status decides */ }
      terima(b, xhr.status, balasan, gagal);
      jalan();
    });
    xhr.addEventListener("error", () => { gagal(b.terkirim); jalan(); });
    xhr.open("POST", alamat);
    xhr.setRequestHeader("X-Requested-With", "fetch");
    xhr.setRequestHeader("Accept", "application/json");
    isi.append("csrfmiddlewaretoken", token.value);
    xhr.send(isi);
  };

  const terima = (b, status, balasan, gagal) => {
    if (status === 201 && balasan.html) return tersimpan(b, balasan.html);
    if (status === 409 && balasan.duplikat) return kembar(b, balasan);
    if (status === 401 || status === 403) return sesi(b, status, balasan);
    if (status >= 500 && status !== 507) return gagal(b.terkirim, balasan.pesan);
    return tampil(b, "tindakan", balasan.pesan || "Berkas tidak dapat disimpan. Coba lagi.",
      ...(status === 507 || !balasan.pesan ? [ulangi(b)] : [ganti(b)]), hapus(b));
  };

  const kembar = (b, balasan) => {
    // The answer to the first try was lost, but the file is stored: show its row.
    if (b.coba > 1 && balasan.html) return tersimpan(b, balasan.html);
    const lagi = tombol(b, "Unggah lagi", () => { b.tetap = true; b.coba = 0; antrekan(b); });
    const taut = tombol(b, "Tautkan saja", () => {
      tampil(b, "periksa", "Menautkan…");
      const isi = new FormData();
      isi.append("berkas", balasan.duplikat.berkas_id);
      kirim(b, akar.dataset.tautkan, isi, () => tampil(b, "tindakan", "Sambungan terputus.", taut, hapus(b)));
    });
    return tampil(b, "tindakan", balasan.pesan, ...(balasan.duplikat.di_sini ? [] : [taut]), lagi, hapus(b));
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

  const mulai = (b) => {
    b.coba += 1;
    tampil(b, "kirim", "0%", batalkan(b));
    const isi = new FormData();
    if (b.tetap) isi.append("tetap", "1");
    isi.append("berkas", b.namaSaja ? new Blob() : b.berkas, b.berkas.name);
    kirim(b, formulir.action, isi, (bagian, pesan) => {
      if (b.coba < 2) {
        tampil(b, "tindakan", "Sambungan terputus. Mencoba sekali lagi…", batalkan(b));
        b.tunda = setTimeout(() => antrekan(b), JEDA);
      } else {
        const lain = selesai ? " Berkas lain sudah tersimpan." : "";
        tampil(b, "tindakan", pesan || `Sambungan terputus pada ${bagian}%.${lain}`, ulangi(b), hapus(b));
      }
    });
  };
  const jalan = () => {
    while (semua.filter((b) => b.keadaan === "kirim" || b.keadaan === "periksa").length < SEREMPAK) {
      const b = semua.find((x) => x.keadaan === "antre");
      if (!b) return;
      mulai(b);
    }
  };

  const tambah = (berkas) => {
    [...berkas].forEach((f) => {
      const b = {berkas: f, keadaan: "antre", coba: 0, tetap: false, li: buat("li", "zi-berkas")};
      b.kata = buat("span", "zi-penuh");
      b.batang = buat("progress", "zi-penuh");
      b.batang.max = 100;
      b.batang.value = 0;
      b.batang.setAttribute("aria-label", `Terkirim: ${f.name}`);
      b.aksi = buat("span", "zi-aksi");
      b.li.append(buat("span", "zi-nama-berkas", f.name), buat("span", "zi-keterangan", ukuran(f.size)), b.kata, b.batang, b.aksi);
      semua.push(b);
      antrean.append(b.li);
      const akhiran = f.name.includes(".") ? f.name.split(".").pop().trim().toLowerCase() : "";
      if (f.size > batas) {
        tampil(b, "tindakan", `Terlalu besar. Batasnya ${ukuran(batas)}. Kompres atau tempel tautan.`, ganti(b), hapus(b));
      } else if (f.size === 0) {
        tampil(b, "tindakan", "Berkas ini kosong (0 B). Pilih berkas lain.", ganti(b), hapus(b));
      } else if (!ekstensi.includes(akhiran)) {
        b.namaSaja = true; // the server knows how each of these can be saved anew
        tampil(b, "antre", "Menunggu giliran…", batalkan(b));
      } else tampil(b, "antre", "Menunggu giliran…", batalkan(b));
    });
    jalan();
  };

  // Our own list keeps the files, so cancelling the picker or choosing again never loses any.
  masukan.addEventListener("change", () => { tambah(masukan.files); masukan.value = ""; });
  formulir.addEventListener("submit", (e) => e.preventDefault());
  const adaBerkas = (e) => [...(e.dataTransfer?.types || [])].includes("Files");
  let dalam = 0;
  akar.addEventListener("dragenter", (e) => { if (adaBerkas(e)) { dalam += 1; formulir.dataset.seret = ""; } });
  akar.addEventListener("dragleave", (e) => {
    if (adaBerkas(e) && --dalam <= 0) { dalam = 0; delete formulir.dataset.seret; }
  });
  // A file dropped beside the zone must not replace the page.
  addEventListener("dragover", (e) => { if (adaBerkas(e)) e.preventDefault(); });
  addEventListener("drop", (e) => {
    if (!adaBerkas(e)) return;
    e.preventDefault();
    dalam = 0;
    delete formulir.dataset.seret;
    if (akar.contains(e.target)) tambah(e.dataTransfer.files);
  });
  document.addEventListener("paste", (e) => {
    if (e.clipboardData?.files.length) { e.preventDefault(); tambah(e.clipboardData.files); }
  });
  addEventListener("beforeunload", (e) => { if (semua.some((b) => aktif(b))) e.preventDefault(); });
})();
