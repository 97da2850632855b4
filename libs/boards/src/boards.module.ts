import { Module } from '@nestjs/common';
import { BoardReader } from './board-reader.service';
import { BoardService } from './board.service';
import { DockStore } from './dock.store';
import { FloorStore } from './floor.store';
import { LicenseStore } from './license.store';
import { OrderCardsStore } from './order-cards.store';
import { PlacesStore } from './places.store';
import { RecentViewers } from './recent-viewers';

@Module({
  providers: [PlacesStore, FloorStore, DockStore, OrderCardsStore, LicenseStore, BoardReader, BoardService, RecentViewers],
  exports: [BoardService, RecentViewers],
})
export class BoardsModule {}
