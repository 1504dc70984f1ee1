// One line across the page when something is wrong with the way to the server.

import { formatDuration } from './chart/format';
import { clock } from './clock';
import { connection } from './live';
import { complaint, everConnected, link } from './state';

function Offline() {
  const state = link.value;
  if (state.kind === 'open' || (state.kind === 'connecting' && !everConnected.value)) return null;
  if (state.kind === 'stopped') {
    return (
      <div class="banner banner-error" role="alert">
        <span>Not connected: {state.reason}</span>
      </div>
    );
  }
  void clock.value; // the time left is read anew with the clock
  const wait = state.kind === 'waiting' ? Math.max(0, state.until - Date.now()) / 1000 : 0;
  const again = wait >= 1 ? `Next try in ${formatDuration(Math.ceil(wait))}.` : 'Trying again…';
  return (
    <div class="banner banner-warn" role="alert">
      <span>
        <b>Disconnected from the server.</b> What you see is what was known then; training is not
        affected. {again}
      </span>
      <button type="button" class="plain" onClick={() => connection.retryNow()}>
        Try now
      </button>
    </div>
  );
}

export function Banners() {
  return (
    <>
      <Offline />
      {complaint.value && link.value.kind === 'open' && (
        <div class="banner banner-warn" role="alert">
          <span>{complaint.value}</span>
          <button type="button" class="plain" onClick={() => (complaint.value = '')}>
            Dismiss
          </button>
        </div>
      )}
    </>
  );
}
