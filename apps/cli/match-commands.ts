import type { Command } from 'commander';
import { match, type MatchOptions } from './commands/match';
import { leaving } from './leaving';

/** The matcher on any file. */
export function addMatchCommand(program: Command): void {
  program
    .command('match')
    .description('which records are one person: within a file, between two, or one person among them; needs no server')
    .option('--dedupe <file>', 'records of one CSV file')
    .option('--link <files...>', 'records of one CSV file with those of another')
    .option('--in <file>', 'one person among the records of a CSV file')
    .option('--person <file>', 'with --in: the person as JSON; standard input where it is left out')
    .requiredOption('--map <file>', 'which column says what, as JSON')
    .option('--out <file>', 'the pairs, strongest first: CSV, or JSON lines where it ends in .jsonl')
    .option('--truth <column>', 'who each record truly is: scores the answer')
    .option('--truth-part <expression>', 'what of that column names the person: a regular expression’s first group')
    .option('--weights <file>', 'weights that were kept, in place of an estimate from the records')
    .option('--save-weights <file>', 'keep the weights')
    .option('--json', 'one JSON document instead of lines')
    .action(leaving((options: MatchOptions) => match(options)));
}
