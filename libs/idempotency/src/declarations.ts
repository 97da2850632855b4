import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contextOf } from '@anwen/kernel';
import type { Tx } from '@anwen/database';

const IDEMPOTENCY_KEY = 'anwen:idempotency';

export type IdempotencyDeclaration =
  | { readonly required: true; /** The answer holds a secret that is shown once, so it is never stored. */ readonly secret: boolean }
  | { readonly required: false; readonly reason: string };

/** The write demands `Idempotency-Key`: one transaction holds its effects and its answer, and a repeat gets that answer. */
export function Idempotent(options: { secret?: boolean } = {}): MethodDecorator {
  return declare({ required: true, secret: options.secret ?? false });
}

/** The write needs no key; the reason goes into the documentation. It manages its own transactions. */
export function NotIdempotent(reason: string): MethodDecorator {
  return declare({ required: false, reason });
}

function declare(declaration: IdempotencyDeclaration): MethodDecorator {
  return (_target, _name, descriptor) => Reflect.defineMetadata(IDEMPOTENCY_KEY, declaration, descriptor.value as object);
}

export function idempotencyOf(handler: object): IdempotencyDeclaration | undefined {
  return Reflect.getMetadata(IDEMPOTENCY_KEY, handler) as IdempotencyDeclaration | undefined;
}

const USES_TX_KEY = 'anwen:uses-tx';

const transactionOf = createParamDecorator((_data: unknown, context: ExecutionContext): Tx => {
  const { tx } = contextOf(context.switchToHttp().getRequest<object>());
  if (!tx) throw new Error('this route has no transaction: the TransactionInterceptor is missing');
  return tx as Tx;
});

/**
 * The transaction of this request: read-only for GET, the one with the idempotency key for an `@Idempotent()` write.
 * A route that does not ask for it gets none (and an `@Idempotent()` write always has one).
 */
export function CurrentTx(): ParameterDecorator {
  return (target, name, index) => {
    Reflect.defineMetadata(USES_TX_KEY, true, (target as Record<string | symbol, object>)[name!]!);
    transactionOf()(target, name, index);
  };
}

export function usesTransaction(handler: object): boolean {
  return Reflect.getMetadata(USES_TX_KEY, handler) === true;
}
