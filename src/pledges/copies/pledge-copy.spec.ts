import { officialDocx } from '../../platform/documents/official-document.js';
import { unpackZip, readZipDirectory } from '../../platform/spreadsheet/zip-archive.js';
import { PledgeStatus } from '../pledge-states.js';
import { type PledgeCopyFacts, pledgeDocument, pledgePage, standingOf } from './pledge-copy.js';

const copy: PledgeCopyFacts = {
  name: '七不公约',
  parkName: '滴道<电商>产业园',
  signatoryName: '小滴姐 & 小李',
  templateVersion: 2,
  preamble: '我承诺:\n遵守以下各条。',
  clauses: [
    { number: 1, text: '不卖假货。', textEn: 'No fakes.' },
    { number: 2, text: '不刷单<script>。', textEn: 'No false orders.' },
  ],
  contentHash: 'ab'.repeat(32),
  isIntact: true,
  validFrom: '2026-11-27',
  validUntil: '2027-11-26',
  status: 'IN_FORCE',
  asOfOn: '2026-12-09',
  endedOn: null,
  hasGuardian: false,
  isPerson: true,
  signatures: [{ signer: 'SIGNATORY', channel: 'SELF', signedAt: new Date('2026-11-27T12:00:00+08:00'), reference: null }],
};

describe('a signed copy', () => {
  it('shows the text, its hash, the days and each signature, as a page that runs and fetches nothing (INV-39)', () => {
    const page = pledgePage(copy);
    for (const shown of ['<h1>七不公约</h1>', '<li>不卖假货。</li>', copy.contentHash, '2027-11-26', '2026-11-27 12:00', '与签署时一致']) {
      expect(page).toContain(shown);
    }
    expect(page).toContain('小滴姐 &amp; 小李');
    for (const hidden of ['<script>', 'http:', 'src=']) expect(page).not.toContain(hidden);
  });

  it('says so when the stored text is no longer the one that was signed (INV-39)', () => {
    expect(pledgePage({ ...copy, isIntact: false })).toContain('与签署时不一致，请勿采用');
  });

  it('names its standing today, first of all where it no longer holds, and tells of no review or warning (INV-39, PR-7)', () => {
    const words = Object.values(PledgeStatus).map((status) => `${status} ${standingOf({ ...copy, status, endedOn: '2026-12-08' })}`);
    for (const status of ['IN_FORCE', 'EXPIRING', 'UNDER_REVIEW', 'WARNED', 'REINSTATED']) expect(words).toContain(`${status} 有效`);
    expect(words).toContain('WITHDRAWN 已于 2026-12-08 撤回，不再有效');
    for (const status of ['REVOKED', 'FINAL']) expect(words).toContain(`${status} 已于 2026-12-08 被撤销，不再有效`);
    expect(words).toContain('LAPSED 已于 2027-11-26 到期失效');
    expect(pledgePage(copy).match(/本承诺当前状态/g)).toHaveLength(1);
    const withdrawn = pledgePage({ ...copy, status: 'WITHDRAWN', endedOn: '2026-12-08' });
    expect(withdrawn.match(/本承诺当前状态（2026-12-09）：已于 2026-12-08 撤回，不再有效。/g)).toHaveLength(2);
  });

  it('has lines for the hand of the party and, where there is one, of the guardian (INV-08)', () => {
    const lines = (facts: PledgeCopyFacts) => pledgePage(facts).match(/<p>[^<]*：<span class="line">/g)!.length;
    expect([lines(copy), lines({ ...copy, hasGuardian: true }), lines({ ...copy, isPerson: false })]).toEqual([3, 6, 2]);
    expect(pledgePage({ ...copy, hasGuardian: true })).toContain('<p>监护人</p>');
    expect(JSON.stringify(pledgeDocument({ ...copy, hasGuardian: true }))).toContain('"监护人"');
  });

  it('is the same paper as .docx, with the margins and the typeface of official papers (INV-39)', async () => {
    const file = await officialDocx(pledgeDocument(copy));
    const body = unpackZip(file, readZipDirectory(file))
      .find(({ path }) => path === 'word/document.xml')!
      .content.toString();
    for (const shown of ['七不公约', '1. 不卖假货。', '2. 不刷单', copy.contentHash, '仿宋_GB2312'])
      expect(body.replace(/<[^>]+>/g, '') + body).toContain(shown);
    expect(body).toContain(`w:top="${Math.round((37 * 1440) / 25.4)}"`);
  });
});
