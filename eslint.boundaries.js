// Module boundaries by Nx tag (tier:*, runtime:*, domain:*). Arrows point down; sideways arrows are those of `domainEdges`.

/** The one list of allowed sideways arrows between domain libraries, from the most dependent down. */
const domainEdges = {
  reports: ['work-orders', 'trade', 'inventory', 'catalog'],
  imports: ['work-orders', 'trade', 'inventory', 'catalog'],
  planning: ['work-orders', 'trade', 'inventory', 'catalog'],
  boards: ['work-orders', 'trade', 'inventory', 'catalog'],
  labels: ['inventory', 'catalog'],
  'work-orders': ['inventory', 'catalog'],
  trade: ['inventory', 'catalog'],
  inventory: ['catalog'],
  catalog: [],
  rbac: [],
  devices: [],
  webhooks: [],
  tenant: [],
  ops: [],
};

const lower = ['tier:guarantee', 'tier:adapter', 'tier:kernel'];
const outsideSystems = ['pg', 'ioredis', 'bullmq', 'minio', 'undici', 'nodemailer', 'express'];

const depConstraints = [
  { sourceTag: 'tier:kernel', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@nestjs/*', 'typeorm', 'rxjs', ...outsideSystems] },
  { sourceTag: 'tier:adapter', onlyDependOnLibsWithTags: ['tier:kernel'] },
  // Guarantees may lean on each other (a dead job raises an alert and is audited), never in a circle.
  { sourceTag: 'tier:guarantee', onlyDependOnLibsWithTags: lower },
  {
    sourceTag: 'tier:domain',
    onlyDependOnLibsWithTags: ['tier:domain', ...lower],
    bannedExternalImports: ['@nestjs/platform-express', '@nestjs/bullmq', '@nestjs/throttler', ...outsideSystems],
  },
  { sourceTag: 'tier:shared-ui', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'tier:app', onlyDependOnLibsWithTags: ['tier:domain', 'tier:shared-ui', ...lower], bannedExternalImports: ['typeorm', 'pg', 'bullmq'] },
  { sourceTag: 'runtime:node', onlyDependOnLibsWithTags: ['runtime:node'] },
  { sourceTag: 'runtime:browser', onlyDependOnLibsWithTags: ['runtime:browser'], bannedExternalImports: ['@nestjs/*', 'typeorm', ...outsideSystems] },
  ...Object.entries(domainEdges).map(([domain, targets]) => ({
    sourceTag: `domain:${domain}`,
    onlyDependOnLibsWithTags: [...targets.map((target) => `domain:${target}`), ...lower],
  })),
];

module.exports = { domainEdges, depConstraints };
