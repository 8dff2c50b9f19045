// One large file in pieces by the tus client (window.tus), for unggah.js, which loads both only when such a file comes.
// Pieces grow from 1 MiB to 8 as they succeed. The address of an unfinished upload stays in localStorage, so that the
// same file goes on where it stopped, also after the page was closed.
window.ziUnggahBesar = (b, alat) => {
  "use strict";
  const {data, kepala, kepalaTus, urai, sidik, isian, tampil, maju, periksa, terima, putus, jalan, batalkan, antrekan} = alat;
  const MIB = 1048576, TERBESAR = 8 * MIB, JEDA = 2000;
  const terputus = (lagi) => tampil(b, lagi ? "kirim" : "jeda",
    `Sambungan terputus pada ${b.bagian || 0}%. ${lagi ? "Melanjutkan…" : "Dilanjutkan saat tersambung lagi."}`, batalkan(b));
  const putuskan = (isi) => { terima(b, isi.status, isi, () => putus(b)); jalan(); };

  const kiriman = new window.tus.Upload(b.berkas, {
    endpoint: data.lanjut,
    metadata: {...Object.fromEntries([...isian(b)].filter(([k]) => k !== "csrfmiddlewaretoken")), filename: b.berkas.name},
    chunkSize: MIB,
    retryDelays: [1000, 3000, 5000, 10000],
    fingerprint: () => Promise.resolve(sidik(b.berkas)),
    onBeforeRequest: (minta) => {
      b.jawab = [0, {}];
      Object.entries(kepala()).forEach(([k, v]) => minta.setHeader(k, v));
    },
    onAfterResponse: (minta, r) => {
      b.jawab = [r.getStatus(), urai(r.getBody())];
      // To the library any refused HEAD means "begin anew"; only a 404 does.
      if (minta.getMethod() === "HEAD" && ![200, 404, 423].includes(b.jawab[0])) throw new Error("HEAD");
    },
    onShouldRetry: () => {
      const status = b.jawab[0], tetap = status === 507 || (status >= 400 && status < 500 && ![409, 423].includes(status));
      const lagi = navigator.onLine && !tetap;
      kiriman.options.chunkSize = MIB;
      b.awal = null;
      if (lagi) terputus(true);
      return lagi;
    },
    onProgress: (terkirim, total) => {
      if (terkirim < total) maju(b, terkirim, total);
      else if (b.keadaan !== "periksa") periksa(b);
    },
    onChunkComplete: () => { kiriman.options.chunkSize = Math.min(TERBESAR, 2 * kiriman.options.chunkSize); },
    onSuccess: () => { if (b.jawab[1].status) putuskan(b.jawab[1]); else akhiri(); },
    onError: () => {
      const [status, isi] = b.jawab;
      if (status >= 400) terima(b, status, isi, () => putus(b, isi.pesan));
      else if (navigator.onLine) putus(b);
      else terputus(false);
      jalan();
    },
  });

  // All bytes are there, but the answer was lost: an empty piece at the end asks for the verdict.
  const akhiri = async () => {
    periksa(b);
    const kepalanya = {...kepalaTus(), "Upload-Offset": b.berkas.size, ...(b.tetap ? {"X-Tetap": "1"} : {})};
    try {
      const r = await fetch(kiriman.url, {method: "PATCH", headers: kepalanya});
      const isi = urai(await r.text());
      if (b.batal) return;
      if (r.status === 423) { b.tunda = setTimeout(akhiri, JEDA); return; }
      if (isi.status) putuskan(isi);
      else { terima(b, r.status, isi, () => putus(b, isi.pesan)); jalan(); }
    } catch { if (!b.batal) { putus(b); jalan(); } }
  };

  addEventListener("online", () => { if (b.keadaan === "jeda") antrekan(b); });
  return {
    akhiri,
    url: () => kiriman.url,
    henti: () => kiriman.abort(),
    mulai: async () => {
      if (!kiriman.url) {
        const lama = await kiriman.findPreviousUploads();
        if (lama.length) kiriman.resumeFromPreviousUpload(lama.at(-1));
      }
      if (!b.batal) kiriman.start();
    },
  };
};
