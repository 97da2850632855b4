import { Module } from '@nestjs/common';
import { DeadJobService } from './dead-job.service';
import { JobService } from './job.service';

/** Jobs as people see them. What runs them is composed by the worker. */
@Module({ providers: [JobService, DeadJobService], exports: [JobService, DeadJobService] })
export class JobsModule {}
