import { type DynamicModule, Module } from '@nestjs/common';
import { AnswerController } from './pages/answer.controller';
import { AssetsController } from './pages/assets.controller';
import { AuditController } from './pages/audit.controller';
import { ChildController } from './pages/child.controller';
import { ConcernsController } from './pages/concerns.controller';
import { DirectoryController } from './pages/directory.controller';
import { DemoPeopleController } from './pages/demo-people.controller';
import { FeedsPagesController } from './pages/feeds.controller';
import { InboxController } from './pages/inbox.controller';
import { OperationsController } from './pages/operations.controller';
import { SignInController } from './pages/sign-in.controller';
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
        InboxController,
        AnswerController,
        ConcernsController,
        ChildController,
        DirectoryController,
        FeedsPagesController,
        OperationsController,
        AuditController,
        AssetsController,
      ],
      providers: [{ provide: CONSOLE, useValue: options }],
    };
  }
}
