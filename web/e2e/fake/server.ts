// A server that speaks docs/api.md with synthetic data: for working on the interface and for tests of
// it that need no training. Credit, deltas and the strict policy are as in the real one.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { FigureRequest } from '../../src/protocol';
import { advance, isRecorded, makePanels, makeRuns, valueOf, type FakeRun } from './data';
import { encodeFigure, makeFigure } from './figure';

const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'";

const kTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

interface Follow {
  request: FigureRequest;
  free: boolean; // the last figure has been acknowledged
  version: number; // of the data that it showed
}

class Client {
  readonly follows = new Map<number, Follow>();
  readonly panels = new Map<number, string[]>();
  wantsRuns = false;
  acks = 0;
  constructor(readonly socket: WebSocket) {}
}

export class FakeServer {
  runs: FakeRun[] = makeRuns();
  panels = makePanels();
  loading = false;
  /** Steps that running runs gain per tick of 50 ms. */
  speed = 5;
  figures = 0;
  requests: FigureRequest[] = [];
  /** What opens the control of trainings, and what has been asked so far. */
  token = 'f00d';
  asked: { run: string; ask: string }[] = [];
  port = 0;
  private readonly clients = new Set<Client>();
  private http: Server | null = null;
  private sockets: WebSocketServer | null = null;
  private version = 1;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly dist: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  get clientCount(): number {
    return this.clients.size;
  }

  get followCount(): number {
    return [...this.clients].reduce((sum, client) => sum + client.follows.size, 0);
  }

  async start(port = this.port): Promise<void> {
    const http = createServer((request, response) => void this.answer(request, response));
    this.http = http;
    this.sockets = new WebSocketServer({ server: http, path: '/api/live' });
    this.sockets.on('connection', (socket) => this.accept(socket));
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    this.port = (http.address() as AddressInfo).port;
    this.timer = setInterval(() => this.tick(), 50);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    for (const client of this.clients) client.socket.terminate();
    this.clients.clear();
    this.sockets?.close();
    this.http?.closeAllConnections?.();
    await new Promise<void>((resolve) =>
      this.http ? this.http.close(() => resolve()) : resolve(),
    );
    this.http = null;
  }

  /** Tells every client that the runs and the panels are not what they were. */
  announce(): void {
    this.version++;
    for (const client of this.clients) {
      if (client.wantsRuns) this.sendRuns(client);
      for (const id of client.panels.keys()) this.sendPanels(client, id);
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    response.setHeader('Content-Security-Policy', kPolicy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (pathname === '/api/version') {
      response.end('{"name":"oriel","version":"0.1.0","protocol":1}');
    } else if (pathname === '/api/rights') {
      const right = request.headers.authorization === `Bearer ${this.token}`;
      response.end(JSON.stringify({ rights: right ? ['view', 'control'] : ['view'] }));
    } else if (pathname === '/api/control') {
      await this.control(request, response);
    } else if (pathname === '/api/export') {
      this.exportCsv(searchParams, response);
    } else {
      const file = pathname === '/' ? 'index.html' : pathname.slice(1);
      const known = /^[\w.]+$/.test(file);
      const body = known ? await readFile(`${this.dist}/${file}`).catch(() => null) : null;
      response.statusCode = body ? 200 : 404;
      response.setHeader('Content-Type', kTypes[file.split('.').pop() ?? ''] ?? 'text/plain');
      response.end(body ?? 'not found');
    }
  }

  private async control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const late = searchParams.get('ticket') === 'stop_after_epoch';
      const outcome = late ? 'accepted' : 'done';
      response.end(JSON.stringify({ outcome, text: late ? 'the training will stop' : 'it is so' }));
      return;
    }
    let body = '';
    for await (const piece of request) body += String(piece);
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      response.statusCode = 401;
      response.end('{"error":{"code":"needs_token","message":"the token is wrong"}}');
      return;
    }
    const { run, ask } = JSON.parse(body) as { run: string; ask: string };
    this.asked.push({ run, ask });
    const control = this.runs.find((one) => one.info.id === run)?.info.control;
    if (control) {
      const phases: Record<string, typeof control.phase> = {
        pause: 'paused',
        resume: 'running',
        stop: 'stopping',
        stop_after_epoch: 'stopping_after_epoch',
      };
      control.phase = phases[ask] ?? control.phase;
      control.who = 'browser';
    }
    this.announce();
    response.statusCode = 202;
    response.end(JSON.stringify({ ticket: ask }));
  }

  private exportCsv(query: URLSearchParams, response: ServerResponse): void {
    response.setHeader('Content-Type', 'text/csv');
    response.setHeader('Content-Disposition', 'attachment; filename="export.csv"');
    response.write('run,series,step,value\n');
    for (const run of this.runs) {
      if (!query.getAll('run').includes(run.info.id)) continue;
      for (const name of query.getAll('series')) {
        for (let step = 0; step < run.steps; step++) {
          if (!isRecorded(name, step)) continue;
          response.write(`${run.info.id},${name},${step},${valueOf(run, name, step)}\n`);
        }
      }
    }
    response.end();
  }

  private accept(socket: WebSocket): void {
    const client = new Client(socket);
    this.clients.add(client);
    socket.on('close', () => this.clients.delete(client));
    socket.on('message', (data) => this.take(client, JSON.parse(String(data))));
    const hello = {
      type: 'hello',
      protocol: 1,
      version: '0.1.0',
      logdir: '/home/me/runs',
      rights: ['view'],
    };
    socket.send(JSON.stringify(hello));
  }

  private take(
    client: Client,
    message: { type: string; id?: number; [key: string]: unknown },
  ): void {
    const id = message.id ?? 0;
    if (message.type === 'runs') {
      client.wantsRuns = true;
      this.sendRuns(client);
    } else if (message.type === 'panels') {
      client.panels.set(id, message.runs as string[]);
      this.sendPanels(client, id);
    } else if (message.type === 'subscribe') {
      const request = message.request as FigureRequest;
      const old = client.follows.get(id);
      this.requests.push(request);
      client.follows.set(id, { request, free: old?.free ?? true, version: -1 });
    } else if (message.type === 'unsubscribe') {
      client.follows.delete(id);
      client.panels.delete(id);
    } else if (message.type === 'ack') {
      client.acks++;
      const follow = client.follows.get(id);
      if (follow) follow.free = true;
    }
  }

  private sendRuns(client: Client): void {
    const runs = this.runs.map((run) => run.info);
    const { version, loading } = this;
    client.socket.send(JSON.stringify({ type: 'runs', version, loading, runs }));
  }

  private sendPanels(client: Client, id: number): void {
    const runs = client.panels.get(id) ?? [];
    const known = runs.some((one) => this.runs.some((run) => run.info.id === one));
    client.socket.send(JSON.stringify({ type: 'panels', id, panels: known ? this.panels : [] }));
  }

  private tick(): void {
    const growing = this.speed > 0 ? this.runs.filter((run) => run.info.status === 'running') : [];
    for (const run of growing) advance(run, this.speed);
    if (growing.length > 0) this.version++;
    for (const client of this.clients) {
      if (client.wantsRuns && growing.length > 0 && this.version % 5 === 0) {
        const upsert = growing.map((run) => run.info);
        const { version, loading } = this;
        client.socket.send(
          JSON.stringify({ type: 'runs_delta', version, loading, upsert, remove: [] }),
        );
      }
      for (const [id, follow] of client.follows) {
        if (!follow.free || follow.version === this.version) continue;
        follow.free = false;
        follow.version = this.version;
        this.figures++;
        client.socket.send(encodeFigure(id, makeFigure(follow.request, this)));
      }
    }
  }
}
