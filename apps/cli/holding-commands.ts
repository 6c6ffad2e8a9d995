import type { Command } from 'commander';
import { asPerson } from './as-person';
import { letHoldingGo, previewHolding } from './commands/holding';
import { leaving } from './leaving';

/** What is held for its sender alone, and erased when nobody else could open it. */
export function addHoldingCommands(program: Command): void {
  const holding = program.command('holding').description('what is held unopened, and erased when its period is over');
  holding
    .command('preview')
    .description('of each feed how many events are held, kept, due and when; changes nothing')
    .option('--json', 'one JSON document instead of lines')
    .action(leaving(previewHolding));
  asPerson(holding.command('let-go <feed>'), 'who decides', 'operator, or data-officer of the agency that supplied it')
    .description('what is due of a feed and waits, because it is so much at once, may be erased')
    .requiredOption('--reason <words>', 'why, without personal data')
    .action(leaving(letHoldingGo));
}
