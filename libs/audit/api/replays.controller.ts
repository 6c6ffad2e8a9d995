import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { formatPosition, parsePosition, Problem, type AgencyId } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import type { ReplayOrder, ReplaysService } from '../replays.service';
import { REPLAY_DOORS, REPLAYS } from './tokens';

/** As far as a controller uses it. */
type Reply = Readonly<{
  setHeader(name: string, value: string): unknown;
  type(type: string): { send(body: string): unknown };
}>;

/** Replays with a purpose, for auditors. */
@Controller('v1/replays')
export class ReplaysController {
  constructor(
    @Inject(REPLAYS) private readonly replays: ReplaysService,
    @Inject(REPLAY_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('A child’s chronology as known on a date, for an audit; `replay-wrong` names a field that is not right')
  @Post()
  @HttpCode(201)
  @Header('Cache-Control', 'no-store')
  async ask(@Req() request: unknown, @Body() body: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    const { row } = await this.replays.ask(viewer, orderOf(body));
    const { id, digest, position, question } = row;
    return { id, href: `/v1/replays/${id}`, position: formatPosition(position), asKnownOn: question.at, digest };
  }

  @Says('The bytes that the digest is of; Replay-Equal says whether they are those first answered')
  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async again(@Req() request: unknown, @Param('id') id: string, @Res() reply: Reply): Promise<void> {
    const viewer = await this.doors.viewerOf(request);
    const { json, row, equal } = await this.replays.again(viewer, id);
    reply.setHeader('Replay-Digest', `sha-256=${row.digest}`);
    reply.setHeader('Replay-Equal', String(equal));
    reply.type('application/json').send(json);
  }
}

const FIELDS = ['child', 'agency', 'asKnownOn', 'view', 'for', 'purpose', 'position'] as const;

/** Throws a Problem that names the field. */
export function orderOf(body: unknown): ReplayOrder {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong('body', 'Send a JSON object.');
  const given: Partial<Record<(typeof FIELDS)[number], string>> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = FIELDS.find((f) => f === name);
    if (!field) throw wrong(name, `Known are ${FIELDS.join(', ')}.`);
    if (typeof value !== 'string' || value.length > 200) throw wrong(name, 'Give a text of at most 200 characters.');
    given[field] = value;
  }
  const { child, agency, position, ...rest } = given;
  if (!child) throw wrong('child', 'Give the reference of the child.');
  const at = position === undefined ? undefined : parsePosition(position);
  if (position !== undefined && !at) throw wrong('position', 'Give a feed position as an answer states it.');
  return { ...rest, child, ...(agency ? { agency: agency as AgencyId } : {}), ...(at ? { position: at } : {}) };
}

const wrong = (field: string, detail: string): Problem =>
  new Problem('replay-wrong', 400, `The field ${field} is wrong`, detail, { field });
