import { isEvent } from '@tributary/catalogue';
import type { Envelope } from '@tributary/kernel';

/** What became of one alert, by its own events. */
export type AlertStory = {
  readonly id: string;
  /** The rule and the first event it rests on, once for each time it was raised. */
  readonly raised: { rule: string; on: string }[];
  readonly steps: number[];
  /** Everybody who owned it, in order. */
  readonly owners: string[];
  /** Who acknowledged it, once for each event. */
  readonly acknowledged: string[];
  /** Steps taken though somebody had acknowledged it. */
  afterwards: number;
  readonly ends: string[];
  /** Its clocks that fell due. */
  readonly rang: string[];
};

export function storiesOf(events: readonly Envelope[]): readonly AlertStory[] {
  const stories = new Map<string, AlertStory>();
  for (const event of events.filter(({ streamId }) => streamId.startsWith('alert-'))) {
    const id = event.streamId.slice('alert-'.length);
    const story = stories.get(id) ?? newStory(id);
    tell(story, event);
    stories.set(id, story);
  }
  return [...stories.values()];
}

const newStory = (id: string): AlertStory => ({
  ...{ id, raised: [], steps: [], owners: [], acknowledged: [], afterwards: 0, ends: [], rang: [] },
});

function tell(story: AlertStory, event: Envelope): void {
  if (isEvent(event, 'alerting.alert-raised')) {
    story.raised.push({ rule: event.data.rule, on: event.data.evidence[0] ?? '' });
    if (event.data.owner?.practitioner) story.owners.push(event.data.owner.practitioner);
  } else if (isEvent(event, 'alerting.alert-escalated')) {
    story.steps.push(event.data.step);
    if (event.data.to.practitioner) story.owners.push(event.data.to.practitioner);
    if (story.acknowledged.length > 0) story.afterwards += 1;
  } else if (isEvent(event, 'alerting.alert-acknowledged')) story.acknowledged.push(event.data.by);
  else if (isEvent(event, 'alerting.alert-closed')) story.ends.push(event.data.outcome);
  else if (isEvent(event, 'clock.fell-due')) story.rang.push(event.data.timerId);
}
