import type { Command } from 'commander';
import { asPerson } from './as-person';
import { decideMatch, listMatches, showMatch } from './commands/match-review';
import { leaving } from './leaving';

const WHO = ['who decides who is who', 'in which role: data-steward, or who manages one'] as const;

/** What waits for a person to say who is who, and saying it. */
export function addMatchReviewCommands(match: Command): void {
  const review = match
    .command('review')
    .description('records that may be of another child, and what people decide about them');
  asPerson(review.command('list'), ...WHO)
    .description(
      'pairs that wait, newborns who may be expected children first, then the most certain and oldest, without a word of what their records say',
    )
    .option('--after <cursor>', 'the page after that one')
    .action(leaving(listMatches));
  asPerson(review.command('show <pair>'), ...WHO)
    .description('both records of a pair side by side; it stands in the ledger, for both children')
    .action(leaving(showMatch));
  asPerson(review.command('decide <pair>'), ...WHO)
    .description('say whether both are one child; of two at once one wins, and what changed since is refused')
    .requiredOption('--decision <decision>', 'link, merge (all records of both), different or later')
    .requiredOption('--reason <words>', 'why, without personal data: who is on the machine sees arguments')
    .requiredOption('--seen <seen>', 'what you looked at, as `show` printed it')
    .option('--until <day>', 'with later: the day on which it waits again')
    .option('--second-opinion', 'another steward shall say as well; nothing moves until then')
    .action(leaving(decideMatch));
}
