import { PendingBody } from '@anwen/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { httpErrors } from './http.errors';

export const UPLOAD_TYPE = 'application/octet-stream';
const UPLOAD_KEY = 'anwen:upload';

const bytesOf = createParamDecorator((_data: unknown, context: ExecutionContext): Buffer => {
  const { body } = context.switchToHttp().getRequest<{ body: unknown }>();
  if (!Buffer.isBuffer(body)) throw httpErrors.unsupported_media_type();
  return body;
});

/** The raw bytes of an upload (`application/octet-stream`); the route takes no JSON. @throws http.body_too_large beyond `maxBytes` */
export function UploadedBytes(options: { maxBytes: number }): ParameterDecorator {
  return (target, name, index) => {
    Reflect.defineMetadata(UPLOAD_KEY, options.maxBytes, (target as Record<string | symbol, object>)[name!]!);
    bytesOf()(target, name, index);
  };
}

/** How many bytes a route takes as an upload; undefined for every other route. */
export const uploadLimitOf = (handler: object): number | undefined => Reflect.getMetadata(UPLOAD_KEY, handler) as number | undefined;

/** The body, not read yet: guards run first, and a stranger's bytes are never kept. */
export function pendingUpload(request: FastifyRequest, payload: AsyncIterable<Buffer>, maxBytes: number): PendingBody {
  return new PendingBody(async () => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw httpErrors.body_too_large();
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of payload) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw httpErrors.body_too_large();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, bytes);
  });
}
