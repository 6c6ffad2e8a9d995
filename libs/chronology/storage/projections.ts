import type { ProjectionDefinition } from '@tributary/runtime';
import type { RefOf } from '../domain/step';
import { chronologyProjection } from './chronology.projection';

import { deliveriesProjection } from './deliveries.projection';
import { involvementProjection } from './involvement.projection';
import { statusProjection } from './status.projection';

/** This room's read models. `refOf` is the vault's: rows hold keyed hashes of agencies' numbers, never the numbers. */
export const chronologyProjections = (refOf: RefOf): readonly ProjectionDefinition[] => [
  chronologyProjection,
  statusProjection(refOf),
  involvementProjection,
  deliveriesProjection,
];
