// The page of one document: copying a hash. Without this file the hash is there to be marked and copied by hand.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-salin-teks]").forEach((tombol) => {
    tombol.hidden = false;
    tombol.addEventListener("click", () => navigator.clipboard.writeText(tombol.dataset.salinTeks).then(() => {
      tombol.querySelector("span").textContent = "Disalin";
      document.dispatchEvent(new CustomEvent("zi:kabar", {detail: {value: "SHA-256 disalin."}}));
    }));
  });
})();
