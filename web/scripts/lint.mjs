// Holds the sources to the rules that the content security policy and the house rest on.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = [
  [
    /\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|dangerouslySetInnerHTML/,
    'markup from a string',
  ],
  [/\beval\s*\(|new Function\s*\(|document\.write/, 'code from a string'],
  [/style="/, 'an inline style: the policy forbids it'],
  [/https?:\/\/(?!www\.w3\.org\/|127\.0\.0\.1|localhost|\$\{)/, 'an address outside this server'],
  [/\bconsole\.(log|debug)\b/, 'a message nobody reads'],
];
const kMaxLines = 600;

async function* sources(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(tsx?|css|html|svg)$/.test(entry.name)) yield path;
  }
}

let faults = 0;
for (const folder of ['src', 'test', 'e2e']) {
  for await (const path of sources(`${root}${folder}`)) {
    const lines = (await readFile(path, 'utf8')).split('\n');
    const name = path.slice(root.length);
    if (lines.length > kMaxLines) {
      console.error(`${name}: ${lines.length} lines; at most ${kMaxLines}`);
      faults++;
    }
    if (folder !== 'src') continue;
    lines.forEach((line, i) => {
      for (const [pattern, why] of rules) {
        if (!pattern.test(line)) continue;
        console.error(`${name}:${i + 1}: ${why}: ${line.trim()}`);
        faults++;
      }
    });
  }
}
process.exit(faults === 0 ? 0 : 1);
