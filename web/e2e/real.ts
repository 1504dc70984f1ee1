// A real `oriel serve` and real trainings, as children that do not outlive the test: ORIEL_BIN and
// ORIEL_TRAIN_BIN name the programs, ORIEL_DATA the folder with train.csv.gz and val.csv.gz.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './browser';

export const kServe = process.env.ORIEL_BIN ?? '';
export const kTrain = process.env.ORIEL_TRAIN_BIN ?? '';
const kData = process.env.ORIEL_DATA ?? '';
const kStartMs = 30_000; // machines of two busy cores load LibTorch slowly

class Child {
  output = '';
  private readonly process: ChildProcess;
  private readonly gone: Promise<number | null>;

  constructor(program: string, args: string[], env: Record<string, string> = {}) {
    this.process = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout!.on('data', (bytes) => (this.output += bytes));
    this.process.stderr!.on('data', (bytes) => (this.output += bytes));
    this.gone = new Promise((resolve) => {
      this.process.on('exit', (code) => resolve(code));
      this.process.on('error', (error) => {
        this.output += error.message;
        resolve(null);
      });
    });
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Waits for a line of its output. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const read = () => ({ running: this.running, output: this.output.slice(-2000) });
    const ok = () => pattern.test(this.output) || !this.running;
    await until(`${pattern} from ${this.process.spawnargs.join(' ')}`, read, ok, kStartMs);
    const found = pattern.exec(this.output);
    if (!found) throw new Error(`it ended without ${pattern}:\n${this.output}`);
    return found;
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.running) this.process.kill(signal);
    return this.gone;
  }
}

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'oriel-e2e-'));
  url = '';
  /** What opens the control of trainings, as the server printed it. */
  token = '';
  private port = '0';
  private server: Child | null = null;
  private readonly trainings: Child[] = [];

  /** Starts the server; again after stop(), it has the same address. */
  async serve(): Promise<void> {
    this.server = new Child(kServe, ['serve', join(this.folder, 'runs'), '--port', this.port]);
    const found = await this.server.says(/http:\/\/127\.0\.0\.1:(\d+)/);
    this.port = found[1]!;
    this.url = `http://127.0.0.1:${this.port}/`;
    this.token = (await this.server.says(/#token=([0-9a-f]{64})/))[1]!;
  }

  async stopServing(): Promise<void> {
    await this.server?.end('SIGKILL');
  }

  /** A training that goes on until it is ended; resolves to its run and the process. */
  async train(name: string, options: string[]): Promise<{ id: string; process: Child }> {
    const file = (which: string) => join(kData, `${which}.csv.gz`);
    const child = new Child(
      kTrain,
      [
        ...['--train', file('train'), '--val', file('val'), '--epochs', '100000', '--threads', '1'],
        ...['--patience', '0'], // it does not end by itself
        ...['--logdir', join(this.folder, 'runs'), '--out-dir', join(this.folder, `model-${name}`)],
        ...['--name', name, ...options],
      ],
      { OMP_WAIT_POLICY: 'passive' },
    );
    this.trainings.push(child);
    await child.says(/Recording to/);
    return { id: `${name}/run_001`, process: child };
  }

  async close(): Promise<void> {
    for (const child of this.trainings) await child.end('SIGKILL');
    await this.stopServing();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
