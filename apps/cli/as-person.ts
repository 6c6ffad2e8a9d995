import type { Command } from 'commander';

/** Whoever asks, in the role and for the agency that they ask in; `who` and `role` say it in the command's own words. */
export const asPerson = (command: Command, who: string, role = 'in which role'): Command =>
  command
    .requiredOption('--as <practitioner>', who)
    .requiredOption('--role <role>', role)
    .requiredOption('--agency <agency>', 'in which agency')
    .option('--json', 'one JSON document instead of lines');
