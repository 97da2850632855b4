import { api, fetchPatiently, hasToken } from './connect';
import { Unreachable } from './problem';

/** Above this a file goes straight to the disk instead of through the memory of the page. */
const THROUGH_MEMORY_BYTES = 50 * 2 ** 20;

/** The name that the server gave the file: RFC 6266, with the UTF-8 form before the plain one. */
export function fileNameOf(disposition: string | null): string | undefined {
  const utf8 = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (utf8 !== undefined) {
    try {
      return decodeURIComponent(utf8.trim());
    } catch {
      // Not percent-encoded as it should be: the plain name will do.
    }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1];
}

function save(href: string, name: string): void {
  const link = Object.assign(document.createElement('a'), { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/**
 * Saves a file of the server under the name it gives. A refusal is thrown like any other, instead of becoming a file.
 * Very large files are left to the browser where it holds the session itself.
 */
export async function download(path: string, { bytes = 0, name = 'download' }: { bytes?: number | null; name?: string | null } = {}): Promise<void> {
  if ((bytes ?? 0) > THROUGH_MEMORY_BYTES && !hasToken()) return save(path, name ?? '');
  const answer: unknown = await api.GET(path as never, { parseAs: 'blob', fetch: fetchPatiently } as never);
  const { data, response } = answer as { data?: unknown; response: Response };
  if (!(data instanceof Blob)) throw new Unreachable(null);
  const href = URL.createObjectURL(data);
  save(href, fileNameOf(response.headers.get('Content-Disposition')) ?? name ?? 'download');
  // The browser has taken hold of the content by the next task; a minute is generous.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
