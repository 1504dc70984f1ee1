// node compress_assets.mjs DIST OUT: compresses the interface's files with brotli and gzip into OUT
// and writes OUT/assets_table.cc, which compiles them all in.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const [dist, out] = process.argv.slice(2).map((path) => resolve(path));
mkdirSync(out, { recursive: true });

const blobs = [];
const rows = [];
for (const name of readdirSync(dist).sort()) {
  const type = kTypes[extname(name)];
  if (!type) throw new Error(`${join(dist, name)} is of a type that the server does not know`);
  const raw = readFileSync(join(dist, name));
  const forms = {
    raw,
    gzip: gzipSync(raw, { level: 9 }),
    brotli: brotliCompressSync(raw, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
      },
    }),
  };
  const symbols = [];
  for (const [form, bytes] of Object.entries(forms)) {
    const symbol = `oriel_asset_${rows.length}_${form}`;
    const path = join(out, `${name}.${form}`);
    writeFileSync(path, bytes);
    blobs.push({ symbol, path, size: bytes.length });
    symbols.push(`bytes(${symbol}, ${bytes.length})`);
  }
  const hash = createHash('sha256').update(raw).digest('hex').slice(0, 16);
  rows.push(`    {"/${name}", "${type}", "${hash}",\n     ${symbols.join(', ')}},`);
}

const quoted = (path) => path.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
const assembly = blobs.map(
  ({ symbol, path }) => `__asm__(
    ".section .rodata\\n.balign 16\\n.globl ${symbol}\\n${symbol}:\\n"
    ".incbin \\"${quoted(quoted(path))}\\"\\n.byte 0\\n.previous\\n");
extern "C" const unsigned char ${symbol}[];`,
);
writeFileSync(
  join(out, 'assets_table.cc'),
  `// Made by cmake/compress_assets.mjs; changes with every file it names.
#include "serve/assets.h"

${assembly.join('\n')}

namespace oriel::serve {
namespace {

base::Bytes bytes(const unsigned char* data, size_t size) { return {data, size}; }

}  // namespace

std::span<const Asset> embedded_assets() {
  static const Asset assets[] = {
${rows.join('\n')}
  };
  return assets;
}

}  // namespace oriel::serve
`,
);
