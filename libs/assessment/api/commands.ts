import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Asking, Assessments } from '../assessments.service';
import type { Wish } from '../domain/commands';

/** A person changes the assessment of a child that is open. */
export class ChangeAssessment extends Command<Readonly<{ position: string }>> {
  constructor(
    readonly asking: Asking,
    readonly wish: Exclude<Wish, { kind: 'open' }>,
  ) {
    super();
  }
}

@CommandHandler(ChangeAssessment)
export class ChangeAssessmentHandler implements ICommandHandler<ChangeAssessment> {
  constructor(@Inject(Assessments) private readonly assessments: Assessments) {}

  async execute({ asking, wish }: ChangeAssessment): Promise<Readonly<{ position: string }>> {
    return this.assessments.change(asking, wish);
  }
}
