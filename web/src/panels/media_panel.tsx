// Images and texts at a step: the one under the shared cursor, the pinned one, or the newest.

import { effect, signal, useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { formatInteger } from '../chart/format';
import { useEdges } from '../edges';
import { useFigure } from '../live';
import type { Descriptor, Figure, FigureRequest, ImageMark, Mark, TextMark } from '../protocol';
import { presentRuns, stepCursor } from '../state';
import { Frame } from './frame';

const kCursorMs = 100; // the cursor goes out at ten per second, the newest wins

/** The shared step cursor, no faster than ten changes per second. */
export const calmStep = signal<number | null>(null);
let nextAt = 0;
let pending = 0;
effect(() => {
  const step = stepCursor.value;
  clearTimeout(pending);
  const wait = Math.max(0, nextAt - performance.now());
  pending = setTimeout(() => {
    nextAt = performance.now() + kCursorMs;
    calmStep.value = step;
  }, wait) as unknown as number;
});

/** Grey, RGB or RGBA pixels as the RGBA that a canvas takes. */
export function toRgba(
  mark: Pick<ImageMark, 'width' | 'height' | 'channels' | 'pixels'>,
): Uint8ClampedArray {
  const { width, height, channels, pixels } = mark;
  const n = width * height;
  const out = new Uint8ClampedArray(n * 4);
  for (let i = 0; i < n; i++) {
    const from = i * channels;
    out[i * 4] = pixels[from]!;
    out[i * 4 + 1] = pixels[channels >= 3 ? from + 1 : from]!;
    out[i * 4 + 2] = pixels[channels >= 3 ? from + 2 : from]!;
    out[i * 4 + 3] = channels === 4 ? pixels[from + 3]! : 255;
  }
  return out;
}

function ImageView({ mark, who }: { mark: ImageMark; who: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current!;
    const whole = mark.width * mark.height * mark.channels === mark.pixels.length;
    if (!whole || mark.width < 1 || mark.height < 1) return;
    element.width = mark.width;
    element.height = mark.height;
    const data = new ImageData(mark.width, mark.height);
    data.data.set(toRgba(mark));
    element.getContext('2d')?.putImageData(data, 0, 0);
  }, [mark]);
  const step = `step ${formatInteger(mark.step)}`;
  const words = [who, step, mark.caption].filter(Boolean).join(', ');
  const small = Math.max(mark.width, mark.height) < 256;
  return (
    <figure>
      <canvas ref={canvas} class={small ? 'pixelated' : ''} role="img" aria-label={words} />
      <figcaption>
        {who && <b>{who}</b>} <span>{step}</span>
        {mark.caption && ` · ${mark.caption}`}
      </figcaption>
    </figure>
  );
}

/** Text that is set in columns by spaces, such as a report: it keeps its lines, and scrolls. */
export function isColumned(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const set = lines.filter((line) => /\S( {2,}|\t)\S/.test(line)).length;
  return lines.length > 2 && set * 2 > lines.length;
}

function TextView({ mark, who }: { mark: TextMark; who: string }) {
  return (
    <article>
      <p class="text-head">
        {who && <b>{who}</b>} <span>step {formatInteger(mark.step)}</span>
      </p>
      <pre class={isColumned(mark.text) ? 'columned' : ''}>{mark.text}</pre>
    </article>
  );
}

function whose(figure: Figure, mark: Mark): string {
  const parts: string[] = [];
  const run = mark.run === undefined ? undefined : figure.runs[mark.run];
  if (figure.runs.length > 1 && run) parts.push(run.label);
  const paths = new Set(figure.panels.flatMap((p) => p.marks.map((m) => m.entity?.path ?? '')));
  if (paths.size > 1 && mark.entity?.path) parts.push(mark.entity.path);
  return parts.join(' ');
}

export function MediaPanel({ descriptor }: { descriptor: Descriptor }) {
  const given = useSignal(descriptor);
  given.value = descriptor;
  const live = descriptor.request.panel === 'live_image';
  const request = useComputed<FigureRequest | null>(() => {
    const runs = presentRuns.value;
    if (runs.length === 0) return null;
    const base = { ...given.value.request, runs };
    return live ? base : { ...base, cursor: calmStep.value };
  });
  const followed = useFigure(request);
  const figure = followed.figure.value;
  useEffect(() => {
    if (!figure) return undefined;
    const frame = requestAnimationFrame(() => followed.drawn());
    return () => cancelAnimationFrame(frame);
  }, [figure]);
  const box = useEdges<HTMLDivElement>();
  const marks = figure?.panels.flatMap((panel) => panel.marks) ?? [];
  const seen = marks.filter((mark) => mark.type === 'image' || mark.type === 'text');
  const text = seen.some((mark) => mark.type === 'text');
  const empty = live
    ? 'Waiting for the training to show one.'
    : 'Nothing was recorded up to this step.';
  return (
    <Frame descriptor={descriptor} followed={followed}>
      <div
        class={`edges ${text ? 'texts' : 'images'}`}
        ref={box}
        tabIndex={0}
        role="group"
        aria-label={descriptor.title}
      >
        {seen.map((mark, i) =>
          mark.type === 'image' ? (
            <ImageView key={i} mark={mark} who={whose(figure!, mark)} />
          ) : mark.type === 'text' ? (
            <TextView key={i} mark={mark} who={whose(figure!, mark)} />
          ) : null,
        )}
        {figure && seen.length === 0 && <p class="panel-message muted">{empty}</p>}
      </div>
    </Frame>
  );
}
