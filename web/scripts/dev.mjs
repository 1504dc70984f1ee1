// A server with synthetic runs for working on the interface: node scripts/dev.mjs [port] [runs]
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
await build({
  absWorkingDir: root,
  entryPoints: ['e2e/fake/main.ts'],
  outfile: '.cache/fake.mjs',
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
await import(`${root}.cache/fake.mjs`);
