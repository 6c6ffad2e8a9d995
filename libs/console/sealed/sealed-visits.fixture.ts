import type { Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';
import type { Visit } from '../walks/visit.fixture';
import { SEALED_PAIR, sealedPairs } from './sealed.fixture';

/** The pages of sealed pairs, and what of each a browser is to look at. */
export const SEALED_VISITS: Readonly<Record<string, readonly Visit[]>> = {
  '/sealed-pairs': [
    { path: '/sealed-pairs' },
    { path: '/sealed-pairs', on: asTeam },
    { path: '/sealed-pairs?done=sealed', on: (stand) => void (asTeam(stand), (stand.sealed.pairs = sealedPairs)) },
  ],
  '/sealed-pairs/new': [
    { path: '/sealed-pairs/new', on: asTeam },
    { path: '/sealed-pairs/new', on: asTeam, send: 'main form button' },
  ],
  '/sealed-pairs/:id': [
    { path: `/sealed-pairs/${SEALED_PAIR}`, on: (stand) => void (asTeam(stand), (stand.sealed.pairs = sealedPairs)) },
    {
      path: `/sealed-pairs/${SEALED_PAIR}`,
      on: (stand) => void (asTeam(stand), (stand.sealed.pairs = sealedPairs)),
      send: 'main form button',
    },
  ],
};

function asTeam(stand: Stand): void {
  stand.actAs(hat('adoption-team-manager', 'wexbourne-council'));
}
