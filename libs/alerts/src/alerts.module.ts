import { Module, type DynamicModule } from '@nestjs/common';
import { AlertService } from './alert.service';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender } from './channel-sender';
import { AlertChannels } from './channel.service';
import { OUTAGE_FILE, OutageFile } from './outage-file';
import { OutageWatch } from './outage-watch.service';
import { AlertNotifier } from './notifier.service';

const SERVICES = [AlertService, AlertChannels, ChannelSender, ChannelCache, AlertNotifier, OutageFile, OutageWatch];

/** Needs Database, Mailer, EgressClient and SecretBox, which the apps provide globally. Nothing starts by itself: the worker starts the notifier and the watch. */
@Module({ providers: SERVICES, exports: SERVICES })
export class AlertsModule {
  /** @param outageFile where a worker keeps what it needs to page without the database */
  static forWorker(outageFile: string): DynamicModule {
    return { module: AlertsModule, providers: [{ provide: OUTAGE_FILE, useValue: outageFile }] };
  }
}
