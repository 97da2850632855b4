import { Code, IntField, OneOf, Text } from '@anwen/http';
import { PLATFORMS } from './device.rules';

const VERSION = /^\d{1,5}(\.\d{1,5}){0,3}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const LINK = /^(https?:\/\/[^\s]+|\/[^\s]*)$/;
export const ANY_PLATFORM = 'any';

export class AppVersionQuery {
  @OneOf([ANY_PLATFORM, ...PLATFORMS], { optional: true, description: 'default: any' })
  platform?: string;
}

export class AppVersionInput {
  @Text({ max: 30, pattern: VERSION }) minVersion: string;
  @Text({ optional: true, nullable: true, max: 30, pattern: VERSION, description: 'below it nothing is accepted, not even an upload' })
  hardMin?: string | null;
  @Text({ max: 30, pattern: VERSION }) latestVersion: string;
  @Text({ optional: true, nullable: true, max: 500, pattern: LINK, description: 'store, MDM or /download/latest.apk' }) url?: string | null;
  @Text({ optional: true, nullable: true, pattern: SHA256, description: 'of the file behind the link' }) sha256?: string | null;
  @Text({ optional: true, nullable: true, max: 500 }) messageZh?: string | null;
  @Text({ optional: true, nullable: true, max: 500 }) messageEn?: string | null;
}

export class AppVersionDto {
  @Code() app: string;
  @Text() platform: string;
  @Text() minVersion: string;
  @Text({ nullable: true }) hardMin: string | null;
  @Text() latestVersion: string;
  @Text({ nullable: true }) url: string | null;
  @Text({ nullable: true }) sha256: string | null;
  @Text({ nullable: true }) messageZh: string | null;
  @Text({ nullable: true }) messageEn: string | null;
  @IntField({ description: 'living devices whose app is below the minimum' }) outdated: number;
  @IntField({ description: '0 while nothing is set' }) rowVersion: number;
}

export class PackageQuery {
  @Text({ max: 30, pattern: VERSION, description: 'version of the app in the file' }) version: string;
}

export class PackageDto {
  @Text() version: string;
  @Text() sha256: string;
  @IntField() bytes: number;
  @Text() url: string;
}
