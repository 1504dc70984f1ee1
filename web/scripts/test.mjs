// Bundles the tests of one folder (test or e2e) and runs them with node's own test runner.
//   node scripts/test.mjs test [name]     node scripts/test.mjs e2e [name]
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder = 'test', only = ''] = process.argv.slice(2);
const suffix = folder === 'e2e' ? '.e2e.ts' : '.test.ts';
const files = (await readdir(`${root}${folder}`)).filter(
  (name) => name.endsWith(suffix) && name.includes(only),
);
if (files.length === 0) {
  console.error(`no ${folder}/*${only}*${suffix} to run`);
  process.exit(1);
}

const outdir = `${root}.cache/${folder}`;
await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: files.map((name) => `${folder}/${name}`),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'esm',
  packages: 'external',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const outputs = files.map((name) => `${outdir}/${name.replace(/\.ts$/, '.mjs')}`);
const flags = ['--enable-source-maps', '--test'];
const child = spawn(process.execPath, [...flags, ...outputs], { cwd: root, stdio: 'inherit' });
child.on('exit', (code) => process.exit(code ?? 1));
