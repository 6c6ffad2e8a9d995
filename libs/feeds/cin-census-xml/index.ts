import { parsePlainDate, type PlainDate } from '@tributary/kernel';
import type { Fact, FeedFormat, Parsed } from '../format';
import { fileProblem } from '../problem-codes';
import { neededDate } from '../shared/dates';
import { checked } from '../shared/facts';
import { Fault } from '../shared/fault';
import { ordinals } from '../shared/ordinals';
import { type Parked, parked } from '../shared/parked';
import { decodeUtf8 } from '../shared/text';
import type { XmlNode } from '../shared/xml-node';
import { PART, type XmlPlan, xmlParts } from '../shared/xml-parts';
import { type BlockContext, blocks, dateIn } from './blocks';
import { detailsFact, identifiersOf, referralFacts, sightingOf, unreadInChild, unreadInDetails } from './child';

/**
 * The Children in Need census, 2021 to 2026. A return: it fills history. An item is named by the authority's number of
 * the child, the referral date, the kind of block and its first day, so that a changed end changes one event.
 */
export const cinCensusXml: FeedFormat = {
  id: 'cin-census-xml',
  title: 'Children in Need census (XML)',
  mediaTypes: ['application/xml', 'text/xml'],
  currency: 'return',
  revisions: 'arrival',
  async *parse(input): AsyncGenerator<Parsed> {
    let collection: Collection | undefined;
    let partial = false;
    const seen = new Map<string, number>();
    let index = 0;
    for await (const part of xmlParts(decodeUtf8(input), CENSUS)) {
      if (part.kind === 'partial') {
        partial = true;
        continue;
      }
      if (part.node.name === 'Header') {
        collection = readHeader(part.node);
        continue;
      }
      if (collection === undefined) throw headerProblem();
      for (const parsed of new ChildReading(part.node, collection, ++index, part.line, seen).read()) {
        partial ||= parsed.kind === 'parked';
        yield parsed;
      }
    }
    if (collection === undefined) throw headerProblem();
    // What could not be read may still stand in the return: then nothing is taken back for being absent.
    yield partial ? { kind: 'complete' } : { kind: 'complete', scope: collection.scope };
  },
};

const CENSUS: XmlPlan = {
  root: 'Message',
  notExpected: () => fileProblem('cin-not-a-census', 'The root element is not Message.'),
  wanted: (name, depth) => (depth === 2 && name === 'Header') || (depth === 3 && name === 'Child'),
};

type Collection = Readonly<{ scope: string; asOn: PlainDate; header: XmlNode }>;
const headerProblem = (): Error =>
  fileProblem('cin-header-incomplete', 'Header with Year and LEA does not stand before Children.');

function readHeader(header: XmlNode): Collection {
  const [details, source] = [header.first('CollectionDetails'), header.first('Source')];
  const [name, year, authority] = [details?.value('Collection'), details?.value('Year'), source?.value('LEA')];
  if (name !== undefined && name !== 'CIN') throw fileProblem('cin-not-a-census', 'Collection is not CIN.');
  if (year === undefined || authority === undefined || !/^\d{4}$/.test(year) || !/^\d{3}$/.test(authority)) {
    throw fileProblem('cin-header-incomplete', 'Year is not four digits, or LEA is not three.');
  }
  const asOn = (details && dateIn(details, 'ReferenceDate')) ?? parsePlainDate(`${year}-03-31`);
  if (asOn === undefined) throw headerProblem();
  return { scope: `cin-${authority}-${year}`, asOn, header };
}

/** One child's way from XML to facts; collects what is parked on the way. */
class ChildReading {
  private readonly facts: Fact[] = [];
  private readonly parkedBlocks: Parked[] = [];
  private readonly place: string;
  private dropped = 0;

  constructor(
    private readonly child: XmlNode,
    private readonly collection: Collection,
    index: number,
    private readonly line: number,
    private readonly seen: Map<string, number>,
  ) {
    this.place = `Children/Child[${index}]`;
  }

  *read(): Generator<Parked | Extract<Parsed, { kind: 'record' }>> {
    const localId = identifiersOf(this.child).value('LAchildID');
    if (localId === undefined) {
      yield parked(
        this.place,
        'cin-child-without-id',
        `${this.place} (line ${this.line}) has no LAchildID.`,
        this.raw(this.child.xml()),
      );
      return;
    }
    const path = this.pathOf(localId);
    const referrals = ordinals();
    this.dropped = unreadInChild(this.child);
    this.take(
      'ChildCharacteristics',
      () => true,
      () => [detailsFact(this.child, path, this.collection.asOn)],
    );
    for (const [at, details] of this.child.all('CINdetails').entries())
      this.readDetails(details, at + 1, path, referrals);
    const { scope } = this.collection;
    const sighting = sightingOf(this.child, localId);
    const dropped = this.dropped > 0 ? { dropped: this.dropped } : {};
    yield { kind: 'record', place: this.place, sighting, facts: this.facts, scope, ...dropped };
    yield* this.parkedBlocks;
  }

  /** A child who stands twice in one return keeps both: the second's items are named apart. */
  private pathOf(localId: string): string {
    const times = (this.seen.get(localId) ?? 0) + 1;
    this.seen.set(localId, times);
    return times === 1 ? `csc/${localId}` : `csc/${localId}~${times}`;
  }

  private readDetails(details: XmlNode, at: number, childPath: string, referrals: (key: string) => string): void {
    const path = `CINdetails[${at}]`;
    this.dropped += unreadInDetails(details);
    const referral = dateIn(details, 'CINreferralDate');
    if (referral === undefined) {
      this.take(
        path,
        (node) => node === details,
        () => {
          neededDate(details.value('CINreferralDate'), 'CINreferralDate');
          return [];
        },
      );
      return;
    }
    const episode = referrals(referral);
    const context: BlockContext = {
      path: `${childPath}/${episode}`,
      episode,
      referral,
      ordinal: ordinals(),
      conferences: new Set(),
    };
    for (const block of blocks) {
      for (const [index, node] of details.all(block.name).entries()) {
        this.dropped += block.unread(node);
        this.take(
          `${path}/${block.name}[${index + 1}]`,
          (one) => one === details,
          () => block.read(node, context),
        );
      }
    }
    this.take(
      path,
      (node) => node === details,
      () => referralFacts(details, context, dateIn(identifiersOf(this.child), 'PersonBirthDate')),
    );
  }

  private take(path: string, keep: (node: XmlNode) => boolean, read: () => readonly Fact[]): void {
    try {
      for (const { fact, dropped } of read().map(checked)) {
        this.facts.push(fact);
        this.dropped += dropped;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const place = `${this.place}/${path}`;
      const raw = this.raw(this.child.xml((node) => node.name !== 'CINdetails' || keep(node)));
      this.parkedBlocks.push(parked(place, error.code, `${place}: ${error.message}`, raw));
    }
  }

  /** A census of this child alone, marked as a part: it must take back nothing. */
  private raw(child: string): string {
    return `<?${PART}?><Message>${this.collection.header.xml()}<Children>${child}</Children></Message>`;
  }
}
