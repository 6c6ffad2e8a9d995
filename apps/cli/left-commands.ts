import type { Command } from 'commander';
import { asPerson } from './as-person';
import { answerLeft, listLeft, recallLeft } from './commands/left';
import { leaving } from './leaving';

/** What has left about a child, and asking for it back. */
export function addLeftCommands(program: Command): void {
  const left = program.command('left').description('what has left about a child, and asking for it back');
  const asks = (command: Command): Command => asPerson(command, 'who asks', 'data-officer or auditor');
  asks(left.command('list <reference>').description('files, whom alerts and notices told, and mail'))
    .option('--event <id>', 'only what can have carried this event')
    .action(leaving(listLeft));
  asks(left.command('recall <reference> <item>').description('write down that it was asked back'))
    .requiredOption('--reason <reason>', 'erased, wrong-child, rectified or objection')
    .requiredOption('--words <words>', 'what was said to whoever has it')
    .action(leaving(recallLeft));
  asks(left.command('answer <reference> <item>').description('write down what whoever has it said'))
    .requiredOption('--outcome <outcome>', 'destroyed, given-back, never-kept, must-be-kept or lost')
    .requiredOption('--words <words>', 'what they said')
    .action(leaving(answerLeft));
}
