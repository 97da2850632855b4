import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Database } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor } from '@anwen/kernel';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BatchService } from './batch.service';
import type { DeviceOpBatch, DeviceOpInput } from './device-op.dto';
import { OfflineModule } from './offline.module';

@Module({})
class Ground {
  static of(database: Database): DynamicModule {
    const providers = [
      { provide: Database, useValue: database },
      { provide: CURSOR_CODEC, useValue: new CursorCodec(Buffer.alloc(32, 7)) },
    ];
    return { module: Ground, global: true, providers, exports: [Database, CURSOR_CODEC], imports: [OfflineModule] };
  }
}

/** The library as the apps wire it, on a test's database. The caller closes it; the database stays open. */
export function offlineOn(database: Database): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(Ground.of(database), { logger: false, abortOnError: false });
}

/** Moves stock from one place to another, as a device would send it. */
export function aMove(
  seq: number,
  line: { itemCode: string; qty: string; fromLocation: string; toLocation: string },
  opId: string = randomUUID(),
): DeviceOpInput {
  return { opId, seq, type: 'stock.move', occurredAt: new Date().toISOString(), body: { lines: [line] } };
}

export interface Heard {
  readonly opId: string;
  readonly seq: number;
  readonly result: string;
  readonly status: number | null;
  readonly body: Record<string, never> | null;
  readonly problem: { readonly code: string } | null;
  readonly state: string | null;
}

export interface HeardBatch {
  readonly results: readonly Heard[];
  readonly sequence: { readonly highest: number; readonly missing: readonly { from: number; to: number }[]; readonly late: number } | null;
  readonly text: string;
}

/** Sends a batch and reads the answer as the device would. */
export async function sendBatch(context: INestApplicationContext, actor: Actor, batch: DeviceOpBatch): Promise<HeardBatch> {
  const answer = await context.get(BatchService).submit(actor, batch);
  return { ...(JSON.parse(answer.body!) as Omit<HeardBatch, 'text'>), text: answer.body! };
}
