// Boxes that scroll say so: `data-more` names the sides on which more lies, and the style sheet lets
// the content fade out there.

import { useLayoutEffect, useRef } from 'preact/hooks';

export type Side = 'left' | 'right' | 'top' | 'bottom';

type Measures = Pick<
  HTMLElement,
  'scrollLeft' | 'scrollTop' | 'scrollWidth' | 'scrollHeight' | 'clientWidth' | 'clientHeight'
>;

/** The sides on which a box hides some of its content; a pixel of rounding is nothing. */
export function hiddenSides(box: Measures): Side[] {
  const sides: Side[] = [];
  if (box.scrollLeft > 1) sides.push('left');
  if (box.scrollLeft + box.clientWidth < box.scrollWidth - 1) sides.push('right');
  if (box.scrollTop > 1) sides.push('top');
  if (box.scrollTop + box.clientHeight < box.scrollHeight - 1) sides.push('bottom');
  return sides;
}

/** Keeps `data-more` of the box right; give it the class `edges`, too. `changed` is told each time. */
export function useEdges<T extends HTMLElement>(changed?: (box: T) => void) {
  const ref = useRef<T>(null);
  const tell = useRef(changed);
  tell.current = changed;
  const look = useRef(() => {
    const box = ref.current;
    if (!box) return;
    const sides = hiddenSides(box).join(' ');
    if (box.dataset.more !== sides) box.dataset.more = sides;
    tell.current?.(box);
  }).current;
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const size = new ResizeObserver(look);
    size.observe(box);
    for (const child of box.children) size.observe(child);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      size.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [ref.current]);
  useLayoutEffect(look); // what it holds may be new
  return ref;
}
