import type { Disclosure } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import { type ChildId, type Instant, isUuid, Problem, uuidv7 } from '@tributary/kernel';
import type { Fault } from '@tributary/matching';
import type { ReaderContext } from '@tributary/sign-in';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { Children } from '../children';
import type { Admission } from './admission';
import { type Found, faultOf, isLike, summed, type Told, toldOf } from './answer';
import { mayAsk } from './askers';
import { Finder, type Prepared, yearOf } from './find';
import { type Asked, lineOf, refusalLine } from './ledger-lines';
import type { Standing } from './opening';
import type { Question } from './question';
import { keepWords, OWN_WORDS, wordsOf } from './storage';

/** Which child it is, as far as the asker may know. */
export type HubAnswer = Readonly<{
  /** In the words of DfE's matcher. */
  status: Found['outcome'];
  reason?: string;
  /** Best first. `child`: the asker's agency's own reference. */
  candidates: readonly Readonly<Omit<Found, 'outcome'> & { child: string; status: Found['outcome'] }>[];
  /** That a child is known of whom no more may be told, and whom to ring. */
  known?: Readonly<{ by: 'your-agency' | 'elsewhere'; ring: Ring }>;
  /** What of the question could not be used; never what was stated. */
  notUsed: readonly Fault[];
  /** Version of the weights. */
  weights: string;
}>;
export type Ring = Readonly<{ name: string; phone: string; outOfHours: string }>;

export type AskingOptions = Readonly<{
  pool: Pool;
  vault: Vault;
  directory: Readonly<{ current(): Promise<DirectoryView> }>;
  /** How the asker stands to a child now. */
  standingOf(asker: ReaderContext, child: ChildId): Promise<Standing>;
  disclose(line: Disclosure): Promise<void>;
  admission: Pick<Admission, 'count' | 'isNews'>;
  /** Resolves when an answer may leave that was begun at that time: see `steps.ts`. */
  onStep(begun: number): Promise<void>;
  now(): Instant;
}>;

/** Children told of in one answer, most. */
const MOST_TOLD = 20;

/**
 * Which child is this? Answers say only what the asker may know. Of a child that is closed to them the answer is that of
 * nobody, and leaves at the same time. Each asking stands in the ledger before its answer is given.
 */
export class Asking {
  private readonly finder: Finder;
  private readonly children: Children;

  constructor(private readonly options: AskingOptions) {
    this.finder = new Finder(options);
    this.children = new Children(options);
  }

  /** Problems: too-many-requests, match-not-your-role. */
  async ask(asker: ReaderContext, { reason, person }: Question): Promise<HubAnswer> {
    const begun = performance.now();
    const asking = uuidv7();
    await this.admit({ asker, asking, purpose: 'code' in reason ? reason.code : OWN_WORDS });
    const view = await this.options.directory.current();
    const purpose = 'code' in reason ? reason.code : await keepWords(this.options, asking, reason.words);
    const prepared = await this.finder.prepare(person, view.agency(asker.agency)?.sector ?? '');
    const fault = faultOf(prepared.sought, yearOf(this.options.now()));
    const all = fault === undefined ? await this.toldOf(asker, prepared) : [];
    const answer = fault === undefined ? await this.answerFrom(asker, all, view) : faulty(fault);
    await this.write({ asker, asking, purpose }, answer, all);
    await this.options.onStep(begun);
    return { ...answer, notUsed: prepared.sought.faults, weights: prepared.weights };
  }

  /** Why it was asked, in words. Problem: asking-unknown, also for whoever is no auditor. */
  async wordsOf(reader: ReaderContext, asking: string): Promise<string> {
    const words = reader.kind === 'auditor' && isUuid(asking) ? await wordsOf(this.options, asking) : undefined;
    if (words !== undefined) return words;
    throw new Problem('asking-unknown', 404, 'No such reason', 'It was a code of the list, or its year is over');
  }

  private async admit(asked: Asked): Promise<void> {
    const { admission, disclose } = this.options;
    try {
      admission.count(asked.asker);
    } catch (error) {
      if (admission.isNews(asked.asker)) await disclose(refusalLine(asked, 'too-often'));
      throw error;
    }
    if (mayAsk(asked.asker)) return;
    await disclose(refusalLine(asked, 'role-does-not-ask'));
    throw notYourRole();
  }

  private async toldOf(asker: ReaderContext, { sought, judge }: Prepared): Promise<readonly Told[]> {
    const of = asker.kind === 'agency' ? { of: asker.agency } : {};
    const records = await this.finder.recordsLike(sought, { at: this.options.now(), ...of });
    const byChild = [...Map.groupBy(records, ({ childId }) => childId)];
    const like = byChild.filter(([, one]) => isLike(sought, one, judge)).slice(0, MOST_TOLD);
    const kind = asker.kind === 'agency' ? 'system' : 'person';
    return Promise.all(
      like.map(async ([child, one]) => {
        const standing = await this.options.standingOf(asker, child);
        return toldOf(one, { asker: { kind, agency: asker.agency }, standing, sought, judge });
      }),
    ).then((all) => all.filter((one) => one !== undefined));
  }

  private async answerFrom(asker: ReaderContext, all: readonly Told[], view: DirectoryView): Promise<Answered> {
    const found = all.flatMap((one) => (one.level === 'candidate' ? [{ ...one.found, childId: one.childId }] : []));
    const known = all.find((one) => one.level === 'known');
    const { ranked, ...sum } = summed(found, known !== undefined);
    const candidates = await Promise.all(
      ranked.map(async ({ childId, outcome, ...rest }) => ({
        ...{ child: await this.children.refOf(asker.agency, childId), status: outcome },
        ...rest,
      })),
    );
    const ring = known && ringFor(asker, view);
    return { ...sum, candidates, ...(known && ring ? { known: { by: known.by, ring } } : {}) };
  }

  /** In one batch: how many children the question met does not show in the time it takes. */
  private async write(asked: Asked, answer: Answered, all: readonly Told[]): Promise<void> {
    const { disclose, vault } = this.options;
    await Promise.all([
      disclose(lineOf(asked, answer.status)),
      ...all.map((one) => disclose(lineOf(asked, answer.status, { token: vault.childToken(one.childId), told: one }))),
    ]);
  }
}

type Answered = Omit<HubAnswer, 'notUsed' | 'weights'>;
const faulty = (reason: string): Answered => ({ status: 'Error', reason, candidates: [] });

/** The front door of the asker's own authority: it tells nothing of who knows the child. */
function ringFor({ agency }: ReaderContext, view: DirectoryView): Ring | undefined {
  const authority = view.authorityOf(agency);
  return authority && { name: authority.name, phone: authority.frontDoor, outOfHours: authority.outOfHours };
}

const notYourRole = (): Problem =>
  new Problem(
    'match-not-your-role',
    403,
    'Not for your role',
    'Children are asked about by those who work with them. Sign in in such a role',
  );
