import { ELEMENT_EVENTS } from '@tributary/catalogue';
import type { ChildAnswers } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { AssessmentAnswer } from './answer';
import { nameIn } from './sieve';

const TYPES: ReadonlySet<string> = new Set(Object.values(ELEMENT_EVENTS).flat());

type Io = Readonly<{ known: Pick<ChildAnswers, 'known'>; view: DirectoryView }>;

/**
 * Sets beside each element what the reader may see in the chronology anyway, with who stated it and when, so that nobody
 * is asked for what is there. It opens nothing: the assessment gives no right to it, and what is erased or shut is gone.
 */
export async function besideElements(
  answer: AssessmentAnswer | null,
  { viewer, ref, purpose }: Omit<Parameters<ChildAnswers['known']>[0], 'after'>,
  { known, view }: Io,
): Promise<AssessmentAnswer | null> {
  if (!answer?.may.includes('contribute')) return answer;
  const entries = await known.known({ viewer, ref, purpose }, TYPES);
  const domains = answer.domains.map(({ domain, elements }) => ({
    domain,
    elements: elements.map((one) => ({
      ...one,
      known: entries
        .filter(({ type }) => ELEMENT_EVENTS[one.element]?.includes(type))
        .map(({ type, title, occurred, recordedAt, knownFrom, agency, data }) => ({
          ...{ type, title, occurred, recordedAt, knownFrom, agency, data, agencyName: nameIn(view, agency) },
        })),
    })),
  }));
  return { ...answer, domains };
}
