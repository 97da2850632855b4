import { DeviceService } from '@anwen/devices';
import type { Actor, Id } from '@anwen/kernel';
import type { ActorResolver } from '@anwen/outbox';
import { ActorService } from '@anwen/rbac';
import { Injectable } from '@nestjs/common';

/** Who stands behind a job: a person or a key with the rights of now, and no further than the device on which it was asked for. */
@Injectable()
export class JobActors implements ActorResolver {
  constructor(
    private readonly actors: ActorService,
    private readonly devices: DeviceService,
  ) {}

  async actorOf({ userId, apiKeyId, principal }: { userId: Id | null; apiKeyId: Id | null; principal: string }): Promise<Actor | undefined> {
    const actor = await this.actors.actorOf({ userId, apiKeyId });
    const deviceId = /^device:(\d+)$/.exec(principal)?.[1];
    return actor && deviceId !== undefined ? this.devices.actorOn(deviceId, actor) : actor;
  }
}
