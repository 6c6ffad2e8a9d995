import { type DynamicModule, Module } from '@nestjs/common';
import { type AnswerOptions, ChildAnswers } from './answers';
import { ChildrenController } from './api/children.controller';
import { ANSWERS, DOORS } from './api/tokens';

/** The reads about a child, for any app that hands in what they need. */
@Module({})
export class ChronologyModule {
  static with(options: AnswerOptions): DynamicModule {
    return {
      module: ChronologyModule,
      controllers: [ChildrenController],
      providers: [
        { provide: ANSWERS, useValue: new ChildAnswers(options) },
        { provide: DOORS, useValue: options.doors },
      ],
      exports: [ANSWERS],
    };
  }
}
