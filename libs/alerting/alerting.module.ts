import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessTokens } from '@tributary/sign-in';
import { AlertsService } from './alerts.service';
import { AlertsController } from './api/alerts.controller';
import { AnswerAlertHandler } from './api/commands';
import { ALERT_DOORS, type AlertDoors } from './api/tokens';

/** The inbox over HTTP, for any app that hands in what it needs. */
@Module({})
export class AlertingModule {
  static with(options: Readonly<{ alerts: AlertsService; tokens: AccessTokens; doors: AlertDoors }>): DynamicModule {
    return {
      module: AlertingModule,
      imports: [CqrsModule.forRoot()],
      controllers: [AlertsController],
      providers: [
        AnswerAlertHandler,
        { provide: AlertsService, useValue: options.alerts },
        { provide: AccessTokens, useValue: options.tokens },
        { provide: ALERT_DOORS, useValue: options.doors },
      ],
      exports: [AlertsService],
    };
  }
}
