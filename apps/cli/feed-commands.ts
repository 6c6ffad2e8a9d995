import type { Command } from 'commander';
import { checkMapping, type OnHub, previewMapping, putMapping } from './commands/feed-map';
import { feedChecklist } from './commands/feed-checklist';
import { feedSample, type SampleOptions } from './commands/feed-sample';
import { feedTest } from './commands/feed-test';
import { newFeed, type NewFeed } from './commands/feed-new';
import { tokenFor } from './commands/token';
import { leaving } from './leaving';

const JSON_FLAG = ['--json', 'one JSON document instead of lines'] as const;
type Asked = Omit<OnHub, 'token'> & Readonly<{ as: string; last?: string; sample?: string; from?: string }>;

/** Entering a feed, and mapping it. */
export function addFeedCommands(feed: Command): void {
  feed
    .command('new <id>')
    .description('enter a feed in the directory in force; it delivers history until its manager declares it live')
    .requiredOption('--agency <agency>', 'who sends')
    .requiredOption('--format <format>', 'one of docs/feeds.md')
    .requiredOption('--agreement <agreement>', 'under which it is shared')
    .requiredOption('--manager <practitioner>', 'who answers for it')
    .option('--rhythm <rhythm>', 'daily, each weekday, each school day, weekly')
    .option('--by <time>', 'by when on such a day, in London: 10:00')
    .option('--currency <currency>', 'where it is less fresh than its format: daily, weekly, return')
    .option('--cohort <cohort>', 'subscribed or universal')
    .option('--impact-assessment <reference>', 'needed where it is universal')
    .option('--controller <agency>', 'who answers for the data', undefined)
    .option('--supplier <name>', 'whose software sends')
    .option(...JSON_FLAG)
    .action(leaving((id: string, options: NewFeed) => newFeed(id, options)));
  asSystem(feed.command('checklist <feed>'))
    .description('what has to stand before it goes live: what is done, and what to do next')
    .action(leaving(async (id: string, asked: AsSystem) => feedChecklist(id, await signedIn(asked))));
  feed
    .command('sample')
    .description('write files of a form about children who do not exist; needs no server')
    .requiredOption('--format <format>', 'one of docs/feeds.md')
    .requiredOption('--out <folder>', 'where they are written')
    .option(...JSON_FLAG)
    .action(leaving((options: SampleOptions) => feedSample(options)));
  asSystem(feed.command('test <feed> [files...]'))
    .description('the contract tests: send files to the sandbox of the feed, and see what the hub saw')
    .action(
      leaving(async (id: string, files: string[], asked: AsSystem) => feedTest(id, files, await signedIn(asked))),
    );
  const map = feed.command('map').description('how a feed of the sender’s own form is read');
  map
    .command('check <mapping>')
    .description('what is wrong with a mapping, and where; needs no server')
    .option(...JSON_FLAG)
    .action(leaving(checkMapping));
  asManager(map.command('preview <mapping>'))
    .description('what it would change on the feed’s newest deliveries; nothing is kept')
    .option('--last <count>', 'how many deliveries, 20 at most', '5')
    .option('--sample <file>', 'a file to look at instead')
    .action(
      leaving(async (path: string, asked: Asked) => previewMapping(path, { ...asked, ...(await tokenOf(asked)) })),
    );
  asManager(map.command('put <mapping>'))
    .description('put it in force: what comes from then on is read by it')
    .option('--from <day>', 'a day yet to come; now where it is left out')
    .action(leaving(async (path: string, asked: Asked) => putMapping(path, { ...asked, ...(await tokenOf(asked)) })));
}

type AsSystem = Readonly<{ client: string; url: string; json?: boolean }>;
const asSystem = (command: Command): Command =>
  command
    .requiredOption('--client <agency>', 'agency whose token is used')
    .option('--url <url>', 'the hub', 'http://127.0.0.1:3000')
    .option(...JSON_FLAG);
const signedIn = async ({ client, ...asked }: AsSystem) => ({ ...asked, token: await tokenFor({ client }) });

const asManager = (command: Command): Command =>
  command
    .requiredOption('--feed <feed>', 'feed of the directory')
    .requiredOption('--as <practitioner>', 'a feed manager of its agency')
    .option('--url <url>', 'the hub', 'http://127.0.0.1:3000')
    .option(...JSON_FLAG);

const tokenOf = async ({ as: user }: Asked): Promise<Readonly<{ token: string }>> => ({
  token: await tokenFor({ user, role: 'feed-manager' }),
});
