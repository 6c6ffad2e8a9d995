import { type DynamicModule, Module } from '@nestjs/common';
import type { ChildAnswers } from './answers';
import { ChildrenController } from './api/children.controller';
import { ANSWERS, DOORS } from './api/tokens';
import type { ChildDoors } from './ports';

/** The reads about a child, for any app that hands in what they need. */
@Module({})
export class ChronologyModule {
  static with({ answers, doors }: Readonly<{ answers: ChildAnswers; doors: ChildDoors }>): DynamicModule {
    return {
      module: ChronologyModule,
      controllers: [ChildrenController],
      providers: [
        { provide: ANSWERS, useValue: answers },
        { provide: DOORS, useValue: doors },
      ],
      exports: [ANSWERS],
    };
  }
}
