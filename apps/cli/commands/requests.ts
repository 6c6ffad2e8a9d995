import { answerIn, askingIn, replyIn, type ToldRequest } from '@tributary/chronology';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

type Asked = As & Readonly<{ child: string; supplier: string; class: string; purpose: string; reason: string }>;

/** Asks the agency that supplied it for what somebody may only know to exist. */
export async function askFor(options: Asked): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { child, supplier, class: dataClass, purpose, reason } = options;
    const asking = askingIn({ supplier, dataClass, purpose, reason });
    const told = await grants.requests.ask(await viewerIn(options, directory), child, asking);
    print(options.json ?? false, told, ['asked: it waits for those there who read such things themselves']);
    return EXIT.done;
  });
}

/** What waits for somebody's answer, and what became of what they asked. */
export async function listRequests(options: As): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const viewer = await viewerIn(options, directory);
    const [waiting, mine] = [await grants.answers.waiting(viewer), await grants.requests.mine(viewer)];
    const lines = [...waiting.map((one) => lineOf('to answer', one)), ...mine.map((one) => lineOf('asked', one))];
    print(options.json ?? false, { waiting, mine }, lines.length > 0 ? lines : ['no request']);
    return EXIT.done;
  });
}

const lineOf = (side: string, { id, child, supplier, dataClass, state, dueBy, overdue }: ToldRequest): string =>
  [side, id, child, supplier, dataClass, state, `${overdue ? 'OVERDUE' : 'by'} ${dueBy}`].join('  ');

type Answered = As & Readonly<{ outcome: string; events?: string; days?: string; words: string }>;

/** Shares named events, refuses, or asks back. */
export async function answerOne(id: string, options: Answered): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const { outcome, events, days, words } = options;
    const shared = { ...(events ? { events: events.split(',') } : {}), ...(days ? { days: Number(days) } : {}) };
    const answer = answerIn({ outcome, words, ...shared });
    const told = await grants.answers.answer(await viewerIn(options, directory), id, answer);
    print(options.json ?? false, told, [`answered: ${outcome}`]);
    return EXIT.done;
  });
}

/** Answers what the supplier asked back. */
export async function replyTo(id: string, options: As & Readonly<{ words: string }>): Promise<number> {
  return withRooms(async ({ directory }, { grants }) => {
    const reply = replyIn({ words: options.words });
    const told = await grants.requests.reply(await viewerIn(options, directory), id, reply);
    print(options.json ?? false, told, ['it waits for their answer again']);
    return EXIT.done;
  });
}
