import 'i18next';
import type { zhHant } from './zh-Hant';

// A key that the source language lacks does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zhHant };
  }
}
