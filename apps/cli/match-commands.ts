import type { Command } from 'commander';
import { asPerson } from './as-person';
import { match, type MatchOptions } from './commands/match';
import { fitMatch } from './commands/match-fit';
import { reconsider } from './commands/match-reconsider';
import { leaving } from './leaving';
import { addMatchReviewCommands } from './match-review-commands';

/** The matcher on any file, or on the hub's children. */
export function addMatchCommand(program: Command): void {
  const command = program
    .command('match')
    .enablePositionalOptions()
    .description(
      'which records are one person: within a file, between two, or one person among them, without a server; or which child of the hub somebody is',
    )
    .option('--dedupe <file>', 'records of one CSV file')
    .option('--link <files...>', 'records of one CSV file with those of another')
    .option('--in <file>', 'one person among the records of a CSV file')
    .option('--person <file>', 'with --in, or of the hub: the person as JSON; standard input where it is left out')
    .option('--map <file>', 'with files: which column says what, as JSON')
    .option('--out <file>', 'the pairs, strongest first: CSV, or JSON lines where it ends in .jsonl')
    .option('--truth <column>', 'who each record truly is: scores the answer')
    .option('--truth-part <expression>', 'what of that column names the person: a regular expression’s first group')
    .option('--weights <file>', 'weights that were kept, in place of an estimate from the records')
    .option('--save-weights <file>', 'keep the weights')
    .option('--as <practitioner>', 'ask the hub: who asks')
    .option('--role <role>', 'in which role')
    .option('--agency <agency>', 'in which agency')
    .option('--reason <reason>', 'why: a code, or 20 characters and more in your own words')
    .option('--json', 'one JSON document instead of lines')
    .action(leaving((options: MatchOptions) => match(options)));
  asPerson(command.command('fit'), 'who fits them', 'in which role: data-steward')
    .description(
      'the weights of the borough’s own, estimated from the hub’s records and kept; prints what would change',
    )
    .requiredOption('--reason <words>', 'why, without personal data')
    .option('--use', 'and match by them from now on')
    .action(leaving(fitMatch));
  asPerson(command.command('reconsider'), 'who looks again', 'in which role: data-steward')
    .description(
      'look at all records at once: proposes links to stewards, and names children whose records exclude each other',
    )
    .requiredOption('--reason <words>', 'why, without personal data')
    .option('--last', 'look at nothing: say what the last look came to, whoever asked for it')
    .action(leaving(reconsider));
  addMatchReviewCommands(command);
}
