import { type Envelope, instantOf, type NewEvent, type Token } from '@tributary/kernel';
import { type KeyHandle, type KeyScope, recordAad, type Vault } from '@tributary/vault';
import { CHAIN_START, chainHash } from './domain/chain';
import { knownFromOf, type ScopeTokens } from './locked-view';
import type { AppendPlan } from './ports';
import type { Locked } from './storage/locked-read';
import type { EventRow, NewHead } from './storage/write';

export type Sealed = Readonly<{
  envelopes: readonly Envelope[];
  rows: readonly EventRow[];
  /** The new ends of the streams that were written to. */
  heads: readonly NewHead[];
}>;

type End = { version: number; hash: Buffer; childId: string | null };

/** Versions, times, keys and hashes for a plan's events. Runs while the streams' locks are held. */
export async function sealEvents(plan: AppendPlan, locked: Locked, tokens: ScopeTokens, vault: Vault): Promise<Sealed> {
  const handles = await vault.keysFor(
    plan.events.map((event) => keyScope(event, !locked.heads.has(tokens.of(event.streamId)))),
  );
  const ends = endsOf(plan, locked, tokens);
  const knownFrom = instantOf(knownFromOf(locked));
  const envelopes: Envelope[] = [];
  const rows = plan.events.map((event, i): EventRow => {
    const streamToken = tokens.of(event.streamId);
    const end = endOf(ends, streamToken);
    const envelope: Envelope = { ...event, version: end.version + 1, knownFrom };
    const childToken = event.childId === null ? null : vault.childToken(event.childId);
    const row = sealOne(envelope, { streamToken, childToken, handle: handleAt(handles, i), previous: end.hash }, vault);
    end.version = row.version;
    end.hash = row.hash;
    envelopes.push(envelope);
    return row;
  });
  const written = new Set(rows.map((row) => row.streamToken));
  const heads = [...written].map((streamToken) => ({ streamToken, ...endOf(ends, streamToken) }));
  return { envelopes, rows, heads };
}

type Place = Readonly<{ streamToken: Token; childToken: Token | null; handle: KeyHandle; previous: Buffer }>;

function sealOne(envelope: Envelope, place: Place, vault: Vault): EventRow {
  const { streamToken, childToken, handle, previous } = place;
  const clear = { streamToken, version: envelope.version, childToken, keyId: handle.keyId };
  const aad = recordAad(clear);
  const body = vault.seal(handle, envelope.version, aad, Buffer.from(JSON.stringify(envelope)));
  return { ...clear, hash: chainHash(previous, aad, body), body };
}

const keyScope = (event: NewEvent, fresh: boolean): KeyScope => ({
  streamId: event.streamId,
  agency: event.supply.controller,
  bucket: event.retention,
  dataClass: event.dataClass,
  fresh,
});

function endsOf(plan: AppendPlan, locked: Locked, tokens: ScopeTokens): Map<Token, End> {
  const links = new Map((plan.links ?? []).map((link) => [tokens.of(link.streamId), link.childId]));
  return new Map(
    tokens.all.map((token) => {
      const head = locked.heads.get(token);
      const childId = links.get(token) ?? head?.childId ?? null;
      return [token, { version: head?.version ?? 0, hash: head?.hash ?? CHAIN_START, childId }];
    }),
  );
}

function endOf(ends: ReadonlyMap<Token, End>, token: Token): End {
  const end = ends.get(token);
  if (!end) throw new Error('an append wrote to a stream it did not lock');
  return end;
}

function handleAt(handles: readonly KeyHandle[], i: number): KeyHandle {
  const handle = handles[i];
  if (!handle) throw new Error('the vault gave fewer keys than it was asked for');
  return handle;
}
