import { Module } from '@nestjs/common';
import { AlertService } from './alert.service';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender } from './channel-sender';
import { AlertChannels } from './channel.service';
import { OutageWatch } from './outage-watch.service';
import { AlertNotifier } from './notifier.service';

const SERVICES = [AlertService, AlertChannels, ChannelSender, ChannelCache, AlertNotifier, OutageWatch];

/** Needs Database, Mailer, EgressClient and SecretBox, which the apps provide globally. Nothing starts by itself: the worker starts the notifier and the watch. */
@Module({ providers: SERVICES, exports: SERVICES })
export class AlertsModule {}
