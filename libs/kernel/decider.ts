/** Pure: time, ids and policy come in with the command; `[]` means already true. */
export interface Decider<C, E, S> {
  initial(): S;
  decide(command: C, state: S): readonly E[];
  evolve(state: S, event: E): S;
}

export function fold<C, E, S>(decider: Decider<C, E, S>, events: readonly E[]): S {
  return events.reduce((state, event) => decider.evolve(state, event), decider.initial());
}
