/** Languages of every text that a person may read; zh-Hant is the first. */
export type Locale = 'zh-Hant' | 'en';

export interface ErrorDefinition {
  /** HTTP status that carries the error. */
  readonly status: number;
  /** Expected refusals are info, our bugs are error. */
  readonly level: 'info' | 'warn' | 'error';
  /** Texts; `{name}` is replaced by the error's data of that name. */
  readonly zh: string;
  readonly en: string;
  /** True when the same request may succeed later without a change. */
  readonly retryable?: boolean;
}

/** One complaint about one place of the input. */
export interface FieldError {
  /** JSON pointer (RFC 6901) into the body, or `?name` for a query parameter. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export type ErrorData = Readonly<Record<string, unknown>> & {
  /** Goes into the problem document's `errors`. */
  readonly errors?: readonly FieldError[];
  /** Response headers that belong to the refusal (Retry-After, Location, ETag). */
  readonly headers?: Readonly<Record<string, string>>;
};

/** The only error that our code throws on purpose. `code` is `<lib>.<reason>` and is the contract. */
export class AppError extends Error {
  constructor(
    readonly code: string,
    readonly definition: ErrorDefinition,
    readonly data: ErrorData = {},
  ) {
    super(`${code}: ${fillText(definition.en, data)}`);
    this.name = 'AppError';
  }

  get status(): number {
    return this.definition.status;
  }

  text(locale: Locale): string {
    return fillText(locale === 'en' ? this.definition.en : this.definition.zh, this.data);
  }
}

type ErrorFactories<T> = { readonly [K in keyof T]: (data?: ErrorData) => AppError };

/**
 * Declares a library's error table and returns one factory a code:
 * `throw inventoryErrors.insufficient_stock({ shortages })`.
 */
export function defineErrors<const T extends Record<string, ErrorDefinition>>(lib: string, table: T): ErrorFactories<T> {
  const factories: Record<string, (data?: ErrorData) => AppError> = {};
  for (const [reason, definition] of Object.entries(table)) {
    const code = `${lib}.${reason}`;
    if (catalogue.has(code)) throw new Error(`error code ${code} is declared twice`);
    catalogue.set(code, definition);
    factories[reason] = (data) => new AppError(code, definition, data);
  }
  return factories as ErrorFactories<T>;
}

const catalogue = new Map<string, ErrorDefinition>();

/** Every declared code with its definition, for the documentation and its checks. */
export function errorCatalogue(): ReadonlyMap<string, ErrorDefinition> {
  return catalogue;
}

function fillText(text: string, data: ErrorData): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in data ? String(data[name]) : hole));
}
