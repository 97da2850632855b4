import {
  AddBarcodeDto,
  CategoryDto,
  CategoryListQuery,
  CategoryService,
  CreateCategoryDto,
  CreateItemDto,
  ItemDto,
  ItemListQuery,
  ItemService,
  UpdateItemDto,
} from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { LedgerService } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { stockPresence } from './stock-presence';

@Controller('api/v1/items')
export class ItemsController {
  constructor(
    private readonly items: ItemService,
    private readonly ledger: LedgerService,
  ) {}

  @Get()
  @Requires('item.read')
  @Sla('list')
  @Returns(ItemDto, { page: true })
  @Summary('Items')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ItemListQuery): Promise<unknown> {
    return this.items.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('item.read')
  @Sla('read')
  @Returns(ItemDto)
  @Summary('One item')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const item = await this.items.get(tx, actor, id);
    return withEtag(item.rowVersion, item);
  }

  @Post()
  @Requires('item.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ItemDto, { status: 201 })
  @Summary('Creates an item')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateItemDto): Promise<unknown> {
    const item = await this.items.create(tx, actor, body);
    return created(`/api/v1/items/${item.id}`, withEtag(item.rowVersion, item));
  }

  @Patch(':id')
  @Requires('item.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ItemDto)
  @Summary('Changes an item; base unit, scale and tracking stay for ever')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateItemDto,
  ): Promise<unknown> {
    const item = await this.items.update(tx, actor, { id, rowVersion, patch });
    return withEtag(item.rowVersion, item);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('item.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ItemDto)
  @Summary('Archives an item that no stock and no active bill needs')
  async archive(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const item = await this.items.archive(tx, actor, id, stockPresence(this.ledger));
    return withEtag(item.rowVersion, item);
  }

  @Post(':id/barcodes')
  @Requires('item.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ItemDto, { status: 201 })
  @Summary('Gives the item another barcode')
  async addBarcode(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: AddBarcodeDto): Promise<unknown> {
    const item = await this.items.addBarcode(tx, actor, id, body);
    return created(`/api/v1/items/${item.id}`, withEtag(item.rowVersion, item));
  }

  @Delete(':id/barcodes/:code')
  @Requires('item.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ItemDto)
  @Summary('Takes a barcode away')
  async removeBarcode(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Param('code') code: string): Promise<unknown> {
    const item = await this.items.removeBarcode(tx, actor, id, code);
    return withEtag(item.rowVersion, item);
  }
}

@Controller('api/v1/item-categories')
export class ItemCategoriesController {
  constructor(private readonly categories: CategoryService) {}

  @Get()
  @Requires('item.read')
  @Sla('list')
  @Returns(CategoryDto, { page: true })
  @Summary('Item categories')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: CategoryListQuery): Promise<unknown> {
    return this.categories.list(tx, actor, query);
  }

  @Post()
  @Requires('item.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(CategoryDto, { status: 201 })
  @Summary('Creates an item category')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateCategoryDto): Promise<unknown> {
    const category = await this.categories.create(tx, actor, body);
    return created(`/api/v1/item-categories?q=${encodeURIComponent(category.code)}`, category);
  }
}
