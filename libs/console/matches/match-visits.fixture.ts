import type { Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';
import type { Visit } from '../walks/visit.fixture';
import { differing, OTHER_PAIR, ofTwo, pair, PAIR } from './matches.fixture';
import { ofChild, RECORD, wantedOut } from './records.fixture';

/** The pages of who is who, and what of each a browser is to look at. */
export const MATCH_VISITS: Readonly<Record<string, readonly Visit[]>> = {
  '/matches': [
    { path: '/matches' },
    { path: '/matches?link=2&lost=1', on: withPairs },
    { path: '/matches', on: withPairs, send: 'main form button' },
    { path: '/inbox', on: withPairs },
  ],
  '/matches/:id': [
    { path: `/matches/${PAIR}`, on: withPairs },
    { path: `/matches/${OTHER_PAIR}`, on: withPairs },
    { path: `/matches/${PAIR}`, on: withPairs, send: 'main form button' },
    { path: `/matches/${PAIR}`, on: (stand) => void (withPairs(stand), (stand.pairs.all = [ofTwo])) },
  ],
  '/records': [
    { path: '/records', on: (stand) => withRecord(stand) },
    { path: '/records', on: (stand) => withRecord(stand, wantedOut), send: 'main form button' },
  ],
  '/records/:id': [
    { path: `/records/${RECORD}`, on: (stand) => withRecord(stand), send: 'main form button' },
    { path: `/records/${RECORD}?done=opinion`, on: (stand) => withRecord(stand, { ...wantedOut, mayDecide: false }) },
    { path: `/records/${RECORD}`, on: (stand) => withRecord(stand, wantedOut), send: 'main form button' },
    { path: `/records/${RECORD}`, on: (stand) => withRecord(stand, { ...ofChild, alongside: [], sides: null }) },
  ],
};

function withRecord(stand: Stand, shown = ofChild): void {
  stand.actAs(hat('data-steward', 'tributary-operator'));
  stand.records.shown = shown;
}

function withPairs(stand: Stand): void {
  stand.actAs(hat('data-steward', 'tributary-operator'));
  Object.assign(stand.pairs, { all: [pair, differing], next: 'more' });
}
