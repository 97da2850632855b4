/** The script that a page starts with: its name carries the hash of the build. */
export const scriptOf = (html: string): string | null => /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? null;
