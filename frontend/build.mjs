// Bundles what the screens load into static files whose names carry their hash; `make` runs it.
// manifest.json tells the template tag `bundle` which file stands for which name.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const SCREENS = join(HERE, "../src/jinlin/web");
const OUT = join(SCREENS, "static/dist");
const PACKAGES = join(HERE, "node_modules");
const WORTH_COMPRESSING = 1024; // bytes

function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const dot = name.lastIndexOf(".");
  const full = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  writeFileSync(join(OUT, full), content);
  return full;
}

// MapLibre's worker and what it shares with the page go as they are: they import each other by name.
function mapWorker() {
  const files = ["maplibre-gl-worker.mjs", "maplibre-gl-shared.mjs"];
  const from = join(PACKAGES, "maplibre-gl/dist");
  const version = JSON.parse(readFileSync(join(PACKAGES, "maplibre-gl/package.json"))).version;
  const folder = join(OUT, `maplibre-${version}`);
  mkdirSync(folder);
  for (const file of files) copyFileSync(join(from, file), join(folder, file));
  return `maplibre-${version}/${files[0]}`;
}

// Only the icons that some template names: {% icon "bell" %}
function sprite() {
  const names = new Set();
  for (const entry of readdirSync(SCREENS, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|py)$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    for (const [, name] of text.matchAll(/(?:\{% icon |\bicon=)"([a-z0-9-]+)"/g)) names.add(name);
  }
  const symbols = [...names].sort().map((name) => {
    const file = readFileSync(join(PACKAGES, `@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const inner = file.slice(file.indexOf(">", file.indexOf("<svg")) + 1, file.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

async function bundles(entryPoints, options) {
  const result = await build({
    absWorkingDir: HERE,
    entryPoints,
    bundle: true,
    minify: true,
    target: ["es2022"],
    outdir: OUT,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "file", ".woff2": "file" },
    legalComments: "none",
    metafile: true,
    ...options,
  });
  const entries = Object.entries(result.metafile.outputs).filter(([, one]) => entryPoints.includes(one.entryPoint));
  return Object.fromEntries(entries.map(([path, one]) => [basename(one.entryPoint), basename(path)]));
}

function compressAll() {
  for (const entry of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(m?js|css|svg)$/.test(entry.name)) continue;
    const content = readFileSync(path);
    if (content.length < WORTH_COMPRESSING) continue;
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(content));
  }
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const manifest = {
  ...(await bundles(["src/app.js", "src/look.css"], {
    format: "esm",
    splitting: true,
    define: { MAP_WORKER: JSON.stringify(mapWorker()) },
  })),
  // Before the page is drawn, so that nobody in the dark is blinded first.
  ...(await bundles(["src/theme.js"], { format: "iife" })),
};
manifest["icons.svg"] = hashed("icons.svg", sprite());
manifest["logo.svg"] = hashed("logo.svg", readFileSync(join(HERE, "src/logo.svg")));
compressAll();
writeFileSync(join(OUT, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
