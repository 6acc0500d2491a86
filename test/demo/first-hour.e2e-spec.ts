import { readFileSync } from 'node:fs';
import request from 'supertest';
import { DEMO_PASSWORD, loadDemoOnce } from '../../src/demo/load-demo.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { filledIn, isShortFor, type PastedStep, pastedSteps } from '../support/pasted-operations.js';
import { TestApp } from '../support/test-app.js';

const ROOT = new URL('../../', import.meta.url);
const STEPS = pastedSteps(new URL('docs/first-hour.md', ROOT));
const SIGN_IN = STEPS[0]!;

describe('docs/first-hour.md', () => {
  let app: TestApp;
  const answers: Record<string, unknown> = {};
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    app = await TestApp.start();
    await loadDemoOnce(app.api, readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:' }));
  });
  afterAll(() => app.close());

  /** The sign-in of the first step with another name, as the document tells to do. */
  async function tokenOf(account: string): Promise<string> {
    const known = tokens.get(account);
    if (known) return known;
    const variables = { input: { ...(SIGN_IN.variables.input as object), loginName: account } };
    const { signIn } = await app.ask<{ signIn: { accessToken: string } }>(null, SIGN_IN.operation, variables);
    tokens.set(account, signIn.accessToken);
    return signIn.accessToken;
  }

  async function upload(step: PastedStep): Promise<unknown> {
    const { parks } = answers['2'] as { parks: { nodes: { id: string }[] } };
    const call = request(app.server).post('/uploads').field('parkId', parks.nodes[0]!.id);
    void call.set('authorization', `Bearer ${await tokenOf(step.account!)}`);
    return (await call.attach('file', readFileSync(new URL(step.upload!, ROOT)), 'douyin-lives.xlsx')).body;
  }

  it('has ten steps, told in Chinese and English, and the sign-in of the demo', () => {
    expect(STEPS.map(({ number }) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const { title } of STEPS) expect(title).toMatch(/^\P{ASCII}.* \/ [A-Z]/u);
    expect(SIGN_IN.variables).toEqual({ input: { loginName: 'demo-operator', password: DEMO_PASSWORD } });
  });

  it.each(STEPS)('step $number answers what it shows: $title', async (step) => {
    if (step.upload) answers.upload = await upload(step);
    const token = step.account === null ? null : await tokenOf(step.account);
    answers[step.number] = await app.ask(token, step.operation, filledIn(step.variables, answers) as Record<string, unknown>);
    await app.drainJobs();
    expect(isShortFor(step.answer, answers[step.number]) || answers[step.number]).toBe(true);
  });

  it('holds shortened answers to what they show', () => {
    const full = { nodes: [{ name: '一', fen: '12', day: '2026-11-30' }, { name: '二' }], none: [] as string[] };
    for (const shown of [{ nodes: [{ name: '二' }] }, { nodes: [{ day: '2026-…-30' }], none: [] }, {}])
      expect(isShortFor(shown, full)).toBe(true);
    for (const shown of [
      { nodes: [] },
      { nodes: [{ name: '一', fen: '13' }] },
      { day: '…' },
      { nodes: [{ day: '2025-…' }] },
      { none: null },
    ]) {
      expect(isShortFor(shown, full)).toBe(false);
    }
  });
});
