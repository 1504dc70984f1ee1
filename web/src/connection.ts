// The one WebSocket of a page. Owns subscriptions: they outlive a broken connection and are sent anew
// after it. Knows nothing of the DOM; clock, randomness and socket come from outside, so that tests
// can hold all three.

import { backoffMs } from './backoff';
import {
  decodeFigure,
  kProtocol,
  kSubprotocol,
  type ApiError,
  type Descriptor,
  type Figure,
  type FigureRequest,
  type ServerMessage,
} from './protocol';

/** Silence after which the server is asked for a sign of life, and how long it has to give one. */
export const kSilenceMs = 15_000;
export const kProbeMs = 5_000;

export type LinkState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'waiting'; attempt: number; until: number }
  | { kind: 'stopped'; reason: string };

export interface SocketLike {
  binaryType: string;
  readyState: number;
  onopen: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface ConnectionOptions {
  open: (protocol: string) => SocketLike;
  onState: (state: LinkState) => void;
  onMessage: (message: ServerMessage) => void;
  now?: () => number;
  random?: () => number;
  setTimer?: (run: () => void, ms: number) => number;
  clearTimer?: (timer: number) => void;
}

export interface FigureSink {
  onFigure: (figure: Figure) => void;
  onError: (error: ApiError) => void;
}

export interface Subscription {
  /** Replaces the request; does nothing when it is the same one. */
  update(request: FigureRequest): void;
  /** Says that the last figure has been drawn. */
  ack(): void;
  close(): void;
}

interface Entry {
  id: number;
  body: { type: 'subscribe'; request: FigureRequest } | { type: 'panels'; runs: string[] };
  text: string;
  owes: boolean; // a figure has come and is not acknowledged yet
  sink: FigureSink | null;
  onPanels: ((panels: Descriptor[]) => void) | null;
}

export class Connection {
  private socket: SocketLike | null = null;
  private readonly entries = new Map<number, Entry>();
  private nextId = 1;
  private attempt = 0;
  private timer = 0;
  private watch = 0;
  private heard = 0;
  private probed = false;
  private greeted = false;
  private readonly options: Required<ConnectionOptions>;

  constructor(options: ConnectionOptions) {
    this.options = {
      now: () => Date.now(),
      random: Math.random,
      setTimer: (run, ms) => setTimeout(run, ms) as unknown as number,
      clearTimer: (timer) => clearTimeout(timer),
      ...options,
    };
  }

  connect(): void {
    this.drop();
    this.options.onState({ kind: 'connecting' });
    const socket = this.options.open(kSubprotocol);
    this.socket = socket;
    this.greeted = false;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.opened(socket);
    socket.onclose = () => this.lost(socket);
    socket.onmessage = (event: { data: unknown }) => this.received(socket, event.data);
  }

  /** Tries again at once, whatever the waiting time. */
  retryNow(): void {
    this.attempt = 0;
    this.connect();
  }

  stop(reason: string): void {
    this.drop();
    this.options.onState({ kind: 'stopped', reason });
  }

  subscribe(request: FigureRequest, sink: FigureSink): Subscription {
    const entry = this.add({ type: 'subscribe', request }, sink, null);
    return {
      update: (next) => this.replace(entry, { type: 'subscribe', request: next }),
      ack: () => this.acknowledge(entry),
      close: () => this.remove(entry),
    };
  }

  /** Follows the panels that these runs can show. Returns what ends it. */
  panels(runs: string[], onPanels: (panels: Descriptor[]) => void): () => void {
    const entry = this.add({ type: 'panels', runs }, null, onPanels);
    return () => this.remove(entry);
  }

  private add(body: Entry['body'], sink: FigureSink | null, onPanels: Entry['onPanels']): Entry {
    const entry: Entry = { id: this.nextId++, body, text: '', owes: false, sink, onPanels };
    entry.text = JSON.stringify({ ...body, id: entry.id });
    this.entries.set(entry.id, entry);
    this.send(entry.text);
    return entry;
  }

