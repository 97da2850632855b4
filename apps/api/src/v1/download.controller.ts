import { AppPackageService } from '@anwen/devices';
import { Returns, Sla, Summary } from '@anwen/http';
import { Public } from '@anwen/rbac';
import { Controller, Get, Res, StreamableFile } from '@nestjs/common';

interface Reply {
  headers(values: Record<string, string>): unknown;
}

/** By its name, so that a device that downloads knows what it has got. */
const TYPE = 'application/vnd.android.package-archive';

@Controller('download')
export class DownloadController {
  constructor(private readonly packages: AppPackageService) {}

  @Get('latest.apk')
  @Public('a device that is too old, or new, cannot sign in yet; the file holds no secret')
  @Sla('export')
  @Returns(null)
  @Summary('The Android app, from an installation in the factory only; X-Checksum-Sha256 is its digest')
  async latest(@Res({ passthrough: true }) reply: Reply): Promise<StreamableFile> {
    const { content, version, sha256, bytes } = await this.packages.latest();
    const digest = Buffer.from(sha256, 'hex').toString('base64');
    // Always asked again: the name stays the same when the file does not.
    reply.headers({
      'X-Checksum-Sha256': sha256,
      'Repr-Digest': `sha-256=:${digest}:`,
      'X-App-Version': version,
      ETag: `"${sha256}"`,
      'Cache-Control': 'no-cache',
    });
    return new StreamableFile(content, { type: TYPE, length: bytes, disposition: `attachment; filename="anwen-${version}.apk"` });
  }
}
