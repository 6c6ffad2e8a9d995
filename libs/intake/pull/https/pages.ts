import type { IncomingHttpHeaders } from 'node:http';
import { type Instant, millisOf, Problem } from '@tributary/kernel';
import { parseDuration } from '@tributary/runtime';
import type { PagesDeclared, ResourceDeclared, SinceDeclared } from './declaration';

/** A page as it came; `json` is its content where that says what comes next. */
export type Page = Readonly<{ headers: IncomingHttpHeaders; json?: unknown }>;
export type Following = Readonly<{
  /** Address of the next page; undefined after the last. */
  next?: string;
  /** It only says that the one before was the last. */
  beyond?: true;
}>;

const LONGEST = 4_096;
const OVERLAP_MS = 300_000;

/** Where a run begins: what has changed since the moment, with some time before it. */
export function firstPage({ url, pages, since }: ResourceDeclared, moment: Instant | undefined): string {
  const address = new URL(url);
  if (since && moment) address.searchParams.set(since.parameter, momentAs(since, millisOf(moment)));
  if (pages?.by === 'page-number' && pages.parameter) address.searchParams.set(pages.parameter, `${pages.first ?? 1}`);
  return address.href;
}

function momentAs({ form = 'instant', overlap }: SinceDeclared, moment: number): string {
  const earlier = moment - (parseDuration(overlap ?? '') ?? OVERLAP_MS);
  if (form === 'seconds') return String(Math.floor(earlier / 1_000));
  const text = new Date(earlier).toISOString();
  if (form === 'day') return text.slice(0, 10);
  return form === 'spaced' ? text.slice(0, 19).replace('T', ' ') : `${text.slice(0, 19)}Z`;
}

/** Where to go on after the page of that address. Throws where it is no page, or the source leads elsewhere. */
export function following(resource: ResourceDeclared, at: string, page: Page): Following {
  const { list, pages } = resource;
  const items = list === undefined ? [] : valueAt(page.json, list);
  if (!Array.isArray(items)) throw wrongPage(`It holds no list ${list}.`);
  switch (pages?.by) {
    case 'next-in-body':
      return linked(resource, at, fieldOf(page.json, pages));
    case 'link-header':
      return linked(resource, at, nextInHeader(String(page.headers.link ?? '')));
    case 'cursor':
      return withParameter(at, pages, fieldOf(page.json, pages));
    case 'page-number':
      return numbered(at, pages, items.length);
    default:
      return {};
  }
}

/** A link leads within the resource: not to another server, nor to another school's part of it. */
function linked({ url }: ResourceDeclared, at: string, link: unknown): Following {
  if (isNothing(link)) return {};
  if (typeof link !== 'string' || link.length > LONGEST || !URL.canParse(link, at)) throw wrongPage(NO_LINK);
  const [next, from] = [new URL(link, at), new URL(url)];
  const within = next.origin === from.origin && `${next.pathname}/`.startsWith(`${from.pathname}/`);
  if (!within || next.username + next.password !== '') throw wrongPage('The link to its next page leads elsewhere.');
  next.hash = '';
  return { next: next.href };
}

function withParameter(at: string, { parameter = '' }: PagesDeclared, cursor: unknown): Following {
  if (isNothing(cursor)) return {};
  const text = typeof cursor === 'number' ? String(cursor) : cursor;
  if (typeof text !== 'string' || text.length > LONGEST) throw wrongPage('Its cursor is no text.');
  const next = new URL(at);
  next.searchParams.set(parameter, text);
  return { next: next.href };
}

function numbered(at: string, { parameter = '', first = 1 }: PagesDeclared, items: number): Following {
  const next = new URL(at);
  const number = Number(next.searchParams.get(parameter));
  if (items === 0) return number === first ? {} : { beyond: true };
  next.searchParams.set(parameter, String(number + 1));
  return { next: next.href };
}

/** RFC 8288: `<https://…?page=2>; rel="next"`. */
function nextInHeader(header: string): string | undefined {
  for (const [, link, parameters = ''] of header.slice(0, 16_384).matchAll(/<([^<>]*)>((?:\s*;[^,<]*)*)/g)) {
    if (/;\s*rel\s*=\s*("(?:[^"]*\s)?next(?:\s[^"]*)?"|next)\s*(;|$)/i.test(parameters)) return link;
  }
  return undefined;
}

/** What stands around it must be there: an excuse in the place of a page is not the last page. */
function fieldOf(json: unknown, { field = '' }: PagesDeclared): unknown {
  const around = field.split('.').slice(0, -1).join('.');
  const holder = around === '' ? json : valueAt(json, around);
  if (holder === null || typeof holder !== 'object')
    throw wrongPage(`It does not say where its next page is (${field}).`);
  return valueAt(json, field);
}

function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const holds = value !== null && typeof value === 'object' && Object.hasOwn(value, name);
    return holds ? Reflect.get(value, name) : undefined;
  }, json);
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '' || value === false;
const NO_LINK = 'The link to its next page is no address.';

/** A page that is not what was declared: nothing of it is taken. */
export const wrongPage = (why: string): Problem =>
  new Problem('pull-page-wrong', 502, 'A page is not as the feed’s pull declares it', why);
