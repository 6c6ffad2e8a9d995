import { PROTECTION_GROUNDS } from '@tributary/access';
import type { Command } from 'commander';
import { asPerson } from './as-person';
import {
  breakGlass,
  declareLink,
  endLink,
  listReviews,
  reviewOne,
  sealLocation,
  stateGround,
  unsealLocation,
} from './commands/access';
import { decideRelease, keepBack, listReleases } from './commands/releases';
import { answerOne, askFor, listRequests, replyTo } from './commands/requests';
import { leaving } from './leaving';

const decides = (command: Command): Command => asPerson(command, 'who decides');
const aboutChild = (command: Command): Command =>
  decides(command).requiredOption('--child <ref>', 'the agency’s own reference of the child');

/** What people decide about their own access to a child, and its review. */
export function addAccessCommands(program: Command): void {
  const access = program.command('access').description('emergency access to a child, and its review');
  aboutChild(access.command('break-glass').description('see more of a child for some hours; your manager reviews it'))
    .requiredOption('--reason <words>', 'why, in your own words')
    .requiredOption('--basis <words>', 'on what footing, in your own words')
    .option('--hours <hours>', 'for how long, four at most', '1')
    .action(leaving(breakGlass));
  aboutChild(
    access
      .command('state-ground')
      .description('see who else knows a child that must be protected; your manager reviews it'),
  )
    .requiredOption('--ground <ground>', PROTECTION_GROUNDS.join(', '))
    .requiredOption('--reason <words>', 'what it is about, in your own words')
    .action(leaving(stateGround));
  aboutChild(
    access.command('declare-link').description('you are linked to the family: nothing of the child opens to you'),
  ).action(leaving(declareLink));
  decides(access.command('reviews').description('what you have to review, and links declared to you')).action(
    leaving(listReviews),
  );
  decides(access.command('review <id>').description('say whether it was justified; if not, it shuts'))
    .requiredOption('--outcome <outcome>', 'justified or not-justified')
    .requiredOption('--note <words>', 'what you found, in your own words')
    .action(leaving(reviewOne));
  decides(access.command('end-link <id>').description('take back a link that was declared to you'))
    .requiredOption('--reason <words>', 'why, in your own words')
    .action(leaving(endLink));
  addSealCommands(access);
  addRequestCommands(access);
  addReleaseCommands(access);
}

function addReleaseCommands(access: Command): void {
  decides(
    access.command('releases').description('what your role holds back, what of it waits, and what is late below you'),
  ).action(leaving(listReleases));
  decides(access.command('release <event>').description('open what your role holds back to named agencies'))
    .requiredOption('--audience <agencies>', 'the agencies, with commas between them')
    .action(leaving(decideRelease));
  decides(access.command('withhold <event>').description('keep it held back for now; a release is taken back'))
    .requiredOption('--reason <words>', 'why, in your own words')
    .requiredOption('--look-again <day>', 'the day on which it waits for a decision again')
    .action(leaving(keepBack));
}

function addSealCommands(access: Command): void {
  aboutChild(access.command('seal-location').description('a protected address: nothing shows where the child is'))
    .requiredOption('--whose <whose>', 'child or household')
    .requiredOption('--reason <words>', 'why, in your own words, without any place')
    .action(leaving(sealLocation));
  aboutChild(access.command('unseal-location').description('lift what your agency sealed'))
    .requiredOption('--reason <words>', 'why, in your own words')
    .action(leaving(unsealLocation));
}

function addRequestCommands(access: Command): void {
  aboutChild(access.command('ask').description('ask a supplier for what you may only know to exist'))
    .requiredOption('--supplier <agency>', 'the agency that supplied it')
    .requiredOption('--class <class>', 'of which class')
    .requiredOption('--purpose <purpose>', 'for what you would use it')
    .requiredOption('--reason <words>', 'why, in your own words')
    .action(leaving(askFor));
  decides(
    access.command('requests').description('what waits for your answer, and what became of what you asked'),
  ).action(leaving(listRequests));
  decides(access.command('answer <id>').description('answer a request for what your agency supplied'))
    .requiredOption('--outcome <outcome>', 'shared, refused or asked-back')
    .option('--events <ids>', 'the events you share, with commas between them')
    .option('--days <days>', 'for how long you share them')
    .requiredOption('--words <words>', 'what you say with it: your ground, or your question')
    .action(leaving(answerOne));
  decides(access.command('reply <id>').description('answer what a supplier asked back'))
    .requiredOption('--words <words>', 'your answer')
    .action(leaving(replyTo));
}
