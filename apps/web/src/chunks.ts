const KEY = 'anwen.chunkReload';
/** A second failure within this time is an outage and not a new build: show it instead of reloading for ever. */
const AGAIN_MS = 60_000;

/** After an update the old page asks for chunks that are gone; one silent reload brings the new build. */
export function reloadForNewBuild(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    if (!navigator.onLine || Date.now() - last < AGAIN_MS) return;
    event.preventDefault();
    sessionStorage.setItem(KEY, String(Date.now()));
    window.location.reload();
  });
}
