import i18next, { type ResourceLanguage } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Locale = 'zh-Hant' | 'en';
export const LOCALES: readonly Locale[] = ['zh-Hant', 'en'];
/** Each language under its own name, so that whoever needs it finds it. */
export const LOCALE_NAMES: Record<Locale, string> = { 'zh-Hant': '繁體中文', en: 'English' };
const KEY = 'anwen.locale';
/** `zh-Hant-TW` makes the browser pick the Taiwanese glyph of a shared code point. */
const DOCUMENT_LANG: Record<Locale, string> = { 'zh-Hant': 'zh-Hant-TW', en: 'en' };

/** The source language is bundled; every other one is fetched when somebody wants it. */
interface Texts {
  readonly source: ResourceLanguage;
  readonly load: Record<Exclude<Locale, 'zh-Hant'>, () => Promise<ResourceLanguage>>;
  readonly onChange: (locale: Locale) => void;
}

let texts: Texts | undefined;

/** The language chosen earlier in this browser, if any. */
export function storedLocale(): Locale | undefined {
  const stored = localStorage.getItem(KEY);
  return LOCALES.find((locale) => locale === stored);
}

export async function startI18n(given: Texts): Promise<void> {
  texts = given;
  await i18next.use(initReactI18next).init({
    resources: { 'zh-Hant': { translation: given.source } },
    lng: 'zh-Hant',
    fallbackLng: 'zh-Hant',
    interpolation: { escapeValue: false },
  });
  await apply(storedLocale() ?? 'zh-Hant').catch(() => given.onChange('zh-Hant'));
}

/** Switches texts, the document's language and the server's answers together, and remembers the choice. */
export async function switchLocale(locale: Locale): Promise<void> {
  await apply(locale);
  localStorage.setItem(KEY, locale);
}

async function apply(locale: Locale): Promise<void> {
  if (texts === undefined) return;
  if (locale !== 'zh-Hant' && !i18next.hasResourceBundle(locale, 'translation')) {
    i18next.addResourceBundle(locale, 'translation', await texts.load[locale]());
  }
  await i18next.changeLanguage(locale);
  document.documentElement.lang = DOCUMENT_LANG[locale];
  texts.onChange(locale);
}
