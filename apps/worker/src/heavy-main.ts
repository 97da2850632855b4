import { dieWithParent } from './heavy/parent-watch';

// First of all: loading the product takes a second or more, and the parent may die meanwhile.
dieWithParent();
void import('./heavy/start-heavy-child.js');
