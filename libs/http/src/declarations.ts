import type { SlaClass } from '@anwen/kernel';
import type { DtoClass } from './field-plan';

// Plain metadata on the handler function: read once at start, never by a request.
const SLA_KEY = 'anwen:sla';
const RETURNS_KEY = 'anwen:returns';
const SUMMARY_KEY = 'anwen:summary';
const LARGE_BODY_KEY = 'anwen:large-body';

export interface ReturnsDeclaration {
  readonly dto: DtoClass | null;
  readonly status?: number;
  readonly page: boolean;
  readonly list: boolean;
}

/** Declares the SLA class (R14) of a route: its targets and its time limit. A route without one stops the start. */
export function Sla(slaClass: SlaClass): MethodDecorator {
  return (_target, _name, descriptor) => Reflect.defineMetadata(SLA_KEY, slaClass, descriptor.value as object);
}

/** Declares the answer for the documentation; `page` wraps it as `{items, nextCursor, total?}`, `list` as an array. */
export function Returns(dto: DtoClass | null, options: { status?: number; page?: boolean; list?: boolean } = {}): MethodDecorator {
  const declaration: ReturnsDeclaration = {
    dto,
    page: options.page ?? false,
    list: options.list ?? false,
    ...(options.status ? { status: options.status } : {}),
  };
  return (_target, _name, descriptor) => Reflect.defineMetadata(RETURNS_KEY, declaration, descriptor.value as object);
}

/** One sentence for the documentation. */
export function Summary(text: string): MethodDecorator {
  return (_target, _name, descriptor) => Reflect.defineMetadata(SUMMARY_KEY, text, descriptor.value as object);
}

/** A batch: its JSON body may have this many bytes instead of the 1 MB of every other route. */
export function LargeBody(maxBytes: number): MethodDecorator {
  return (_target, _name, descriptor) => Reflect.defineMetadata(LARGE_BODY_KEY, maxBytes, descriptor.value as object);
}

export const slaOf = (handler: object): SlaClass | undefined => Reflect.getMetadata(SLA_KEY, handler) as SlaClass | undefined;
export const returnsOf = (handler: object): ReturnsDeclaration | undefined => Reflect.getMetadata(RETURNS_KEY, handler) as ReturnsDeclaration | undefined;
export const summaryOf = (handler: object): string | undefined => Reflect.getMetadata(SUMMARY_KEY, handler) as string | undefined;
export const bodyLimitOf = (handler: object): number | undefined => Reflect.getMetadata(LARGE_BODY_KEY, handler) as number | undefined;
