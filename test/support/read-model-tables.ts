/** How a column is compared between two houses that were given the same. Without a word: as it stands. */
export type How =
  /** An id of that house's own: what it stands for is compared. */
  | Readonly<{ names: 'child' | 'record' | 'event' | 'events' | 'alert' }>
  /** What it says belongs to one house alone; whether something stands there is compared. */
  | Readonly<{ onlyWhether: string }>
  | Readonly<{ leftOut: string }>;

export type Columns = Readonly<Record<string, How>>;

const HOUSE_TIME = {
  onlyWhether: 'a moment by the clock of the house: when it received, knew, told or expects',
} as const;
const PLACE = { leftOut: 'the position in the feed of the house, where other streams stand between' } as const;
const STATEMENT: Columns = {
  child_id: { names: 'child' },
  record_id: { names: 'record' },
  event_id: { names: 'event' },
  place: PLACE,
  received_at: HOUSE_TIME,
  known_from: HOUSE_TIME,
};

/** Every table of every read model. One that is not here fails the parity of shapes. */
export const READ_MODEL_TABLES: Readonly<Record<string, Columns>> = {
  chronology: STATEMENT,
  status: STATEMENT,
  involvement: {
    child_id: { names: 'child' },
    record_id: { names: 'record' },
    first_known: HOUSE_TIME,
    last_known: HOUSE_TIME,
  },
  feed_deliveries: { event_id: { names: 'event' }, known_from: HOUSE_TIME },
  people_around: { child_id: { names: 'child' } },
  alert_inbox: {
    alert_id: { names: 'alert' },
    child_id: { names: 'child' },
    evidence: { names: 'events' },
    summary: { names: 'alert' },
    trigger_event: { names: 'event' },
    raised_at: HOUSE_TIME,
    due_at: HOUSE_TIME,
    overdue_since: HOUSE_TIME,
  },
  alert_recipients: { alert_id: { names: 'alert' }, child_id: { names: 'child' }, since: HOUSE_TIME },
  alert_feedback: {
    alert_id: { names: 'alert' },
    child_id: { names: 'child' },
    concern: { names: 'event' },
    seen_at: HOUSE_TIME,
  },
};
