import 'reflect-metadata';
import { exitOn } from '@anwen/http';
import { runHeavyChild } from './heavy/run-heavy-child';

runHeavyChild().catch(exitOn('worker-child'));
