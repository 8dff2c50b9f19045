// Loaded before paint only for the theme "ikuti perangkat": follows the device and its changes.
(() => {
  const gelap = matchMedia("(prefers-color-scheme: dark)");
  const terap = () => document.documentElement.setAttribute("data-bs-theme", gelap.matches ? "dark" : "light");
  terap();
  gelap.addEventListener("change", terap);
})();
