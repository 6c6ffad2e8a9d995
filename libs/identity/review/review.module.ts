import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { MatchesController } from './api/matches.controller';
import { RecordsController } from './api/records.controller';
import { MATCH_DOORS, MATCHES, RECORD_MOVES } from './api/tokens';
import type { Matches } from './matches';
import type { RecordMoves } from './record-moves';

/** Deciding who is who by hand, for any app that reads children. */
@Module({})
export class ReviewModule {
  static with(
    parts: Readonly<{ matches: Matches; moves: RecordMoves; doors: Pick<ChildDoors, 'viewerOf'> }>,
  ): DynamicModule {
    return {
      module: ReviewModule,
      controllers: [MatchesController, RecordsController],
      providers: [
        { provide: MATCHES, useValue: parts.matches },
        { provide: RECORD_MOVES, useValue: parts.moves },
        { provide: MATCH_DOORS, useValue: parts.doors },
      ],
    };
  }
}
