import { Injectable, type CanActivate } from '@nestjs/common';
import { DiskSpace } from './disk-space.service';

/** For routes that bring files: refused with 507 before the body is read, as long as a disk is full. `@UseGuards(DiskSpaceGuard)`. */
@Injectable()
export class DiskSpaceGuard implements CanActivate {
  constructor(private readonly disk: DiskSpace) {}

  async canActivate(): Promise<boolean> {
    await this.disk.requireRoom();
    return true;
  }
}
