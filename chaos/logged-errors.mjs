/** Different errors that one process may log before the rest is counted together. */
const KINDS_MAX = 40;
const OTHERS = 'others';
/** Ids and numbers, which make equal errors look different. */
const VARYING = /\b[0-9a-z]{26}\b|\b\d[\d.:]*\b/g;

/** Counts what a process logs as errors, by context, message and cause, so that a run can tell what its faults were like from inside. */
export class LoggedErrors {
  constructor() {
    this.counts = new Map();
    this.rest = '';
  }

  /** Takes the next piece of output; a line may come in several. */
  take(text) {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop();
    for (const line of lines) if (line.startsWith('{"level":"error"')) this.count(line);
  }

  count(line) {
    let kind;
    try {
      const { context, msg } = JSON.parse(line);
      kind = `${context ?? ''}: ${String(msg).replace(VARYING, '#')}`;
    } catch {
      kind = 'unreadable';
    }
    if (!this.counts.has(kind) && this.counts.size >= KINDS_MAX) kind = OTHERS;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }
}
