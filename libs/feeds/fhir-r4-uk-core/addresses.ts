import { Fault } from '../shared/fault';
import { type Fhir, identifierOf, text, typeOf } from '../shared/fhir/node';

/** `Encounter/123`: a name that the sender uses throughout, as an id in one message is not. */
const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/\S+)?$/;

/** `Type/id` where a reference or an address is one; undefined for an id within a message. */
export const literal = (reference: string | undefined): string | undefined => LITERAL.exec(reference ?? '')?.[1];

/** The server that an address is of; empty where it names none. */
const serverOf = (address: string): string =>
  /^https?:/i.test(address) ? address.slice(0, address.search(LITERAL)) : '';

/** Where an address stands beside a resource's own: on its server, or without one. Ids of two servers say nothing of each other. */
export const isNear = (address: string, own: string | undefined): boolean =>
  serverOf(address) === '' || serverOf(address) === serverOf(own ?? '');

/** What the sender calls a resource: its address where it has one, else its identifier, else its id. */
export function nameOf(resource: Fhir, fullUrl: string | undefined, url: string | undefined): string {
  const type = typeOf(resource) ?? 'Resource';
  const own = identifierOf(resource) ?? text(resource, 'id');
  const named = literal(url) ?? literal(fullUrl) ?? (own === undefined ? undefined : `${type}/${own}`);
  if (named === undefined) throw new Fault('value-missing', `The ${type} has neither address, identifier nor id.`);
  return named;
}
