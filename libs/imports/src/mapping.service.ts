import type { Tx } from '@anwen/database';
import { isUuid, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { CreateImportMappingDto, ImportMappingDto } from './imports.dto';
import { importErrors } from './imports.errors';
import { MappingStore } from './mapping.store';
import { ownerOf } from './session.service';
import { presentMapping } from './session-view';
import { ImportTargets } from './targets';

/** Which header means which column, kept for the next file of the same origin. */
@Injectable()
export class ImportMappingService {
  constructor(
    private readonly store: MappingStore,
    private readonly targets: ImportTargets,
  ) {}

  async list(tx: Tx, actor: Actor, type: string): Promise<ImportMappingDto[]> {
    this.targets.require(actor, type);
    return (await this.store.list(tx, type)).map(presentMapping);
  }

  /** @throws imports.mapping_taken | mapping_invalid */
  async create(tx: Tx, actor: Actor, input: CreateImportMappingDto): Promise<ImportMappingDto> {
    const target = this.targets.require(actor, input.type);
    const unknown = Object.keys(input.headers).find((key) => !target.columns.some((column) => column.key === key));
    if (unknown !== undefined) throw importErrors.mapping_invalid({ column: unknown });
    const made = await this.store.insert(tx, ownerOf(actor), input);
    if (!made) throw importErrors.mapping_taken({ name: input.name });
    return presentMapping(made);
  }

  /** @throws imports.mapping_not_found */
  async forget(tx: Tx, actor: Actor, id: string): Promise<void> {
    const mapping = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!mapping) throw importErrors.mapping_not_found();
    this.targets.require(actor, mapping.type);
    await this.store.delete(tx, id);
  }
}
