import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { AccessTokens } from '@tributary/sign-in';
import type { MatchQuality } from '../ask/quality';
import { QUALITY, QualityController } from '../ask/quality.controller';
import { MatchesController } from './api/matches.controller';
import { RecordsController } from './api/records.controller';
import { MATCH_DOORS, MATCHES, RECORD_MOVES } from './api/tokens';
import type { Matches } from './matches';
import type { RecordMoves } from './record-moves';

/** Deciding who is who by hand, for any app that reads children. */
@Module({})
export class ReviewModule {
  static with(
    parts: Readonly<{
      matches: Matches;
      moves: RecordMoves;
      doors: Pick<ChildDoors, 'viewerOf'>;
      tokens: AccessTokens;
      quality: () => Promise<MatchQuality>;
    }>,
  ): DynamicModule {
    return {
      module: ReviewModule,
      // `matches/quality` before `matches/:id`, which would take it for a pair.
      controllers: [QualityController, MatchesController, RecordsController],
      providers: [
        { provide: MATCHES, useValue: parts.matches },
        { provide: RECORD_MOVES, useValue: parts.moves },
        { provide: MATCH_DOORS, useValue: parts.doors },
        { provide: AccessTokens, useValue: parts.tokens },
        { provide: QUALITY, useValue: parts.quality },
      ],
    };
  }
}
