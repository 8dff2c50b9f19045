// The pages of one document: copying a hash, and going back to it once its new version is stored. Without this file the
// hash is there to be marked and copied by hand, and the form of a new version leads back by itself.
(() => {
  "use strict";
  const ganti = document.querySelector("[data-unggah][data-sesudah]");
  ganti?.addEventListener("unggah:tersimpan", () => location.assign(ganti.dataset.sesudah));
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-salin-teks]").forEach((tombol) => {
    tombol.hidden = false;
    tombol.addEventListener("click", () => navigator.clipboard.writeText(tombol.dataset.salinTeks).then(() => {
      tombol.querySelector("span").textContent = "Disalin";
      document.dispatchEvent(new CustomEvent("zi:kabar", {detail: {value: "SHA-256 disalin."}}));
    }));
  });
})();
