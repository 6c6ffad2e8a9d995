import type { FeedFormat, Parsed } from '../format';
import { fileProblem } from '../problem-codes';
import { checked, maybe } from '../shared/facts';
import { Fault } from '../shared/fault';
import { ordinals } from '../shared/ordinals';
import { parked } from '../shared/parked';
import type { RecordParsed } from '../shared/pupil';
import { decodeUtf8 } from '../shared/text';
import type { XmlNode } from '../shared/xml-node';
import { type XmlPlan, xmlParts } from '../shared/xml-parts';
import { aroundIn, factsOf, sightingOf, type Transfer, transferOf, unreadIn } from './pupil';

const FILE: XmlPlan = {
  root: 'CTfile',
  notExpected: () => fileProblem('ctf-not-a-transfer', 'The root element is not CTfile.'),
  wanted: (name, depth) => (depth === 2 && name === 'Header') || (depth === 3 && name === 'Pupil'),
};

/**
 * The common transfer file that a school sends when a pupil leaves it. The record is the sending school's; an item is
 * named by school, pupil number and first day there.
 */
export const ctfXml: FeedFormat = {
  id: 'ctf-xml',
  title: 'Common transfer file (CTF XML)',
  mediaTypes: ['application/xml', 'text/xml'],
  currency: 'live',
  revisions: 'arrival',
  async *parse(input): AsyncGenerator<Parsed> {
    let transfer: Transfer | undefined;
    const ordinal = ordinals();
    let index = 0;
    for await (const part of xmlParts(decodeUtf8(input), FILE)) {
      if (part.kind === 'partial') continue;
      if (part.node.name === 'Header') transfer = transferOf(part.node);
      else if (transfer === undefined) throw headerProblem();
      else yield readPupil(part.node, `Pupil[${++index}]`, { transfer, ordinal });
    }
    if (transfer === undefined) throw headerProblem();
    yield { kind: 'complete' };
  },
};

const headerProblem = (): Error => fileProblem('ctf-header-incomplete', 'Header does not stand before the pupils.');

type Given = Readonly<{ transfer: Transfer; ordinal: (key: string) => string }>;

function readPupil(
  pupil: XmlNode,
  place: string,
  { transfer, ordinal }: Given,
): RecordParsed | Extract<Parsed, { kind: 'parked' }> {
  try {
    const sighting = sightingOf(pupil, transfer);
    const facts = factsOf(pupil, { transfer, path: ordinal(`ctf/${sighting.localId}`) }).map(checked);
    const named = aroundIn(pupil);
    const dropped = unreadIn(pupil, transfer, named) + facts.reduce((sum, one) => sum + one.dropped, 0);
    return {
      ...{ kind: 'record', place, sighting, facts: facts.map(({ fact }) => fact) },
      ...maybe('around', named),
      ...(dropped > 0 && { dropped }),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const raw = `<CTfile>${transfer.header.xml()}<CTFpupilData>${pupil.xml()}</CTFpupilData></CTfile>`;
    return parked(place, error.code, `${place}: ${error.message}`, raw);
  }
}
