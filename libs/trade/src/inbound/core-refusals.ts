import { AppError, type FieldError } from '@anwen/kernel';

/** The posting core's complaints about lines, with pointers into the document's own input; undefined for any other error. */
export function lineErrorsOf(error: unknown, pointerOf: (line: number, field: string) => string): FieldError[] | undefined {
  if (!(error instanceof AppError) || error.code !== 'inventory.lines_refused') return undefined;
  return (error.data.errors ?? []).map((one) => {
    const [, line, field = ''] = /^\/lines\/(\d+)\/?(.*)$/.exec(one.pointer) ?? [];
    return line === undefined ? one : { ...one, pointer: pointerOf(Number(line), field) };
  });
}
