import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { SettingService, WeeklyReports, type SettingView } from '@anwen/health';
import { IfMatch, Returns, Sla, Summary, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor, Locale } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ReportPreview, SettingDto, SettingInput } from './settings.dto';

@Controller('api/v1/admin')
export class SettingsController {
  constructor(
    private readonly settings: SettingService,
    private readonly reports: WeeklyReports,
  ) {}

  @Get('settings')
  @Requires('setting.read', { companyWide: true })
  @Sla('list')
  @Returns(SettingDto, { list: true })
  @Summary('Settings and their values')
  async list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor): Promise<SettingDto[]> {
    return (await this.settings.list(tx)).map((view) => present(view, actor.locale));
  }

  @Get('settings/:key')
  @Requires('setting.read', { companyWide: true })
  @Sla('read')
  @Returns(SettingDto)
  @Summary('One setting')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('key') key: string): Promise<Answer> {
    const view = await this.settings.get(tx, key);
    return withEtag(view.rowVersion, present(view, actor.locale));
  }

  @Put('settings/:key')
  @Requires('setting.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(SettingDto)
  @Summary('Change a setting')
  async put(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @IfMatch() rowVersion: number,
    @Body() body: SettingInput,
  ): Promise<Answer> {
    const before = await this.settings.get(tx, key);
    const view = await this.settings.put(tx, { key, rowVersion, by: actor.userId }, valueOf(body));
    audit.record(tx, actor, 'settings.changed', { type: 'setting', id: key }, { diff: { value: [before.value, view.value] } });
    return withEtag(view.rowVersion, present(view, actor.locale));
  }

  @Get('health-report')
  @Requires('setting.read', { companyWide: true })
  @Sla('list')
  @Returns(ReportPreview)
  @Summary('The weekly health report as it would be sent now')
  preview(@CurrentTx() tx: Tx): Promise<ReportPreview> {
    return this.reports.message(tx);
  }
}

function present({ key, titleZh, titleEn, value, rowVersion }: SettingView, locale: Locale): SettingDto {
  return { key, title: locale === 'en' ? titleEn : titleZh, value, rowVersion };
}

/** A setting of one text comes as `value`, one of several fields as those. */
function valueOf({ value, ...fields }: SettingInput): unknown {
  return value === undefined ? fields : value;
}
