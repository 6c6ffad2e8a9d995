import { type EventId, isUuid, type NewEvent, type Tx, uuidv7 } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { OnCard } from './domain/stated';

/** A card to be written with the event that opens it. */
export type Card = Readonly<{ id: string; sealed: Buffer }>;
export type Issued = Readonly<{ events: readonly NewEvent[]; cards: readonly Card[] }>;

/**
 * Gives each event that names somebody a card with a key of its own. The key stands in the event alone, so that what
 * erases the event erases the card with it, in every backup too.
 */
export function issueCards(
  events: readonly NewEvent[],
  names: ReadonlyMap<EventId, OnCard>,
  vault: Pick<Vault, 'sealApart'>,
): Issued {
  if (names.size === 0) return { events, cards: [] };
  const cards: Card[] = [];
  const carrying = events.map((event) => {
    const name = names.get(event.id);
    if (!name) return event;
    const id = uuidv7();
    const { key, sealed } = vault.sealApart(Buffer.from(JSON.stringify(name)), aadOf(id));
    cards.push({ id, sealed });
    return { ...event, data: { ...(event.data as object), card: `${id}.${key}` } };
  });
  return { events: carrying, cards };
}

export async function writeCards(tx: Tx, cards: readonly Card[]): Promise<void> {
  if (cards.length === 0) return;
  await tx.query('INSERT INTO people.cards (card, sealed) SELECT * FROM unnest($1::uuid[], $2::bytea[])', [
    cards.map(({ id }) => id),
    cards.map(({ sealed }) => sealed),
  ]);
}

/** What cards say, by how events name them; one that is not there, or of another key, is missing. */
export async function openCards(
  tx: Tx,
  named: readonly string[],
  vault: Pick<Vault, 'openApart'>,
): Promise<ReadonlyMap<string, OnCard>> {
  const keys = new Map(named.map((card) => [card.slice(0, ID_LENGTH), card] as const));
  const { rows } = await tx.query<{ card: string; sealed: Buffer }>(
    'SELECT card, sealed FROM people.cards WHERE card = ANY($1::uuid[])',
    [[...keys.keys()].filter(isUuid)],
  );
  return new Map(
    rows.flatMap(({ card, sealed }) => {
      const name = keys.get(card) ?? '';
      const plain = vault.openApart(name.slice(ID_LENGTH + 1), sealed, aadOf(card));
      return plain ? [[name, JSON.parse(plain.toString()) as OnCard] as const] : [];
    }),
  );
}

/** `<uuid>.<key>` */
const ID_LENGTH = 36;
const aadOf = (id: string): Buffer => Buffer.from(`people/card/${id}`);
