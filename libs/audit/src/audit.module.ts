import { Module } from '@nestjs/common';
import { AuditSealer } from './sealer.service';

@Module({ providers: [AuditSealer], exports: [AuditSealer] })
export class AuditModule {}
