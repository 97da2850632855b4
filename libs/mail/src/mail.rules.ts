/** RFC 5321 limits an address to 254 characters. Quoted and non-ASCII local parts are refused: no factory's mail server needs them. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

export function isMailAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text) && !text.includes('..') && !text.startsWith('.') && !text.includes('.@');
}

/** True for text that cannot begin a header of its own: no line break, no control character. */
export function isHeaderText(text: string): boolean {
  return !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text);
}

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Reads `name@domain` or `Name <name@domain>`. */
export function parseMailbox(text: string): Mailbox | undefined {
  if (!isHeaderText(text)) return undefined;
  const [, name, address] = /^([^<>]*)<([^<>]+)>$/.exec(text.trim()) ?? [undefined, '', text.trim()];
  return isMailAddress(address!) ? { name: name!.trim().replace(/^"(.*)"$/, '$1'), address: address! } : undefined;
}
