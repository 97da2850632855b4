import { AppError, HttpAnswer, type FieldError, type Locale, type RequestContext } from '@anwen/kernel';
import { HttpException } from '@nestjs/common';
import { FIELD_TEXTS, httpErrors } from './http.errors';

const TITLES: Readonly<Record<number, readonly [zh: string, en: string]>> = {
  400: ['請求有誤', 'Bad request'],
  401: ['需要登入', 'Sign-in needed'],
  403: ['沒有權限', 'Not permitted'],
  404: ['找不到', 'Not found'],
  405: ['不接受此方法', 'Method not allowed'],
  409: ['與目前狀態衝突', 'Conflict'],
  410: ['已停止提供', 'Gone'],
  412: ['資料已變更', 'Precondition failed'],
  413: ['內容過大', 'Too large'],
  415: ['不支援的格式', 'Unsupported media type'],
  422: ['無法接受的內容', 'Not acceptable content'],
  426: ['需要更新程式', 'Upgrade required'],
  428: ['缺少前提條件', 'Precondition required'],
  429: ['請求過於頻繁', 'Too many requests'],
  431: ['標頭過大', 'Headers too large'],
  500: ['系統錯誤', 'Internal error'],
  503: ['暫時無法使用', 'Unavailable'],
  504: ['處理逾時', 'Timed out'],
};
/** Members that the document itself defines; an error's data cannot replace them. */
const RESERVED = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId', 'retryable', 'errors', 'headers']);

/** Any failure as one of our coded errors; what nobody declared is http.unexpected, its reason stays in the log. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const found = fromFramework(error) ?? fromStatus(statusOf(error)) ?? (isDataException(error) ? httpErrors.value_refused() : httpErrors.unexpected());
  found.cause = error;
  return found;
}

/** RFC 9457 document of an error, as the exact bytes to send. Data of the error becomes members of the document. */
export function problemAnswer(error: AppError, context: Pick<RequestContext, 'requestId' | 'locale'>, instance?: string): HttpAnswer {
  const { locale } = context;
  const titles = TITLES[error.status] ?? TITLES[500]!;
  const document: Record<string, unknown> = {
    type: `/api/docs#error-${error.code}`,
    title: locale === 'en' ? titles[1] : titles[0],
    status: error.status,
    detail: error.text(locale),
    ...(instance === undefined ? {} : { instance }),
    code: error.code,
    requestId: context.requestId,
    retryable: error.definition.retryable ?? false,
  };
  for (const [name, value] of Object.entries(error.data)) if (!RESERVED.has(name)) document[name] = value;
  if (error.data.errors) document.errors = error.data.errors.map((e) => withText(e, locale));
  return new HttpAnswer(error.status, { 'Content-Type': 'application/problem+json; charset=utf-8', ...error.data.headers }, JSON.stringify(document));
}

function withText(error: FieldError, locale: Locale): FieldError {
  const texts = FIELD_TEXTS[error.code];
  if (error.message || !texts) return error;
  const text = locale === 'en' ? texts.en : texts.zh;
  return { ...error, message: text.replace(/\{(\w+)\}/g, (hole, name: string) => String(error.params?.[name] ?? hole)) };
}

function fromFramework(error: unknown): AppError | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return httpErrors.body_too_large();
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_EMPTY_TYPE') return httpErrors.unsupported_media_type();
  return code === 'HPE_HEADER_OVERFLOW' ? httpErrors.headers_too_large() : undefined;
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function fromStatus(status: number | undefined): AppError | undefined {
  switch (status) {
    case 401:
      return httpErrors.unauthorized();
    case 403:
      return httpErrors.forbidden();
    case 404:
      return httpErrors.not_found();
    case 405:
      return httpErrors.method_not_allowed();
    case 413:
      return httpErrors.body_too_large();
    case 415:
      return httpErrors.unsupported_media_type();
    case 431:
      return httpErrors.headers_too_large();
    case 503:
      return httpErrors.unavailable({ headers: { 'Retry-After': '5' } });
    default:
      return status !== undefined && status >= 400 && status < 500 ? httpErrors.bad_request() : undefined;
  }
}

/** SQLSTATE class 22: the input held a value that the database cannot hold, and no field's check had caught it. */
function isDataException(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
}
