import 'reflect-metadata';
import { exitOn } from '@anwen/http';
import { runWorker } from './run-worker';

runWorker().catch(exitOn('worker'));
