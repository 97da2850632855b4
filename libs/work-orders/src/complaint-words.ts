import type { Actor, FieldError } from '@anwen/kernel';

/** Texts of the complaints about single fields, by code; `{name}` is filled from the complaint's params. */
export type ComplaintTexts = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;

/** One complaint about one place of the input; all of an input's are answered together. */
export interface ComplaintOf<T extends ComplaintTexts> {
  readonly pointer: string;
  readonly code: keyof T & string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A hundred tell enough; ten thousand wrong rows must not answer with megabytes. */
const MOST_TOLD = 100;

/** Complaints in the reader's language, with codes `<owner>.<reason>`. */
export function inWords<T extends ComplaintTexts>(owner: string, texts: T, { locale }: Actor, complaints: readonly ComplaintOf<T>[]): FieldError[] {
  return complaints.slice(0, MOST_TOLD).map(({ pointer, code, params = {} }) => {
    const text = texts[code]![locale === 'en' ? 'en' : 'zh'];
    return { pointer, code: `${owner}.${code}`, message: text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')), params };
  });
}
