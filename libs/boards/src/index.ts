export { BoardsModule } from './boards.module';
export { boardsPermissions } from './boards.permissions';
