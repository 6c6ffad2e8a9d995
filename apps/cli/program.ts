import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeCatalogueDocs } from '@tributary/catalogue';
import { writeStoryDocs } from '@tributary/demo';
import { writeRuleDocs } from '@tributary/alerting';
import { Command } from 'commander';
import { link, listRules, merge, showRule, split, unlink } from './commands/desk';
import { redrive, type RedriveOptions } from './commands/redrive';
import { demo, type DemoOptions, demoSend } from './commands/demo';
import { exportDirectory, importDirectory, type ImportOptions } from './commands/directory';
import { type CheckOptions, feedCheck } from './commands/feed-check';
import { feedSend } from './commands/feed-send';
import { backUp, migrateAll, rebuildModel, restoreFrom } from './commands/keeping';
import { listParkedEvents, redriveParkedEvents } from './commands/parked';
import { replay, type ReplayOptions } from './commands/replay';
import { verifyAs } from './commands/verify';
import { token, tokenFor, type TokenOptions } from './commands/token';
import { writeConfigurationTable } from './docs/configuration-page';
import { problemsPage } from './docs/problems-page';
import { writeCommandsPage } from './docs/commands-page';
import { addAccessCommands } from './access-commands';
import { addExportCommands } from './export-commands';
import { addHoldingCommands } from './holding-commands';
import { addLeftCommands } from './left-commands';
import { addMatchCommand } from './match-commands';
import { leaving } from './leaving';
import { addFeedCommands } from './feed-commands';
import { EXIT } from './output';

const JSON_FLAG = ['--json', 'one JSON document instead of lines'] as const;
/** Every command, for the command line and for its page in the docs. */
export const program = new Command('tributary')
  .description('Tributary, from the command line')
  // What stands after a command is that command's: `match` and `match fit` both know who asks.
  .enablePositionalOptions()
  .exitOverride();

const feed = program.command('feed').description('check and send files of a feed');
feed
  .command('check <file>')
  .description('what would be accepted and what parked, and why; needs no server')
  .requiredOption('--feed <format>', 'format of the file')
  .option('--mapping <file>', 'how a mapped format is read')
  .option(...JSON_FLAG)
  .action(leaving((file: string, options: CheckOptions) => feedCheck(file, options)));
feed
  .command('send <file>')
  .description('deliver a file and wait for its receipt')
  .requiredOption('--feed <feed>', 'feed of the directory')
  .requiredOption('--client <agency>', 'agency whose token is used')
  .option('--url <url>', 'the hub', 'http://127.0.0.1:3000')
  .option('--type <media type>', 'media type of the file')
  .option('--key <key>', 'idempotency key')
  .option('--backfill', 'history: recorded, never alerted on')
  .option(...JSON_FLAG)
  .action(
    leaving(async (file: string, options: Omit<Parameters<typeof feedSend>[1], 'token'> & { client: string }) =>
      feedSend(file, { ...options, token: await tokenFor({ client: options.client }) }),
    ),
  );

addFeedCommands(feed);

const borough = program
  .command('demo')
  .description('the stories of the made-up borough; with --out, its files')
  .option('--out <folder>', 'where the files are written')
  .option('--seed <number>', 'another borough')
  .option('--today <day>', 'the day it is seen from')
  .option(...JSON_FLAG)
  .action(leaving((options: DemoOptions) => demo(options)));
borough
  .command('send')
  .description('deliver what is left of it, or all where the store is empty')
  .option(...JSON_FLAG)
  .action(leaving((options: { json?: boolean }) => demoSend(options)));

program
  .command('token')
  .description('print an access token of the local provider')
  .option('--client <agency>', 'for an agency’s system')
  .option('--user <practitioner>', 'for a person')
  .option('--role <role>', 'the role they act in; default their first')
  .option('--agency <agency>', 'the agency they act for')
  .option(...JSON_FLAG)
  .action(leaving((options: TokenOptions) => token(options)));

program
  .command('replay')
  .description('a child’s chronology and status as held or available at a time, byte for byte')
  .requiredOption('--child <ref>', 'the agency’s own reference of the child')
  .requiredOption('--agency <agency>', 'whose reference that is')
  .requiredOption('--as <practitioner>', 'the auditor')
  .requiredOption('--purpose <code>', 'why: a code word of your authority')
  .option('--as-known-on <time>', 'a day (its end in London) or a time')
  .option('--view <view>', 'available or held')
  .option('--for <agency>', 'who held it')
  .option('--position <position>', 'up to which event')
  .option('--source <source>', 'store or kafka', 'store')
  .action(leaving((options: ReplayOptions) => replay(options)));

program
  .command('rebuild <projection>')
  .description('rebuild a read model beside the running one, then swap')
  .option(...JSON_FLAG)
  .action(leaving(rebuildModel));
program
  .command('verify')
  .description('prove that what was signed still stands; or let somebody outside prove it')
  .option('--write <folder>', 'give out proofs: places, hashes and signatures')
  .option('--outside <folder>', 'check such proofs, without a hub')
  .option('--public-key <files...>', 'the notary’s public keys, old ones included; with --outside')
  .option('--earlier <folder>', 'proofs given out before: what stood in them must stand; with --outside')
  .option(...JSON_FLAG)
  .action(leaving(verifyAs));
