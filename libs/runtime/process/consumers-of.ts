import { Problem } from '@tributary/kernel';
import type { Consumer } from '../consumers/consumer';
import { ProjectionConsumer } from '../consumers/projection-consumer';
import { ReactorConsumer } from '../consumers/reactor-consumer';
import { type Redriven, redriveParked } from '../consumers/redrive';
import { activeSlot } from '../consumers/slots';
import type { ProjectionDefinition, Reactor, Slot } from '../consumers/types';
import type { Parts } from './parts';

type Surroundings = Pick<Parts, 'database' | 'store' | 'metrics' | 'partitionOfChild'>;

export function projectionIn(definition: ProjectionDefinition, slot: Slot, parts: Surroundings): Consumer {
  const { store, metrics, database, partitionOfChild: partitionOf } = parts;
  const onRefold = (consumer: string): void => metrics.refolds.inc({ consumer });
  return new ProjectionConsumer(definition, slot, { pool: database.events, store, partitionOf, onRefold });
}

export const reactorIn = (reactor: Reactor, { database, store }: Surroundings): Consumer =>
  new ReactorConsumer(reactor, { pool: database.events, store });

type Known = Readonly<{ projections: readonly ProjectionDefinition[]; reactors: readonly Reactor[] }>;

/**
 * Gives a consumer its parked events again, beside the process that hosts it: what it does stands or falls with the
 * list, and its places are locked meanwhile. Throws `consumer-unknown`, and where the surroundings are away.
 */
export async function redriveConsumer(name: string, known: Known, parts: Surroundings): Promise<Redriven> {
  const { database, store } = parts;
  return redriveParked(await consumerNamed(name, known, parts), { db: database.events, store });
}

async function consumerNamed(name: string, { projections, reactors }: Known, parts: Surroundings): Promise<Consumer> {
  const definition = projections.find((one) => one.name === name);
  if (definition) return projectionIn(definition, await activeSlot(parts.database.events, name), parts);
  const reactor = reactors.find((one) => one.name === name);
  if (reactor) return reactorIn(reactor, parts);
  const names = [...projections, ...reactors].map((one) => one.name).join(', ');
  throw new Problem('consumer-unknown', 404, 'No such consumer', `There are: ${names}`);
}
