import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { londonDate, Problem, systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { type Fault, faultFacts, type Form, titled, wordsIn } from '../access/own-words';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { labelsBy } from '../page/labels';
import { assessmentFacts, familyCopy, heading, labelsOn, listRows } from './assessment-facts';
import { FORM_PAGES } from './assessment-forms';
import type { FormPage, FormScene } from './form-parts';
import { laidOut, readFields, type Values } from './form-fields';

const PURPOSE = 'direct-work';
const WORDS = 2_000;
type Raw = Readonly<Record<string, unknown>>;
type Asking = Readonly<{ session: SignedIn; response: Response; ref: string }>;
type Filling = Asking & Readonly<{ name: string; about: string }>;

/** The common assessment: looked up, begun, added to, planned, looked at again, closed. Each look is in the ledger. */
@Controller()
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class AssessmentPagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'assessments' | 'directory'>) {}

  @Get('assessments')
  async list(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    const lines = await this.options.assessments.mine(session.person, PURPOSE);
    const labels = labelsBy(await this.options.directory.current(), session.person.agency);
    const title = labels.assessments;
    sendPage(response, 'assessments', {
      ...(await frameFor(session, this.options.directory)),
      ...{ rows: listRows(lines, labels), heading: title, title, here: '/assessments' },
    });
  }

  @Get('children/:ref/assessment')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string, @Query() raw: Raw) {
    const id = typeof raw['id'] === 'string' ? raw['id'] : undefined;
    await this.show({ session, response, ref }, id);
  }

  /** Where one is open already, its page says so and who leads it. */
  @Post('children/:ref/assessment')
  async begin(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string, @Body() form: Form) {
    const reason = wordsIn(form, 'reason');
    const text = reason === '' ? 'Say what leads you to it' : 'Write at most 2,000 characters';
    if (reason === '' || reason.length > WORDS) {
      return this.show({ session, response, ref }, undefined, { faults: [{ field: 'reason', text }], typed: reason });
    }
    await this.options.assessments.open(asking({ session, response, ref }), reason);
    response.redirect(303, pathOf(ref));
  }

  @Get('children/:ref/assessment/family')
  async family(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    const page = await this.options.assessments.look(asking({ session, response, ref }));
    const title = `For ${page.names[0] ?? 'the child'} and family`;
    sendPage(response, 'family-copy', {
      ...(await frameFor(session, this.options.directory)),
      copy: familyCopy(page, await this.options.directory.current()),
      ...{ back: pathOf(ref), heading: title, title },
    });
  }

  @Get('children/:ref/assessment/forms/:form')
  async form(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Param('form') name: string,
    @Query() raw: Raw,
  ): Promise<void> {
    const filling = { session, response, ref, name, about: aboutIn(raw) };
    await this.fill(filling, await this.formOf(filling), { values: {}, faults: [] });
  }

  @Post('children/:ref/assessment/forms/:form')
  async send(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Param('form') name: string,
    @Query() raw: Raw,
    @Body() sent: Form,
  ): Promise<void> {
    const filling = { session, response, ref, name, about: aboutIn(raw) };
    const form = await this.formOf(filling);
    const read = readFields(form.fields, sent);
    const faults = read.faults.length > 0 ? read.faults : await this.change(filling, form, read.values);
    if (faults.length > 0) return this.fill(filling, form, { values: read.values, faults });
    response.redirect(303, pathOf(ref));
  }

  /** What is wrong where nothing was changed and the person can do something about it. */
  private async change(filling: Filling, form: FormPage, values: Values): Promise<readonly Fault[]> {
    try {
      await this.options.assessments.change(asking(filling), form.wish(values));
      return [];
    } catch (error) {
      const isTheirs = error instanceof Problem && [409, 422].includes(error.status);
      if (!isTheirs) throw error;
      const { field } = error.extra;
      return [{ field: typeof field === 'string' ? field : (form.fields[0]?.name ?? ''), text: error.detail }];
    }
  }

  private async formOf(filling: Filling): Promise<FormPage> {
    const { session, name, about } = filling;
    const [page, view] = await Promise.all([
      this.options.assessments.look(asking(filling)),
      this.options.directory.current(),
    ]);
    const viewer = session.person;
    const labels = labelsOn(page, viewer, view);
    const scene: FormScene = { page, view, labels, viewer, about, today: londonDate(systemClock()) };
    const form = Object.hasOwn(FORM_PAGES, name) ? FORM_PAGES[name]?.(scene) : undefined;
    if (!form || !page.assessment?.may.includes(form.needs)) throw notYours();
    return form;
  }

  private async fill(
    { session, response, ref, name, about }: Filling,
    form: FormPage,
    { values, faults }: Readonly<{ values: Values; faults: readonly Fault[] }>,
  ): Promise<void> {
    if (faults.length > 0) response.status(422);
    const query = about ? `?about=${encodeURIComponent(about)}` : '';
    sendPage(response, 'assessment-form', {
      ...{ ...(await frameFor(session, this.options.directory)), ...faultFacts(faults) },
      ...{ heading: form.title, intro: form.intro, button: form.button, fields: laidOut(form.fields, values) },
      ...{ back: pathOf(ref), action: `${pathOf(ref)}/forms/${name}${query}`, title: titled(form.title, faults) },
    });
  }

  private async show(
    to: Asking,
    id?: string,
    given: Readonly<{ faults: readonly Fault[]; typed: string }> = { faults: [], typed: '' },
  ): Promise<void> {
    const { session, response, ref } = to;
    const [page, view] = await Promise.all([
      this.options.assessments.look(asking(to), id),
      this.options.directory.current(),
    ]);
    if (given.faults.length > 0) response.status(422);
    const labels = labelsOn(page, session.person, view);
    sendPage(response, 'assessment', {
      ...{ ...(await frameFor(session, this.options.directory)), ...faultFacts(given.faults) },
      ...{
        ref,
        typed: given.typed,
        heading: heading(page, labels),
        facts: assessmentFacts(page, session.person, view),
      },
      title: titled(labels.assessment, given.faults),
    });
  }
}

const asking = ({ session, ref }: Asking) => ({ viewer: session.person, ref, purpose: PURPOSE });
const pathOf = (ref: string): string => `/children/${encodeURIComponent(ref)}/assessment`;
const aboutIn = ({ about }: Raw): string => (typeof about === 'string' ? about : '');

const notYours = (): Problem =>
  new Problem(
    'assessment-form-none',
    404,
    'No such form for you',
    'What you may do with an assessment changes as it goes on. Go back to its page, which shows what there is.',
  );
