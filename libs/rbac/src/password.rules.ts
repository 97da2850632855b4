import { COMMON_STEMS } from './common-passwords';

export const PASSWORD_MIN = 12;
/** Who can change others' rights is worth a longer password. */
export const ADMIN_PASSWORD_MIN = 15;
/** argon2 reads any length; 128 keeps a login from being a way to burn CPU. */
export const PASSWORD_MAX = 128;
/** What must remain of a password after common words, digit runs and repetitions are taken out. */
const REMAINDER_MIN = 4;

export interface PasswordComplaint {
  readonly zh: string;
  readonly en: string;
}

/** Words of this person and company that are guessed first. */
export interface PasswordContext {
  readonly words: readonly string[];
  readonly administrator: boolean;
}

/** Why the password is refused; undefined when it is fine. Any characters are allowed, nothing is changed or trimmed. */
export function refusePassword(password: string, context: PasswordContext): PasswordComplaint | undefined {
  const min = context.administrator ? ADMIN_PASSWORD_MIN : PASSWORD_MIN;
  const length = [...password].length;
  if (length < min) return { zh: `至少需要 ${min} 個字元`, en: `it needs at least ${min} characters` };
  if (length > PASSWORD_MAX) return { zh: `最多 ${PASSWORD_MAX} 個字元`, en: `it may have at most ${PASSWORD_MAX} characters` };
  if (new Set(password).size < 5) return { zh: '重複的字元太多', en: 'it repeats the same characters' };
  if (remainder(password, context.words) < REMAINDER_MIN)
    return { zh: '太容易被猜到，請避免常見單字、姓名、公司名稱與連續數字', en: 'it is easy to guess: avoid common words, names, the company and digit runs' };
  return undefined;
}

/** How many characters are left once everything guessable is gone. */
function remainder(password: string, contextWords: readonly string[]): number {
  const own = contextWords
    .flatMap((w) => w.toLowerCase().split(/[\s.@_-]+/))
    .filter((w) => w.length >= 3)
    .sort((a, b) => b.length - a.length);
  const plain = password.toLowerCase();
  const left = Math.min(...[plain, unleet(plain)].map((text) => strip(text, [...own, ...COMMON_STEMS])));
  return left;
}

function strip(text: string, words: readonly string[]): number {
  let rest = text;
  for (const word of words) if (word.length >= 3) rest = rest.replaceAll(word, ' ');
  rest = rest.replace(/\d+/g, (run) => (isSequence(run) ? ' ' : run)).replace(/(.)\1{2,}/gu, '$1');
  return [...rest.replace(/[\s!?.@#$%^&*_+=-]/g, '')].length - Math.min(yearsIn(rest), 1) * 4;
}

/** `p@ssw0rd` is `password`. */
function unleet(text: string): string {
  const letters: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' };
  return text.replace(/[@4310!$57]/g, (c) => letters[c] ?? c);
}

function isSequence(digits: string): boolean {
  if (digits.length < 3) return true;
  const step = digits.charCodeAt(1) - digits.charCodeAt(0);
  return Math.abs(step) <= 1 && [...digits].every((d, i) => i === 0 || d.charCodeAt(0) - digits.charCodeAt(i - 1) === step);
}

function yearsIn(text: string): number {
  return (text.match(/(?:19|20)\d\d/g) ?? []).length;
}
