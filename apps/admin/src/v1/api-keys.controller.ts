import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { ApiKeyInput, ApiKeyService, ApiKeyView, CurrentActor, NewApiKey, Requires, RotateApiKeyInput } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';

@Controller('api/v1/admin/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeyService) {}

  @Get()
  @Requires('apikey.read', { companyWide: true })
  @Sla('list')
  @Returns(ApiKeyView, { list: true })
  @Summary('API keys, newest first; never their tokens')
  list(@CurrentTx() tx: Tx): Promise<ApiKeyView[]> {
    return this.keys.list(tx);
  }

  @Post()
  @Requires('apikey.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewApiKey, { status: 201 })
  @Summary('Make an API key with explicit permissions and scopes; its token is shown once')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: ApiKeyInput): Promise<Answer> {
    const made = await this.keys.create(tx, actor, body);
    return created(`/api/v1/admin/api-keys/${made.apiKey.id}`, made);
  }

  @Get(':id')
  @Requires('apikey.read', { companyWide: true })
  @Sla('read')
  @Returns(ApiKeyView)
  @Summary('One API key')
  get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<ApiKeyView> {
    return this.keys.get(tx, id);
  }

  @Post(':id/rotate')
  @HttpCode(201)
  @Requires('apikey.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewApiKey, { status: 201 })
  @Summary('Make a successor with the same rights, shown once; the old key works beside it for a while')
  async rotate(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() input: RotateApiKeyInput): Promise<Answer> {
    const made = await this.keys.rotate(tx, actor, { id, input });
    return created(`/api/v1/admin/api-keys/${made.apiKey.id}`, made);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Requires('apikey.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ApiKeyView)
  @Summary('Stop an API key within a second')
  revoke(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<ApiKeyView> {
    return this.keys.revoke(tx, actor, id);
  }
}
