import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { newId } from '../../src/platform/database/ids.js';
import { PledgeLab } from './pledge-lab.js';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Without these flags a browser asks addresses of its own, which a closed network refuses one by one. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
];
const PHONE = { width: 390, height: 844 };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/* A browser that is named must be there. */
const inBrowser = process.env.CHROMIUM_PATH || existsSync(CHROMIUM) ? describe : describe.skip;

inBrowser('the public page of a plate in a browser of a phone', () => {
  let lab: PledgeLab;
  let browser: Browser;
  let base: string;
  const paths: Record<string, string> = {};

  beforeAll(async () => {
    lab = await PledgeLab.start();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const { port } = lab.app.api.getHttpServer().address() as AddressInfo;
    base = `http://127.0.0.1:${port}/verify`;
    const template = await lab.published('HEALTHY_CONDUCT');
    for (const name of ['valid', 'recalled']) {
      const storefrontId = await lab.storefront(`${name} 店`);
      await lab.signed(template.id, storefrontId);
      const plate = await lab.done<{ id: string; version: number }>('issuePlate', {
        parkId: lab.parkId,
        storefrontId,
        idempotencyKey: newId(),
      });
      if (name === 'recalled') await lab.done('recallPlate', { plateId: plate.id, expectedVersion: plate.version, reason: '试' });
      const query = 'query ($id: ID!) { plateCode(plateId: $id) { url } }';
      const { plateCode } = await lab.app.ask<{ plateCode: { url: string } }>(lab.secretary, query, { id: plate.id });
      paths[name] = plateCode.url.split('/verify/')[1]!;
    }
    paths.unknown = 'nobody-knows-this-code';
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await lab.close();
  });

  it.each(['valid', 'recalled', 'unknown'])(
    'that is %s has no fault of WCAG A or AA and leaves no rule undecided, fits the screen and asks no other address',
    async (name) => {
      const context = await browser.newContext({ viewport: PHONE, bypassCSP: true });
      const page = await context.newPage();
      const foreign: string[] = [];
      page.on('request', (request) => void (request.url().startsWith(base) || foreign.push(request.url())));
      await page.goto(`${base}/${paths[name]}`);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(overflow)).toBe(0);
      await page.addScriptTag({ content: AXE });
      const outcome = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`)) as {
        violations: { id: string }[];
        incomplete: { id: string }[];
        passes: unknown[];
      };
      expect([...outcome.violations, ...outcome.incomplete].map(({ id }) => id)).toEqual([]);
      expect(outcome.passes.length).toBeGreaterThan(5);
      expect(foreign.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
      await context.close();
    },
    60_000,
  );

  it('says the same without scripts, under its own policy and without a complaint of the browser', async () => {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => void complaints.push(message.text()));
    const headings: string[] = [];
    for (const name of ['valid', 'recalled', 'unknown']) {
      await page.goto(`${base}/${paths[name]}`);
      headings.push((await page.locator('h1').innerText()).replace(/\s+/g, ' ').trim());
    }
    expect(headings).toEqual(['有效 Valid', '已收回或失效 Recalled', '查无此牌 Unknown']);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await context.close();
  }, 60_000);
});
