// Pointer gestures over a chart, in pixels of its canvas: hover, drag to select, shift-drag to pan,
// click, double click, Ctrl-wheel. Knows nothing of what they mean.

export interface GestureHooks {
  hover(x: number, y: number): void;
  leave(): void;
  selecting(from: number, to: number): void;
  selected(from: number, to: number): void;
  cancelled(): void;
  panned(by: number): void;
  clicked(x: number): void;
  doubled(): void;
  wheeled(x: number, factor: number): void;
}

const kDragPixels = 5;

export function attachGestures(element: HTMLElement, hooks: GestureHooks): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  let from: number | null = null;
  let last = 0;
  let dragging = false;
  let panning = false;
  const place = (event: MouseEvent): [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const end = () => {
    from = null;
    dragging = panning = false;
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    [from] = place(event);
    last = from;
    panning = event.shiftKey;
    dragging = false;
  };
  const move = (event: PointerEvent) => {
    const [x, y] = place(event);
    if (from !== null && !dragging && Math.abs(x - from) >= kDragPixels) {
      dragging = true;
      element.setPointerCapture(event.pointerId);
    }
    if (from !== null && dragging) {
      if (panning) hooks.panned(x - last);
      else hooks.selecting(from, x);
      last = x;
      return;
    }
    hooks.hover(x, y);
  };
  const up = (event: PointerEvent) => {
    const [x] = place(event);
    if (from !== null && dragging && !panning) hooks.selected(from, x);
    else if (from !== null && !dragging) hooks.clicked(x);
    end();
  };
  const cancel = () => {
    end();
    hooks.cancelled();
  };
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    hooks.wheeled(place(event)[0], Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.008));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || from === null || !dragging) return;
    event.stopPropagation();
    cancel();
  };
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', up, { signal });
  element.addEventListener('pointercancel', cancel, { signal });
  element.addEventListener('pointerleave', () => hooks.leave(), { signal });
  element.addEventListener('dblclick', () => hooks.doubled(), { signal });
  element.addEventListener('wheel', wheel, { signal, passive: false });
  document.addEventListener('keydown', key, { signal, capture: true });
  return () => abort.abort();
}
