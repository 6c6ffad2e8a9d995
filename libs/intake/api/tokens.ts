/** Injection tokens of what has no class of its own. */
export const FEEDS = Symbol('intake feeds');
export const SANDBOX_RATE = Symbol('rate of test deliveries');