program
  .command('migrate')
  .description('bring the databases up to date, as their owner')
  .option(...JSON_FLAG)
  .action(leaving(migrateAll));
program
  .command('backup <directory>')
  .description('copy the databases out while the hub runs: the events, and the keys apart from them')
  .option(...JSON_FLAG)
  .action(leaving(backUp));
program
  .command('restore <directory>')
  .description(
    'fill empty databases from a backup; the home needs the master key, the notary key and the list of erasures (shreds.jsonl) of the old one',
  )
  .option(...JSON_FLAG)
  .action(leaving(restoreFrom));
program
  .command('redrive <feed>')
  .description(
    'send parked records of a feed again, and say how far it has come; interrupted, it stops and can be taken up',
  )
  .option('--id <id>', 'one parked record')
  .option('--code <code>', 'only those parked for this reason')
  .option('--read-anew', 'read what was delivered and is still held by the mapping in force, instead')
  .option('--resume', 'go on with the one that was stopped')
  .option('--stop', 'stop the one that runs, wherever it does')
  .option(...JSON_FLAG)
  .action(leaving((name: string, options: RedriveOptions) => redrive(name, options)));

const keptDirectory = program.command('directory').description('the directory of agencies, teams and people');
keptDirectory
  .command('export')
  .description('write the directory in force as CSV files, as an import reads them')
  .requiredOption('--csv <folder>', 'where they are written')
  .option(...JSON_FLAG)
  .action(leaving(exportDirectory));
keptDirectory
  .command('import')
  .description('read it from CSV files; what would change, and with --apply changed')
  .requiredOption('--csv <folder>', 'where agencies.csv, practitioners.csv, roles.csv and the others stand')
  .option('--apply', 'put it in force')
  .option(...JSON_FLAG)
  .action(leaving((options: ImportOptions) => importDirectory(options)));

const parked = program.command('parked').description('events that a read model or the rules could not take');
parked
  .command('list')
  .description('where each stands, and why')
  .option(...JSON_FLAG)
  .action(leaving(listParkedEvents));
parked
  .command('redrive <consumers...>')
  .description('give consumers their parked events again')
  .option(...JSON_FLAG)
  .action(leaving(redriveParkedEvents));

const byHand = (command: Command): Command =>
  command
    .requiredOption('--by <practitioner>', 'who decides')
    .requiredOption('--role <role>', 'in which role')
    .requiredOption('--reason <words>', 'why')
    .option(...JSON_FLAG);
byHand(program.command('link').description('a record is of a child'))
  .requiredOption('--record <id>', 'the record')
  .requiredOption('--to <child>', 'the child')
  .action(leaving(link));
byHand(program.command('unlink').description('a record is not of a child: it goes back to where it was linked from'))
  .requiredOption('--record <id>', 'the record')
  .requiredOption('--from <child>', 'the child')
  .action(leaving(unlink));
byHand(program.command('merge').description('two children are one'))
  .requiredOption('--former <child>', 'the child that is left without a record')
  .requiredOption('--into <child>', 'the child that has them all')
  .action(leaving(merge));
byHand(program.command('split').description('some of a child’s records are of another child'))
  .requiredOption('--from <child>', 'the child')
  .requiredOption('--records <ids...>', 'those of the other child')
  .action(leaving(split));

addAccessCommands(program);
addExportCommands(program);
addLeftCommands(program);
addMatchCommand(program);
addHoldingCommands(program);

const rule = program.command('rules').description('the alert rules');
rule
  .command('list')
  .description('each rule, its owner and whether it alerts')
  .option(...JSON_FLAG)
  .action(leaving(listRules));
rule
  .command('show <id>')
  .description('a rule in plain words')
  .option(...JSON_FLAG)
  .action(leaving(showRule));

program
  .command('docs')
  .description('write the generated pages anew')
  .action(
    leaving(async () => {
      await writeCatalogueDocs('docs');
      await writeRuleDocs('docs');
      await writeFile(join('docs', 'problems.md'), problemsPage());
      await writeConfigurationTable('docs');
      await writeStoryDocs('docs');
      await writeCommandsPage('docs', program);
      return EXIT.done;
    }),
  );
program
  .command('bench')
  .description('measure this machine')
  .option('--size <size>', 'small or full', 'small')
  .option('--only <text>', 'only what has this in its name: import, a file of …')
  .option(...JSON_FLAG)
  .action(leaving(bench));

/** The bench is no part of the product: it runs as a program of its own. */
function bench(options: { size: string; only?: string; json?: boolean }): Promise<number> {
  const args = [
    join(__dirname, '../../test/bench/main.js'),
    '--size',
    options.size,
    ...(options.only === undefined ? [] : ['--only', options.only]),
    ...(options.json ? ['--json'] : []),
  ];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? EXIT.failed)));
}
