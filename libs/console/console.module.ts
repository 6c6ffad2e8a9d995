import { type DynamicModule, Module } from '@nestjs/common';
import { AnswerController } from './alerts/answer.controller';
import { CopyController } from './alerts/copy.controller';
import { AssessmentPagesController } from './assessment/assessment.controller';
import { AssetsController } from './page/assets.controller';
import { AuditController } from './audit/audit.controller';
import { EventsController } from './audit/events.controller';
import { ChildController } from './child/child.controller';
import { ConcernPagesController } from './concern/concern.controller';
import { ConcernsController } from './alerts/concerns.controller';
import { DirectoryController } from './directory/directory.controller';
import { DemoPeopleController } from './sign-in/demo-people.controller';
import { ExportPagesController } from './exports/exports.controller';
import { FeedsPagesController } from './feeds/feeds.controller';
import { RedrivePagesController } from './feeds/redrives.controller';
import { MappingPagesController } from './feeds/mapping.controller';
import { TogetherController } from './alerts/together.controller';
import { InboxController } from './alerts/inbox.controller';
import { AskController } from './access/ask.controller';
import { LocationController } from './access/location.controller';
import { OpeningController } from './access/opening.controller';
import { RequestsController } from './access/requests.controller';
import { ReviewsController } from './access/reviews.controller';
import { MatchPagesController } from './matches/matches.controller';
import { RecordPagesController } from './matches/records.controller';
import { OperationsController } from './feeds/operations.controller';
import { QualityPageController } from './quality/quality.controller';
import { ReleasePagesController } from './releases/releases.controller';
import { SealedPagesController } from './sealed/sealed.controller';
import { SignInController } from './sign-in/sign-in.controller';
import { CONSOLE, type ConsoleOptions } from './ports';

/** The pages, for any app that hands in what they stand on. */
@Module({})
export class ConsoleModule {
  static with(options: ConsoleOptions): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [
        SignInController,
        DemoPeopleController,
        TogetherController,
        InboxController,
        AnswerController,
        CopyController,
        ConcernsController,
        ConcernPagesController,
        ChildController,
        AssessmentPagesController,
        OpeningController,
        ReviewsController,
        ReleasePagesController,
        MatchPagesController,
        RecordPagesController,
        SealedPagesController,
        AskController,
        RequestsController,
        LocationController,
        ExportPagesController,
        DirectoryController,
        FeedsPagesController,
        RedrivePagesController,
        MappingPagesController,
        OperationsController,
        QualityPageController,
        AuditController,
        EventsController,
        AssetsController,
      ],
      providers: [{ provide: CONSOLE, useValue: options }],
    };
  }
}
