// A button that opens a short list of actions.

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { MoreIcon } from '../icons';

export interface Action {
  label: string;
  run?: () => void;
  href?: string;
}

export function Menu({ label, actions }: { label: string; actions: Action[] }) {
  const open = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const shown = open.value;
  useEffect(() => {
    if (!shown) return undefined;
    box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) open.value = false;
    };
    addEventListener('pointerdown', away, true);
    addEventListener('focusin', away, true);
    return () => {
      removeEventListener('pointerdown', away, true);
      removeEventListener('focusin', away, true);
    };
  }, [shown]);
  const key = (event: KeyboardEvent) => {
    if (!shown) return;
    const items = [...box.current!.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) items[(at + by + items.length) % items.length]?.focus();
    else if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (by !== 0) return;
    open.value = false;
    box.current?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <div class="menu" ref={box} onKeyDown={key}>
      <button
        type="button"
        class="quiet small"
        aria-haspopup="menu"
        aria-expanded={shown}
        aria-label={label}
        title="More"
        onClick={() => (open.value = !shown)}
      >
        <MoreIcon />
      </button>
      {shown && (
        <div class="menu-list" role="menu" aria-label={label}>
          {actions.map((action) => (
            <Item key={action.label} action={action} close={() => (open.value = false)} />
          ))}
        </div>
      )}
    </div>
  );
}

function Item({ action, close }: { action: Action; close: () => void }) {
  if (action.href) {
    return (
      <a role="menuitem" tabIndex={-1} href={action.href} download="" onClick={close}>
        {action.label}
      </a>
    );
  }
  const run = () => {
    close();
    action.run?.();
  };
  return (
    <button role="menuitem" tabIndex={-1} type="button" onClick={run}>
      {action.label}
    </button>
  );
}
