import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Person } from '../alert-view';
import { AlertsService } from '../alerts.service';
import type { Answer } from '../domain/answers';

/** A person answers an alert that was sent to them. */
export class AnswerAlert extends Command<{ position: string }> {
  constructor(
    readonly person: Person,
    readonly alertId: string,
    readonly answer: Answer,
  ) {
    super();
  }
}

@CommandHandler(AnswerAlert)
export class AnswerAlertHandler implements ICommandHandler<AnswerAlert> {
  constructor(@Inject(AlertsService) private readonly alerts: AlertsService) {}

  async execute({ person, alertId, answer }: AnswerAlert): Promise<{ position: string }> {
    return this.alerts.answer(person, alertId, answer);
  }
}
