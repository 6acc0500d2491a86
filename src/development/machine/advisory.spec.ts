import { Story, storyBefore } from '../../../test/support/case-story.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import { adviseUnder, brokenWithout } from './advisory.js';

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
