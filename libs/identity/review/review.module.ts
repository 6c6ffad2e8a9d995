import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { MatchesController } from './api/matches.controller';
import { MATCH_DOORS, MATCHES } from './api/tokens';
import type { Matches } from './matches';

/** Deciding who is who by hand, for any app that reads children. */
@Module({})
export class ReviewModule {
  static with(parts: Readonly<{ matches: Matches; doors: Pick<ChildDoors, 'viewerOf'> }>): DynamicModule {
    return {
      module: ReviewModule,
      controllers: [MatchesController],
      providers: [
        { provide: MATCHES, useValue: parts.matches },
        { provide: MATCH_DOORS, useValue: parts.doors },
      ],
    };
  }
}
