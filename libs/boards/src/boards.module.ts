import { Module } from '@nestjs/common';
import { BoardReader } from './board-reader.service';
import { BoardStreams } from './board-streams.service';
import { BoardService } from './board.service';
import { DockStore } from './dock.store';
import { FloorStore } from './floor.store';
import { LicenseStore } from './license.store';
import { OrderCardsStore } from './order-cards.store';
import { PlacesStore } from './places.store';
import { RecentViewers } from './recent-viewers';
import { UpgradeDoor } from './upgrade-door';

@Module({
  providers: [PlacesStore, FloorStore, DockStore, OrderCardsStore, LicenseStore, BoardReader, BoardService, RecentViewers, UpgradeDoor, BoardStreams],
  exports: [BoardService, RecentViewers, UpgradeDoor, BoardStreams],
})
export class BoardsModule {}
