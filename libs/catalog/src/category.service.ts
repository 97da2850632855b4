import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, diffOf } from './catalog.events';
import { CategoryStore } from './category.store';
import type { CategoryDto, CategoryListQuery, CreateCategoryDto } from './category.dto';
import { refuse, unknownReference } from './refusals';

/** The tree that items are sorted into. */
@Injectable()
export class CategoryService {
  constructor(
    private readonly store: CategoryStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: CategoryListQuery): Promise<Page<CategoryDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(({ publicId, code, name, parent }) => ({ id: publicId, code, name, parent })) };
  }

  /** @throws catalog.code_taken | catalog.reference_unknown */
  async create(tx: Tx, actor: Actor, input: CreateCategoryDto): Promise<CategoryDto> {
    const parent = input.parent ?? null;
    const parentId = parent === null ? null : (await this.store.idsByCode(tx, [parent])).get(parent);
    if (parentId === undefined) refuse(actor, [unknownReference('/parent', String(parent))]);
    const made = await this.store.insert(tx, { code: input.code, name: input.name, parentId: parentId ?? null });
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    announce(tx, actor, {
      action: 'settings.changed',
      event: 'item_category.created.v1',
      subject: { type: 'item_category', id: made.publicId, code: input.code },
      diff: diffOf(null, input),
    });
    return { id: made.publicId, code: input.code, name: input.name, parent };
  }
}
