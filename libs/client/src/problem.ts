/** One complaint about one place of the body; `pointer` is a JSON pointer. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

interface ProblemDocument {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly requestId?: string | null;
  readonly retryable?: boolean;
  readonly errors?: readonly FieldProblem[];
  readonly [extension: string]: unknown;
}

/** The server's refusal, as its problem document says it. `code` is the contract; title and detail are texts for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | null;
  readonly retryable: boolean;
  readonly errors: readonly FieldProblem[];

  constructor(
    /** The whole document: some codes carry more, for example the list of shortages. */
    readonly document: ProblemDocument,
    /** Seconds to wait, when the server named them. */
    readonly retryAfter: number | null = null,
    /** The address the server pointed to, for example the first effect of a repeated operation. */
    readonly location: string | null = null,
  ) {
    super(`${document.status} ${document.code}`);
    this.name = 'ApiProblem';
    this.status = document.status;
    this.code = document.code;
    this.title = document.title;
    this.detail = document.detail;
    this.requestId = document.requestId ?? null;
    this.retryable = document.retryable ?? false;
    this.errors = document.errors ?? [];
  }

  /** Reads a refusal; an answer that is no problem document (a proxy's page) keeps its status under `http.unreadable`. */
  static async from(response: Response, requestId: string | null): Promise<ApiProblem> {
    const text = await response.text().catch(() => '');
    const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return new ApiProblem(documentOf(text, response, requestId), Number.isFinite(retryAfter) ? retryAfter : null, response.headers.get('Location'));
  }
}

function documentOf(text: string, response: Response, requestId: string | null): ProblemDocument {
  const answered = response.headers.get('X-Request-Id') ?? requestId;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'code' in body) {
      return { title: '', requestId: answered, ...body, status: response.status } as ProblemDocument;
    }
  } catch {
    // Not JSON: fall through to the status alone.
  }
  return { status: response.status, code: 'http.unreadable', title: `HTTP ${response.status}`, requestId: answered };
}

/** No answer came: the line, the server or the time limit. Whether a write took effect is unknown. */
export class Unreachable extends Error {
  constructor(readonly requestId: string | null) {
    super('the server did not answer');
    this.name = 'Unreachable';
  }
}