  private replace(entry: Entry, body: Entry['body']): void {
    const text = JSON.stringify({ ...body, id: entry.id });
    if (text === entry.text || !this.entries.has(entry.id)) return;
    entry.body = body;
    entry.text = text;
    this.send(text);
    this.acknowledge(entry); // an undrawn old figure must not hold up the new one
  }

  private acknowledge(entry: Entry): void {
    if (!entry.owes) return;
    entry.owes = false;
    this.send(JSON.stringify({ type: 'ack', id: entry.id }));
  }

  private remove(entry: Entry): void {
    if (this.entries.delete(entry.id)) {
      this.send(JSON.stringify({ type: 'unsubscribe', id: entry.id }));
    }
  }

  private send(text: string): void {
    if (this.greeted && this.socket?.readyState === 1) this.socket.send(text);
  }

  private opened(socket: SocketLike): void {
    if (socket !== this.socket) return;
    this.greeted = true;
    this.hear();
    this.send('{"type":"runs"}');
    for (const entry of this.entries.values()) {
      entry.owes = false;
      this.send(entry.text);
    }
    this.watchSilence();
  }

  private received(socket: SocketLike, data: unknown): void {
    if (socket !== this.socket) return;
    this.hear();
    try {
      if (typeof data === 'string') this.receivedText(JSON.parse(data) as ServerMessage);
      else if (data instanceof ArrayBuffer) this.receivedFigure(data);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.options.onMessage({ type: 'error', error: { code: 'bad_message', message } });
    }
  }

  private receivedText(message: ServerMessage): void {
    if (message.type === 'hello') {
      if (message.protocol !== kProtocol) {
        const spoken = `the server speaks protocol ${message.protocol}, this page ${kProtocol}`;
        this.stop(`${spoken}: reload the page`);
        return;
      }
      this.attempt = 0;
      this.options.onState({ kind: 'open' });
    } else if (message.type === 'panels') {
      this.entries.get(message.id)?.onPanels?.(message.panels);
    } else if (message.type === 'error' && message.id !== undefined) {
      this.entries.get(message.id)?.sink?.onError(message.error);
    }
    this.options.onMessage(message);
  }

  private receivedFigure(data: ArrayBuffer): void {
    const { id, figure } = decodeFigure(data);
    const entry = this.entries.get(id);
    if (!entry?.sink) return;
    entry.owes = true;
    entry.sink.onFigure(figure);
  }

  private hear(): void {
    this.heard = this.options.now();
    this.probed = false;
  }

  // Pings are invisible to a page, and a run at rest sends nothing: so after a silence ask for
  // something small, and take the connection for dead only when that goes unanswered too.
  private watchSilence(): void {
    this.options.clearTimer(this.watch);
    this.watch = this.options.setTimer(() => {
      const socket = this.socket;
      if (!socket) return;
      const silent = this.options.now() - this.heard;
      if (this.probed && silent >= kSilenceMs + kProbeMs) {
        this.lost(socket);
        return;
      }
      if (!this.probed && silent >= kSilenceMs) {
        this.probed = true;
        this.send(JSON.stringify({ type: 'panels', id: this.nextId++, runs: [] }));
      }
      this.watchSilence();
    }, kProbeMs);
  }

  private lost(socket: SocketLike): void {
    if (socket !== this.socket) return;
    this.drop();
    const wait = backoffMs(this.attempt++, this.options.random());
    const until = this.options.now() + wait;
    this.options.onState({ kind: 'waiting', attempt: this.attempt, until });
    this.timer = this.options.setTimer(() => this.connect(), wait);
  }

  private drop(): void {
    this.options.clearTimer(this.timer);
    this.options.clearTimer(this.watch);
    const socket = this.socket;
    this.socket = null;
    this.greeted = false;
    if (!socket) return;
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
  }
}
