import type { Duplex, Writable } from 'node:stream';

/** Resolves when the stream takes more; rejects when it never will, which plain `drain` would not tell. */
export function roomIn(stream: Writable | Duplex): Promise<void> {
  if (stream.errored) return Promise.reject(stream.errored);
  if (stream.destroyed) return Promise.reject(gone());
  if (!stream.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void): void => {
      stream.off('drain', onDrain).off('error', onError).off('close', onClose);
      outcome();
    };
    const onDrain = (): void => settle(resolve);
    const onError = (error: Error): void => settle(() => reject(error));
    const onClose = (): void => settle(() => reject(stream.errored ?? gone()));
    stream.on('drain', onDrain).on('error', onError).on('close', onClose);
  });
}

const gone = (): Error => new Error('nobody reads the file any more');
