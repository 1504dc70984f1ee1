// node scripts/dev.mjs [port] [runs]: serves dist/ with synthetic runs until it is interrupted.

import { fileURLToPath } from 'node:url';
import { makeMany, makePanels } from './data';
import { kPanelDescriptors, kWallDescriptors } from './panels';
import { FakeServer } from './server';

const [port = '8710', runs = '0'] = process.argv.slice(2);
const server = new FakeServer(fileURLToPath(new URL('../dist', import.meta.url)));
if (runs === 'none') server.runs = [];
else if (Number(runs) > 0) server.runs.push(...makeMany(Number(runs)).slice(5));
server.panels = [...kWallDescriptors, ...makePanels(), ...kPanelDescriptors];
await server.start(Number(port));
process.stdout.write(`${server.url}\n`);
