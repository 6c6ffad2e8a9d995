/** How soon somebody has to look. Only rules marked so are immediate. */
export type Severity = 'immediate' | 'today' | 'this-week' | 'digest';
