import { Story, storyBefore } from '../../../test/support/case-story.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import { deriveCase } from './case-view.js';
import { adviseUnder, brokenWithout, factsWithout, rejudgedWithout } from './advisory.js';

const [OLD, NEW] = SHIPPED_RULE_SETS as [(typeof SHIPPED_RULE_SETS)[0], (typeof SHIPPED_RULE_SETS)[0]];

describe('INV-18: a newer set advises', () => {
  it('lists what it finds worse, with the outcome of then, and changes no fact and no stage (INV-18)', () => {
    const story = storyBefore('INTRODUCERS_DETERMINED', {}, 2020);
    const [facts, view] = [structuredClone(story.facts), story.view];
    const advice = adviseUnder(story.facts, story.world, NEW);
    expect(
      advice.map(({ fact, checks }) => [
        fact.kind,
        checks.map(({ check, outcomeThen }) => [check.ruleId, check.code, check.ruleSetId, outcomeThen]),
      ]),
    ).toEqual([['LISTING_DECIDED', [['R10', 'PUBLICITY_MISSING', 'CPC-DEV-2026-05', null]]]]);
    expect(story.facts).toEqual(facts);
    expect(story.view).toEqual(view);
  });

  it('has nothing to say about a case that keeps both sets, or under its own (INV-18)', () => {
    const story = storyBefore('ARCHIVED', {}, 2027);
    expect(adviseUnder(story.facts, story.world, OLD)).toEqual([]);
    expect(adviseUnder(story.facts, story.world, NEW)).toEqual([]);
  });
});

describe('voiding a wrong entry', () => {
  it('names the later facts that would no longer be legal without it, and why (INV-21)', () => {
    const story = storyBefore('FORM_FILLED');
    const review = story.facts.find(({ kind }) => kind === 'POLITICAL_REVIEWED')!;
    const broken = brokenWithout(story.facts, story.world, review.id);
    expect(broken.map(({ fact, checks }) => [fact.kind, checks.map(({ code }) => code)])).toEqual([
      ['COMMITTEE_EXAMINED', ['REVIEW_MISSING']],
      ['PRE_REVIEWED', ['REVIEW_MISSING']],
    ]);
  });

  it('lets the last fact, and one that nothing rests on, be voided (INV-21)', () => {
    const story = storyBefore('FORM_FILLED');
    expect(brokenWithout(story.facts, story.world, story.facts.at(-1)!.id)).toEqual([]);
    const second = new Story(story.world);
    second.facts.push(...storyBefore('LISTING_OPINIONS_HEARD').facts);
    second.record('CULTIVATION_INSPECTED', '2028-02-27');
    expect(brokenWithout(second.facts, second.world, second.facts.at(-2)!.id)).toEqual([]);
  });
});

describe('voiding before the cut-over', () => {
  /** An activist who was agreed upon before the cut-over, filed above or not. */
  function takenOver(isFiled: boolean): Story {
    const story = storyBefore('ACTIVIST_FILED', { cutOverOn: '2028-04-01' });
    if (isFiled) story.record('ACTIVIST_FILED', '2027-03-05');
    story.record('CONTACTS_APPOINTED', '2027-03-05');
    story.record('CULTIVATION_INSPECTED', '2028-02-26');
    story.record('LISTING_OPINIONS_HEARD', '2028-03-01');
    story.record('LISTING_AGREED', '2028-03-02');
    for (const fact of story.facts)
      fact.storedBreaches = story.view.breaches
        .filter(({ factId }) => factId === fact.id)
        .map((breach) => ({ ...breach, isAboutEntry: false }));
    return story;
  }

  it('brings the breach that the voided fact kept away, and adds its check to the stored ones (INV-13a, INV-18)', () => {
    const story = takenOver(true);
    const filing = story.facts.find(({ kind }) => kind === 'ACTIVIST_FILED')!;
    expect(story.view.breaches).toEqual([]);
    expect(
      rejudgedWithout(story.facts, story.world, filing.id).map(({ fact, checks }) => [fact.kind, checks.map(({ code }) => code)]),
    ).toEqual([['LISTING_AGREED', ['ACTIVIST_NOT_FILED']]]);
    const rest = factsWithout(story.facts, story.world, filing.id);
    expect(deriveCase(rest, story.world).breaches.map(({ code }) => code)).toEqual(['ACTIVIST_NOT_FILED']);
  });

  it('leaves breaches alone that have nothing to do with it, also when the register says something else today (INV-18)', () => {
    const story = takenOver(false);
    expect(story.view.breaches.map(({ code }) => code)).toEqual(['ACTIVIST_NOT_FILED']);
    const contacts = story.facts.find(({ kind }) => kind === 'CONTACTS_APPOINTED')!;
    const world = { ...story.world, standingOn: () => null };
    const rest = factsWithout(story.facts, world, contacts.id);
    expect(deriveCase(rest, world).breaches.map(({ ruleId, code }) => `${ruleId} ${code}`)).toEqual([
      'R06 CONTACTS_MISSING',
      'R04 ACTIVIST_NOT_FILED',
    ]);
  });
});
