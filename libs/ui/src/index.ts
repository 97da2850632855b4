export { ErrorScreen, GlobalErrorBoundary, requestIdOf, type ErrorTexts } from './ErrorBoundary';
export { ErrorReports, type ErrorReport } from './error-reports';
export { LOCALES, LOCALE_NAMES, startI18n, storedLocale, switchLocale, type Locale } from './i18n';
