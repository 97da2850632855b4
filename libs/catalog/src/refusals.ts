import { httpErrors } from '@anwen/http';
import { AppError, type Actor, type ErrorData } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';

/** A refusal that points at one place of the input; `refuse` gathers them. */
export type Complaint = AppError & { readonly data: ErrorData & { readonly pointer: string } };

export function complaint(factory: (data?: ErrorData) => AppError, pointer: string, data: ErrorData = {}): Complaint {
  return factory({ ...data, pointer }) as Complaint;
}

export function unknownReference(pointer: string, value: string): Complaint {
  return complaint(catalogErrors.reference_unknown, pointer, { value });
}

/** Throws the first complaint with all of them in `errors`, so that one answer tells everything. */
export function refuse(actor: Actor, complaints: readonly Complaint[]): void {
  const [first] = complaints;
  if (!first) return;
  // A hundred tell enough; a load of ten thousand wrong rows must not answer with megabytes.
  const errors = complaints.slice(0, 100).map((c) => {
    const { pointer, ...params } = c.data;
    return { pointer, code: c.code, message: c.text(actor.locale), params };
  });
  const { pointer: _pointer, ...data } = first.data;
  throw new AppError(first.code, first.definition, { ...data, errors });
}

/** @throws http.precondition_failed with the current representation when the caller has seen another version. */
export function requireVersion(seen: number, current: { readonly rowVersion: number }): void {
  if (seen === current.rowVersion) return;
  throw httpErrors.precondition_failed({ current, headers: { ETag: `"${current.rowVersion}"` } });
}

/** What a PATCH changes, and the version that its author has seen. */
export interface Edit<T> {
  readonly id: string;
  readonly rowVersion: number;
  readonly patch: T;
}
