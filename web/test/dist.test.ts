import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

const kBudget = 100_000; // bytes of brotli for everything a browser loads

const files = readdirSync('dist').sort();
const text = (name: string) => readFileSync(`dist/${name}`, 'utf8');

test('the interface is four files', () => {
  assert.deepEqual(files, ['app.css', 'app.js', 'favicon.svg', 'index.html']);
});

test('the interface is at most 100 kB to download', (context) => {
  const sizes = files.map((name) => brotliCompressSync(readFileSync(`dist/${name}`)).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  context.diagnostic(
    files.map((name, i) => `${name} ${sizes[i]}`).join(', ') + `, together ${total} bytes`,
  );
  assert.ok(total <= kBudget, `${total} bytes`);
});

test('it asks for nothing beyond its server and nothing the policy forbids', () => {
  const html = text('index.html');
  assert.ok(!/<script(?![^>]*\bsrc=)/.test(html) && !/<style|style=|\son\w+=/.test(html));
  assert.ok(!/\beval\(|new Function\(/.test(text('app.js')));
  assert.ok(!/@import|url\(/.test(text('app.css')));
  for (const name of files) {
    assert.ok(!/sourceMappingURL/.test(text(name)), name);
    const outside = text(name).match(/https?:\/\/[\w.-]+/g) ?? [];
    assert.deepEqual(
      outside.filter((address) => address !== 'http://www.w3.org'),
      [],
      name,
    );
  }
});
