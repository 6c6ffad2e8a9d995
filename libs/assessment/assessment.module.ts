import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { ChildDoors } from '@tributary/chronology';
import { AssessmentController } from './api/assessment.controller';
import { ChangeAssessmentHandler } from './api/commands';
import { DOORS } from './api/tokens';
import { Assessments } from './assessments.service';

type Given = Readonly<{ assessments: Assessments; doors: Pick<ChildDoors, 'viewerOf'> }>;

/** The common assessment over HTTP, for any app that hands in what it needs. */
@Module({})
export class AssessmentModule {
  static with({ assessments, doors }: Given): DynamicModule {
    return {
      module: AssessmentModule,
      imports: [CqrsModule.forRoot()],
      controllers: [AssessmentController],
      providers: [
        ChangeAssessmentHandler,
        { provide: Assessments, useValue: assessments },
        { provide: DOORS, useValue: doors },
      ],
    };
  }
}
