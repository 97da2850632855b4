/** What a person sees in the downloads folder: `庫存量_20261122-0800.xlsx`. */
export function fileNameOf(title: string, localMoment: string, format: string): string {
  const when = localMoment.slice(0, 16).replaceAll('-', '').replace(':', '').replace(' ', '-');
  return `${safeName(title)}_${when}.${format}`;
}

/** No separators, no characters that Windows refuses, no hidden or device names, 80 characters at most. */
export function safeName(text: string): string {
  const name = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80);
  return name === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name) ? 'report' : name;
}

/** RFC 6266 with the UTF-8 form of RFC 8187 for names beyond ASCII; old programs take the plain one. */
export function contentDisposition(fileName: string, fallback: string): string {
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${fallback.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encoded}`;
}
