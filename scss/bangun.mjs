// Builds static/css/zi.css from scss/. Needed only when the style changes: the compiled file is committed.
// The banner carries the hash of the sources, so that a test can tell a stale file without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const sumber = readdirSync("scss").filter((n) => n.endsWith(".scss")).sort();
const hash = createHash("sha256");
for (const nama of sumber) hash.update(readFileSync(`scss/${nama}`));
const hasil = sass.compile("scss/zi.scss", {
  loadPaths: ["node_modules"],
  style: "compressed",
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
});
const css = `/*! Built from scss/ by "npm run build:css"; do not edit. sumber:${hash.digest("hex")} */\n${hasil.css.replace(/^\uFEFF/, "")}\n`;
writeFileSync("static/css/zi.css", css);
console.log(`static/css/zi.css ${css.length} B, gzip ${gzipSync(css, { level: 9 }).length} B`);
