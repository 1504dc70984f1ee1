// Small drawings in the colour of the text around them. All are decoration: the words stand beside
// them or in the label of their button.

import type { ComponentChildren } from 'preact';
import type { Status } from './protocol';

function Icon({ children, class: name = '' }: { children: ComponentChildren; class?: string }) {
  return (
    <svg
      class={`icon ${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const LogoIcon = () => (
  <svg class="logo" viewBox="0 0 32 32" width="22" height="22" fill="none" aria-hidden="true">
    <path
      d="M4 8 16 5l12 3v16l-12 3-12-3Z"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
    />
    <path
      d="m8 12 4.500 8 3.500-3 3.500 4.500L24 20"
      class="logo-curve"
      stroke-width="2.500"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.250" />
    <path d="m10.250 10.250 3.250 3.250" />
  </Icon>
);
export const MenuIcon = () => (
  <Icon>
    <path d="M2.500 4.500h11M2.500 8h11M2.500 11.500h11" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M5.500 3.500v9M10.500 3.500v9" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M5 3.200v9.600L12.500 8Z" />
  </Icon>
);
export const StopIcon = () => (
  <Icon>
    <path d="M4.250 4.250h7.500v7.500h-7.500Z" />
  </Icon>
);
export const SaveIcon = () => (
  <Icon>
    <path d="M8 2.500v7M5 7l3 3 3-3M2.750 10.500v2.750h10.500v-2.750" />
  </Icon>
);
export const HoldIcon = () => (
  <Icon>
    <path d="M8 2v12M2.800 5l10.400 6M13.200 5 2.800 11" />
  </Icon>
);
export const SystemIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.500" />
    <path d="M8 2.500v11a5.500 5.500 0 0 0 0-11Z" fill="currentColor" stroke="none" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M12.600 3.400l-.7.7M4.100 11.900l-.7.7" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M13 9.500A5.500 5.500 0 1 1 6.500 3 4.500 4.500 0 0 0 13 9.500Z" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.750" />
    <path d="M8 7.250v3.500M8 5.200v.05" />
  </Icon>
);
export const GridIcon = () => (
  <Icon>
    <path d="M2.500 2.500h4.500v4.500h-4.500ZM9 2.500h4.500v4.500h-4.500ZM2.500 9h4.500v4.500h-4.500ZM9 9h4.500v4.500h-4.500Z" />
  </Icon>
);
export const EnlargeIcon = () => (
  <Icon>
    <path d="M9.500 2.750h3.750v3.750M13 3 9.250 6.750M6.500 13.250h-3.750v-3.750M3 13l3.750-3.750" />
  </Icon>
);
export const ShrinkIcon = () => (
  <Icon>
    <path d="M13 6.500h-3.500v-3.500M9.750 6.250l3.500-3.500M3 9.500h3.500v3.500M6.250 9.750l-3.500 3.500" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3.500 8h.01M8 8h.01M12.500 8h.01" stroke-width="2.250" />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M3 8a5 5 0 1 0 1.600-3.660M3 2.750v2.500h2.500" />
  </Icon>
);

const kStatusPaths: Record<Status, ComponentChildren> = {
  running: <circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />,
  finished: <path d="m3.500 8.500 3 3 6-7" stroke-width="2" />,
  failed: <path d="m4 4 8 8M12 4l-8 8" stroke-width="2" />,
  crashed: <circle cx="8" cy="8" r="4.500" stroke-dasharray="2.300 2.400" stroke-width="1.750" />,
};

export const kStatusWords: Record<Status, string> = {
  running: 'running',
  finished: 'finished',
  failed: 'failed',
  crashed: 'lost contact',
};

/** The status of a run by shape and colour; the word is for the caller to set beside it. */
export function StatusIcon({ status }: { status: Status }) {
  return <Icon class={`status-${status}`}>{kStatusPaths[status] ?? kStatusPaths.crashed}</Icon>;
}
