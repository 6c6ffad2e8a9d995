import { uuidv7 } from '@tributary/kernel';
import type { Wish } from '../domain/commands';
import {
  ActionBody,
  AgreementBody,
  AskBody,
  checked,
  CloseBody,
  EndActionBody,
  HandOverBody,
  ReviewBody,
  SaidBody,
  WrittenBody,
} from './bodies';

/** Each as HTTP and the pages take it in. Throw `body-wrong` (422). */
export const agreementIn = (body: unknown): WishOf<'give-agreement'> => ({
  kind: 'give-agreement',
  excluded: [],
  ...checked(AgreementBody, body),
});
export const refusalIn = (body: unknown): WishOf<'refuse-agreement'> => ({
  kind: 'refuse-agreement',
  ...checked(SaidBody, body),
});
export const withdrawalIn = (body: unknown): WishOf<'withdraw-agreement'> => ({
  kind: 'withdraw-agreement',
  ...checked(SaidBody, body),
});
export const askIn = (body: unknown): WishOf<'ask'> => ({ kind: 'ask', ...checked(AskBody, body) });
export const contributionIn = (body: unknown): WishOf<'contribute'> => ({ kind: 'contribute', ...writtenIn(body) });
export const replacementIn = (body: unknown, contribution: string): WishOf<'replace'> => ({
  kind: 'replace',
  ...writtenIn(body),
  contribution,
});
export const actionIn = (body: unknown): WishOf<'plan'> => ({
  kind: 'plan',
  action: uuidv7(),
  ...checked(ActionBody, body),
});
export const actionEndIn = (body: unknown, action: string): WishOf<'end-action'> => ({
  kind: 'end-action',
  action,
  ...checked(EndActionBody, body),
});
export const reviewIn = (body: unknown): WishOf<'review'> => ({ kind: 'review', ...checked(ReviewBody, body) });
export const handOverIn = (body: unknown): WishOf<'hand-over'> => ({
  kind: 'hand-over',
  ...checked(HandOverBody, body),
});
export const closingIn = (body: unknown): WishOf<'close'> => ({ kind: 'close', ...checked(CloseBody, body) });

type WishOf<K extends Wish['kind']> = Extract<Wish, { kind: K }>;

function writtenIn(body: unknown) {
  const { voice, forFamily, dataClass, contribution, ...written } = checked(WrittenBody, body);
  return {
    ...written,
    contribution: contribution ?? uuidv7(),
    voice: voice ?? 'practitioner',
    // Nothing reaches the family's page that its author did not put there.
    forFamily: forFamily ?? false,
    dataClass: dataClass ?? 'family-help',
  } as const;
}
