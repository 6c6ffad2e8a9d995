import type { Command } from 'commander';
import { answerLeft, listLeft, recallLeft } from './commands/left';
import { leaving } from './leaving';

/** What has left about a child, and asking for it back. */
export function addLeftCommands(program: Command): void {
  const left = program.command('left').description('what has left about a child, and asking for it back');
  const asPerson = (command: Command): Command =>
    command
      .requiredOption('--as <practitioner>', 'who asks')
      .requiredOption('--role <role>', 'data-officer or auditor')
      .requiredOption('--agency <agency>', 'in which agency; the reference is its own')
      .option('--json', 'one JSON document instead of lines');
  asPerson(left.command('list <reference>').description('files, whom alerts and notices told, and mail'))
    .option('--event <id>', 'only what can have carried this event')
    .action(leaving(listLeft));
  asPerson(left.command('recall <reference> <item>').description('write down that it was asked back'))
    .requiredOption('--reason <reason>', 'erased, wrong-child, rectified or objection')
    .requiredOption('--words <words>', 'what was said to whoever has it')
    .action(leaving(recallLeft));
  asPerson(left.command('answer <reference> <item>').description('write down what whoever has it said'))
    .requiredOption('--outcome <outcome>', 'destroyed, given-back, never-kept, must-be-kept or lost')
    .requiredOption('--words <words>', 'what they said')
    .action(leaving(answerLeft));
}
