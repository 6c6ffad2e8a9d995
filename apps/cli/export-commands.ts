import type { Command } from 'commander';
import { asPerson } from './as-person';
import { exportChild, exportEvents } from './commands/export';
import { leaving } from './leaving';

const takesOut = (command: Command): Command =>
  asPerson(command, 'who takes it out').requiredOption(
    '--purpose <code>',
    'why: a code word, such as direct-work; it stands in the ledger',
  );

/** What leaves the hub as files, each listed for its recall. */
export function addExportCommands(program: Command): void {
  const files = program.command('export').description('files that leave the hub');
  takesOut(
    files
      .command('child <ref>')
      .description('a child’s chronology, as far as that person may see it; the agency’s own reference'),
  )
    .option('--format <format>', 'csv or pdf', 'pdf')
    .option('--of <agency>', 'whose reference it is; for auditors')
    .option('--as-known-on <time>', 'a day (its end in London) or a time')
    .option('--from <day>', 'what happened from that day')
    .option('--to <day>', 'what happened up to that day')
    .option('--history', 'with what was corrected or taken back since')
    .option('--out <file>', 'where it is written; it must not be there yet')
    .action(leaving(exportChild));
  takesOut(
    files.command('events').description('events of whole months without names, for an analyst: a row each, as CSV'),
  )
    .requiredOption('--from <month>', 'the first month, like 2026-01')
    .requiredOption('--to <month>', 'the last month; it must be over')
    .requiredOption('--out <file>', 'where it is written; counts stand beside it, in <file>.counts.csv')
    .option('--key <name>', 'exports under one name share their pseudonyms; without it nothing joins them')
    .action(leaving(exportEvents));
}
