import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { PostedDto } from '../stock.dto';
import { StockService } from '../stock.service';
import type { MoveDto, StatusChangeDto } from './transfer.dto';

/** Work that is done in one step: from bin to bin, from one status to another. */
@Injectable()
export class MoveService {
  constructor(private readonly stock: StockService) {}

  /** @throws what StockService.post throws. */
  move(tx: Tx, actor: Actor, { lines, note, clientOpId }: MoveDto): Promise<PostedDto> {
    const told = { ...(note === undefined ? {} : { note }), ...(clientOpId === undefined ? {} : { clientOpId }) };
    return this.stock.post(tx, actor, { type: 'transfer', docType: 'move', lines, ...told }, { permission: 'transfer.dispatch' });
  }

  /** Available, in inspection, held back, damaged. @throws what StockService.post throws. */
  changeStatus(tx: Tx, actor: Actor, { lines, reasonCode, note, clientOpId }: StatusChangeDto): Promise<PostedDto> {
    const told = {
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...(note === undefined ? {} : { note }),
      ...(clientOpId === undefined ? {} : { clientOpId }),
    };
    return this.stock.post(tx, actor, {
      type: 'status',
      lines: lines.map(({ location, from, to, ...line }) => ({ ...line, fromLocation: location, status: from, toStatus: to })),
      ...told,
    });
  }
}
