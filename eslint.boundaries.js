// Module boundaries by Nx tag (tier:*, runtime:*, domain:*). Arrows point down; sideways arrows are those of `domainEdges`.

/** The one list of allowed sideways arrows between domain libraries, from the most dependent down. */
const domainEdges = {
  reports: ['work-orders', 'trade', 'inventory', 'catalog'],
  imports: ['work-orders', 'trade', 'inventory', 'catalog'],
  planning: ['work-orders', 'trade', 'inventory', 'catalog'],
  boards: ['work-orders', 'trade', 'inventory', 'catalog'],
  labels: ['inventory', 'catalog'],
  // A scan may mean anything that the product knows; work done offline is the same work, so both call the libraries that do it.
  scan: ['work-orders', 'trade', 'inventory', 'catalog', 'rbac'],
  offline: ['work-orders', 'trade', 'inventory', 'catalog', 'devices'],
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

/** Guarantees stand beside each other; the few that lean on another say so here. */
const guaranteeEdges = {
  // A dead job raises an alert and is audited; jobs and their lists are shown with the door's field decorators.
  outbox: ['alerts', 'audit', 'http'],
  health: ['http'],
  alerts: [],
  audit: [],
  http: [],
  idempotency: [],
  'rate-limit': [],
};

const lower = ['tier:guarantee', 'tier:adapter', 'tier:kernel'];
const outsideSystems = ['pg', 'ioredis', 'bullmq', 'minio', 'undici', 'nodemailer', 'express'];

const depConstraints = [
  { sourceTag: 'tier:kernel', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@nestjs/*', 'typeorm', 'rxjs', ...outsideSystems] },
  { sourceTag: 'tier:adapter', onlyDependOnLibsWithTags: ['tier:kernel'] },
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
  ...Object.entries(guaranteeEdges).map(([guarantee, targets]) => ({
    sourceTag: `guarantee:${guarantee}`,
    onlyDependOnLibsWithTags: [...targets.map((target) => `guarantee:${target}`), 'tier:adapter', 'tier:kernel'],
  })),
];

module.exports = { domainEdges, depConstraints };
