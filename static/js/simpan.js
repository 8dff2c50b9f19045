// Question page: autosave, drafts kept in this browser, one-click facts, copy link. The page works without this file.
(() => {
  "use strict";
  const cari = (p, d = document) => d.querySelector(p);
  const kabar = (kalimat) => document.dispatchEvent(new CustomEvent("zi:kabar", { detail: { value: kalimat } }));

  const gudang = (kerja, gantinya) => { try { return kerja(localStorage); } catch { return gantinya; } };

  const salin = cari("[data-salin]");
  if (salin && navigator.clipboard) {
    salin.hidden = false;
    salin.addEventListener("click", () => navigator.clipboard.writeText(location.origin + location.pathname).then(() => {
      cari("span", salin).textContent = "Tautan disalin";
      kabar("Tautan disalin.");
    }));
  }

  const kunciDraf = (a) => gudang((g) => Object.keys(g).filter((k) => k.startsWith(a)), []);
  const buang = (a) => kunciDraf(a).forEach((k) => gudang((g) => g.removeItem(k)));
  document.querySelectorAll("[data-buang-draf]").forEach((a) => a.addEventListener("click", () => buang(`zi-draf:${a.dataset.buangDraf}:`)));

  const form = cari("form[data-simpan-url]");
  if (!form) return;
  const awalan = `zi-draf:${form.dataset.draf}:`;
  const versi = form.elements.versi;
  const tanda = cari("[data-simpan]", form);
  const kotak = cari("[data-kabar-simpan]", form);
  const tautan = cari("[data-kabar-tautan]", kotak);
  const SELANG = 1500;
  let jeda = 0;
  let berjalan = null; // the request under way
  let lagi = false; // something changed meanwhile
  let gagal = false; // the last attempt did not reach the database
  let dikirim = false; // the whole form is on its way
  let bentrok = false; // only a comparison helps now
  let gagal422 = false; // the autosave was refused: the whole page explains better

  // What the person typed, without token, version and buttons.
  const isi = () => [...new FormData(form)].filter(([n]) => n !== "csrfmiddlewaretoken" && n !== "versi");
  const teks = (pasangan) => JSON.stringify(pasangan);
  // What the database holds: the values the server wrote into the page, not what a browser restored over them. A page
  // that shows refused or offered values (data-kotor) holds nothing that is saved.
  const bawaan = () => [...form.elements].filter((m) => m.name && m.type !== "submit" && m.type !== "hidden")
    .filter((m) => m.type !== "radio" || m.defaultChecked)
    .map((m) => [m.name, m.type === "radio" ? m.value : m.defaultValue]);
  let tersimpan = "kotor" in form.dataset ? "" : teks(bawaan());

  const simpanDraf = () => gudang((g) => { g.setItem(awalan + versi.value, JSON.stringify({ pada: Date.now(), isi: isi() })); return true; }, false);
  // The clock of this device, so the day is named unless it is today.
  const sejak = (milidetik) => {
    const d = new Date(milidetik), jam = `${String(d.getHours()).padStart(2, "0")}.${String(d.getMinutes()).padStart(2, "0")}`;
    const hari = d.toDateString() === new Date().toDateString()
      ? "" : `${d.toLocaleDateString("id-ID", { day: "numeric", month: "short", year: "numeric" })}, `;
    return `${hari}${jam} (jam perangkat ini)`;
  };

  const keadaan = (kini, pukul) => {
    tanda.dataset.kini = kini;
    if (pukul) cari("[data-jam]", tanda).textContent = pukul;
  };
  const pesan = (kalimat, label, url, tekan) => {
    if (cari("[data-kabar-kata]", kotak).textContent !== kalimat) cari("[data-kabar-kata]", kotak).textContent = kalimat;
    kotak.hidden = !kalimat;
    tautan.hidden = !label;
    tautan.textContent = label || "";
    tautan.href = url || "#";
    tautan.onclick = tekan ? (e) => { e.preventDefault(); tekan(); } : null;
  };
  const galat = (daftar) => form.querySelectorAll("[data-galat]").forEach((tempat) => {
    const kalimat = daftar[tempat.dataset.galat];
    tempat.replaceChildren(...(kalimat || []).map((k) => { const p = document.createElement("p"); p.textContent = k; return p; }));
    tempat.hidden = !kalimat;
    form.querySelectorAll(`[name="${tempat.dataset.galat}"]`).forEach((m) => {
      m.classList.toggle("is-invalid", !!kalimat && m.type !== "radio");
      if (kalimat) m.setAttribute("aria-invalid", "true"); else m.removeAttribute("aria-invalid");
    });
  });
  const tulis = (pemilih, kata) => { const el = cari(pemilih); if (el && kata !== undefined) { el.textContent = kata; el.hidden = kata === ""; } };

  const berhasil = (data, dikirimkan) => {
    buang(awalan);
    versi.value = data.versi;
    tersimpan = dikirimkan;
    gagal = false;
    pesan("");
    galat({});
    keadaan(data.pada ? "tersimpan" : "", data.pada);
    tulis("[data-poin]", data.poin);
    tulis("[data-dipertaruhkan]", data.dipertaruhkan);
    tulis("[data-nilai-area]", data.nilai_area);
    tulis("[data-nilai-total]", data.nilai_total);
    tulis("[data-terisi]", String(data.terisi));
    tulis("[data-hitungan]", data.hitungan);
    // How the stored number differs from the fact was true before this save; an offer of the same number is none.
    document.querySelectorAll("[data-beda]").forEach((b) => { b.hidden = true; });
    document.querySelectorAll("[data-pakai]").forEach((a) => { a.hidden = document.getElementById(a.dataset.pakai).value.trim() === a.dataset.nilai; });
    const kosongkan = cari('[value="kosongkan"]', form);
    if (kosongkan) kosongkan.hidden = !data.ada;
    document.querySelectorAll("[data-status]").forEach((s) => { s.hidden = s.dataset.status !== data.keadaan; });
    if (data.pada) kabar(`Tersimpan ${data.pada}. ${data.hitungan}`);
  };
  const ditolak = (status, data) => {
    gagal = true;
    if (status === 401) {
      const masuk = new URL(data.masuk, location.href);
      masuk.searchParams.set("next", location.pathname);
      keadaan("lokal");
      pesan("Sesi berakhir demi keamanan. Isian Anda disimpan di peramban ini.", "Masuk lagi", masuk.href);
    } else if (status === 409) {
      bentrok = true;
      keadaan("gagal");
      pesan(data.pesan, "Bandingkan", data.url, () => form.requestSubmit(cari('[value="simpan"]', form)));
    } else {
      keadaan("gagal");
      if (status === 422) { galat(data.galat); pesan("Periksa isian yang ditandai. Isian Anda belum tersimpan."); }
      else pesan(data.pesan || "Server tidak menjawab. Isian Anda disimpan di peramban ini dan akan dicoba lagi.");
    }
  };

  const pos = () => fetch(form.dataset.simpanUrl, {
    method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true,
    headers: { "X-Requested-With": "fetch" }, credentials: "same-origin", redirect: "error",
  });
  // A login in another tab makes the token of this page old. The same person's page, drawn anew, holds the fresh one.
  const tokenBaru = async () => {
    const jawab = await fetch(location.pathname, { credentials: "same-origin", redirect: "error" });
    const baru = cari("form[data-simpan-url]", new DOMParser().parseFromString(await jawab.text(), "text/html"));
    if (!baru || baru.dataset.draf !== form.dataset.draf) return false;
    const token = cari("[name=csrfmiddlewaretoken]", baru).value;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((t) => { t.value = token; });
    return true;
  };

  const kirim = async () => {
    clearTimeout(jeda);
    const kini = teks(isi());
    if (dikirim || bentrok || kini === tersimpan) return;
    if (berjalan) { lagi = true; return; }
    const ada = simpanDraf();
    keadaan("menyimpan");
    berjalan = (async () => {
      try {
        let jawab = await pos();
        if (jawab.status === 403 && await tokenBaru()) jawab = await pos();
        const data = await jawab.json().catch(() => ({}));
        if (jawab.ok) berhasil(data, kini); else ditolak(jawab.status, data);
      } catch {
        gagal = true;
        keadaan(ada ? "lokal" : "gagal");
        pesan("Sambungan terputus. Isian akan dikirim lagi setelah tersambung.");
      }
    })();
    await berjalan;
    berjalan = null;
    if (lagi) { lagi = false; kirim(); }
  };

  form.addEventListener("input", (e) => {
    clearTimeout(jeda);
    gagal422 = false;
    if (teks(isi()) !== tersimpan) simpanDraf();
    if (e.target.type !== "radio") jeda = setTimeout(kirim, SELANG);
  });
  form.addEventListener("change", kirim); // a radio at once, text when it loses focus
  addEventListener("online", () => { if (gagal) kirim(); });

  // The whole form goes after the autosave, else it would meet its own new version. Without a connection or a session
  // it stays here, where nothing is lost.
  form.addEventListener("submit", async (e) => {
    if (dikirim) { e.preventDefault(); return; }
    if (!berjalan && (bentrok || gagal422 || teks(isi()) === tersimpan)) { dikirim = true; return; }
    e.preventDefault();
    const tombol = e.submitter;
    await (berjalan || kirim());
    if (gagal && tanda.dataset.kini === "lokal") return;
    gagal422 = gagal;
    form.requestSubmit(tombol);
  });
  addEventListener("pageshow", () => { dikirim = false; });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey) || e.repeat || !form.contains(e.target)) return;
    e.preventDefault();
    form.requestSubmit(cari('[value="lanjut"]', form));
  });

  document.querySelectorAll("[data-pakai]").forEach((a) => a.addEventListener("click", (e) => {
    e.preventDefault();
    const medan = document.getElementById(a.dataset.pakai);
    medan.value = a.dataset.nilai;
    medan.focus();
    medan.dispatchEvent(new Event("input", { bubbles: true }));
  }));

  // A draft that never arrived is offered back; one that equals what is stored did arrive.
  const pasang = (pasangan) => {
    form.querySelectorAll('input[type="radio"]').forEach((r) => { r.checked = false; });
    pasangan.forEach(([nama, nilai]) => {
      const medan = form.elements[nama];
      if (medan) medan.value = nilai;
    });
  };
  const tawar = cari("[data-tawar]", form);
  const draf = kunciDraf(awalan).map((k) => [k, gudang((g) => JSON.parse(g.getItem(k)), null)])
    .filter(([k, d]) => { if (d && teks(d.isi) !== tersimpan) return true; gudang((g) => g.removeItem(k)); return false; }).pop();
  if (draf && !cari('[role="alert"][data-fokus]')) {
    const [kunci, d] = draf;
    cari("[data-tawar-kata]", tawar).textContent = `Ada isian yang belum terkirim dari ${sejak(d.pada)}.`;
    tawar.hidden = false;
    cari("[data-tawar-pakai]", tawar).addEventListener("click", () => {
      versi.value = kunci.slice(awalan.length); // an older version leads to the comparison, never to a silent overwrite
      pasang(d.isi);
      tawar.hidden = true;
      kirim();
    });
    cari("[data-tawar-buang]", tawar).addEventListener("click", () => { buang(awalan); tawar.hidden = true; });
  }
})();
