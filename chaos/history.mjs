/*
 * What the clients of a run have seen: one record per write, in the order in which they were sent. The checks know nothing else about the load.
 *
 *   seq, verb, parkId, by          which write, of which park, in whose name
 *   creates { kind, mark, count }  rows that it makes; every such row carries the mark, wherever its kind keeps one
 *   moves { kind, id, verb }       the one record whose state it changes, and the step that its history must show
 *   facts                          whatever a check needs besides: amounts, resources, the session
 *   sentAt, answeredAt             ms; between the two it took effect, if at all
 *   outcome                        acked | refused | unknown: an answer was lost and could not be had afterwards
 *   codes                          refusals and faults that it met, in their order; the last one decides
 *   result                         what the API returned
 */

/** The history of one run. */
export class History {
  constructor() {
    this.writes = [];
    /** What each park's token was shown: { parkId, at, rows: [{ kind, id, parkId }] } and what it must not have been shown. */
    this.sightings = [];
    /** Records of the stage, and how many writes made them. */
    this.stagedIds = [];
    this.loadFrom = 0;
    /** INTERNAL answers: { at, verb }. */
    this.internals = [];
    /** When a write was acknowledged last (ms). */
    this.lastAckAt = 0;
    /** Attempts whose answer was lost. */
    this.lostAnswers = 0;
  }

  /** Everything written up to now belongs to the stage: it is there before the load and is no part of it. */
  closeStage() {
    this.stagedIds = this.writes.flatMap(({ result, part }) => result?.[part]?.id ?? []);
    this.loadFrom = this.writes.length;
  }

  /** The writes of the load. */
  get ofLoad() {
    return this.writes.slice(this.loadFrom);
  }

  open(write) {
    const record = { seq: this.writes.length + 1, codes: [], outcome: 'unknown', ...write, sentAt: Date.now(), answeredAt: null };
    this.writes.push(record);
    return record;
  }

  close(record, outcome, result = null) {
    Object.assign(record, { outcome, result, answeredAt: Date.now() });
    if (outcome === 'acked') this.lastAckAt = record.answeredAt;
    return record;
  }

  count(outcome) {
    return this.ofLoad.filter((write) => write.outcome === outcome).length;
  }
}
