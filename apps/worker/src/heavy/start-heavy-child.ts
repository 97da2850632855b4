import 'reflect-metadata';
import { exitOn } from '@anwen/http';
import { runHeavyChild } from './run-heavy-child';

runHeavyChild().catch(exitOn('worker-child'));
