// The page's one connection, and the hook by which a panel follows its figure: subscribed while it is
// visible, acknowledged when drawn, held still while the view is frozen.

import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Connection, type SocketLike, type Subscription } from './connection';
import { checkRight } from './control';
import type { ApiError, Figure, FigureRequest, ServerMessage } from './protocol';
import { frozen, link, panels, presentRuns, shownRuns, takeMessage } from './state';

function open(protocol: string): SocketLike {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/api/live`, protocol) as unknown as SocketLike;
}

// Every greeting may come from a server that was restarted and knows another token.
function take(message: ServerMessage): void {
  if (message.type === 'hello') void checkRight();
  takeMessage(message);
}

export const connection = new Connection({
  open,
  onState: (state) => (link.value = state),
  onMessage: take,
});

/** Connects, and keeps following the panels of the runs that are shown. */
export function goLive(): void {
  connection.connect();
  let followed = '';
  let end = () => {};
  effect(() => {
    // A link may name a run that the server finds a moment later.
    const wanted = presentRuns.value;
    const key = wanted.join('\n');
    if (key === followed) return;
    followed = key;
    end();
    end = () => {};
    if (wanted.length === 0) panels.value = shownRuns.value.length === 0 ? [] : null;
    else end = connection.panels(wanted, (list) => (panels.value = list));
  });
}

export interface Followed {
  figure: Signal<Figure | null>;
  error: Signal<ApiError | null>;
  /** A request is on its way. */
  busy: Signal<boolean>;
  visible: Signal<boolean>;
  /** To be called when the newest figure has been drawn. */
  drawn: () => void;
}

const kBusyMs = 150;
const kGatherMs = 30; // changes of a dragged slider that become one request

class Follower implements Followed {
  readonly figure = signal<Figure | null>(null);
  readonly error = signal<ApiError | null>(null);
  readonly busy = signal(false);
  readonly visible = signal(false);
  private subscription: Subscription | null = null;
  private owed = false;
  private timer = 0;
  private update = 0;

  follow(request: FigureRequest | null): void {
    if (!request) {
      this.stop();
    } else if (this.subscription) {
      clearTimeout(this.update);
      this.update = window.setTimeout(() => this.subscription?.update(request), kGatherMs);
      this.wait();
    } else {
      this.subscription = connection.subscribe(request, {
        onFigure: (figure) => this.take(figure),
        onError: (error) => {
          this.settle();
          this.error.value = error;
        },
      });
      this.wait();
    }
  }

  drawn = (): void => {
    if (frozen.peek()) this.owed = true;
    else this.subscription?.ack();
  };

  thaw(): void {
    if (this.owed) this.subscription?.ack();
    this.owed = false;
  }

  stop(): void {
    clearTimeout(this.update);
    this.subscription?.close();
    this.subscription = null;
    this.settle();
  }

  private take(figure: Figure): void {
    this.settle();
    this.error.value = null;
    this.figure.value = figure;
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.busy.value = true), kBusyMs);
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.busy.value = false;
  }
}

/** Follows the figure of `request` while `visible` is set; null asks for nothing yet. */
export function useFigure(request: ReadonlySignal<FigureRequest | null>): Followed {
  const follower = useMemo(() => new Follower(), []);
  useEffect(() => {
    let last = '';
    const ends = [
      effect(() => {
        const wanted = follower.visible.value ? request.value : null;
        const text = JSON.stringify(wanted);
        if (text === last) return;
        last = text;
        follower.follow(wanted);
      }),
      effect(() => {
        if (!frozen.value) follower.thaw();
      }),
    ];
    return () => {
      ends.forEach((end) => end());
      follower.stop();
    };
  }, [follower, request]);
  return follower;
}

const watched = new WeakMap<Element, Signal<boolean>>();
const observers = new Map<number, IntersectionObserver>();

function observerFor(margin: number): IntersectionObserver {
  let observer = observers.get(margin);
  if (observer) return observer;
  const take = (entries: IntersectionObserverEntry[]) => {
    for (const entry of entries) {
      const flag = watched.get(entry.target);
      if (flag) flag.value = entry.isIntersecting;
    }
  };
  // The panels scroll in `main`: margins count from there.
  const root = document.getElementById('main');
  observer = new IntersectionObserver(take, { root, rootMargin: `${margin}px 0px` });
  observers.set(margin, observer);
  return observer;
}

/** Sets `visible` while the element is on screen, or less than `margin` pixels away. */
export function watchVisible(element: Element, visible: Signal<boolean>, margin = 120): () => void {
  const observer = observerFor(margin);
  watched.set(element, visible);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    watched.delete(element);
  };
}
