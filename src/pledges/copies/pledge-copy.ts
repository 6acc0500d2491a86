import { BUSINESS_ZONE, type LocalDate, localTextOf } from '../../platform/clock/local-date.js';
import type { DocumentBlock, Line, OfficialDocument } from '../../platform/documents/document-blocks.js';
import { escaped } from '../plates/plate-page.js';
import { IN_FORCE_STATUSES, type PledgeStatus, type SignerKind, type SigningChannel } from '../pledge-states.js';
import type { PledgeClause } from '../template-content.js';

/** What a copy shows: the text, by whom it was signed, how and when, what proves it, and where the pledge stands today. */
export interface PledgeCopyFacts {
  name: string;
  parkName: string;
  signatoryName: string;
  templateVersion: number;
  preamble: string;
  clauses: readonly PledgeClause[];
  contentHash: string;
  /** The stored text still has that hash. */
  isIntact: boolean;
  validFrom: LocalDate | null;
  validUntil: LocalDate | null;
  /** Where the pledge stands on the day of the copy. */
  status: PledgeStatus;
  asOfOn: LocalDate;
  /** Day of the withdrawal or revocation; null for any other status. */
  endedOn: LocalDate | null;
  /** A guardian signs beside. */
  hasGuardian: boolean;
  /** The party is a person, who goes by a stage name and writes the real one by hand. */
  isPerson: boolean;
  signatures: readonly { signer: SignerKind; channel: SigningChannel; signedAt: Date; reference: string | null }[];
}

const SIGNER: Readonly<Record<SignerKind, string>> = { SIGNATORY: '承诺人', GUARDIAN: '监护人' };
const CHANNEL: Readonly<Record<SigningChannel, string>> = { SELF: '本人在线签署', ON_SITE: '现场签署，由工作人员登记' };

/**
 * Where the pledge stands, in a sentence; a pledge under review or warned is in force, and the paper says no more (PR-7). What has ended says so:
 * a paper is shown around long after it was printed.
 */
export function standingOf({ status, validFrom, validUntil, endedOn, hasGuardian, signatures }: PledgeCopyFacts): string {
  if (IN_FORCE_STATUSES.includes(status)) return '有效';
  switch (status) {
    case 'OFFERED':
      return '待签署。本件供阅读和签名，由工作人员登记签署以前不生效';
    case 'SIGNED':
      return hasGuardian && !signatures.some(({ signer }) => signer === 'GUARDIAN')
        ? '已签署，待监护人签署后生效'
        : `已签署，自 ${validFrom} 起生效`;
    case 'RENEWED':
      return '已由续签的承诺接替，不再有效';
    case 'LAPSED':
      return `已于 ${validUntil} 到期失效`;
    case 'REVOKED':
    case 'FINAL':
      return `已于 ${endedOn ?? validUntil} 被撤销，不再有效`;
    default:
      return `已于 ${endedOn ?? validUntil} 撤回，不再有效`;
  }
}

function standingLine(copy: PledgeCopyFacts): string {
  return `本承诺当前状态（${copy.asOfOn}）：${standingOf(copy)}。`;
}

/** Who signs by hand, with what is written beside the name. */
function handwritten({ signatoryName, hasGuardian, isPerson }: PledgeCopyFacts): { head: string; blanks: string[] }[] {
  const signatory = { head: `承诺人：${signatoryName}`, blanks: [...(isPerson ? ['姓名（本人书写）：'] : []), '签名：'] };
  return hasGuardian ? [signatory, { head: '监护人', blanks: ['姓名（本人书写）：', '签名：'] }] : [signatory];
}

function signatureLines({ signatures }: PledgeCopyFacts): string[] {
  return signatures.map(({ signer, channel, signedAt, reference }) => {
    const paper = reference === null ? '' : `,纸质件编号 ${reference}`;
    return `${SIGNER[signer]}:${CHANNEL[channel]},${localTextOf(signedAt)}(${BUSINESS_ZONE})${paper}`;
  });
}

function proofLines(copy: PledgeCopyFacts): string[] {
  const compared = copy.signatures.length === 0 ? '与发出时' : '与签署时';
  const check = copy.isIntact ? `${compared}一致` : `${compared}不一致，请勿采用`;
  return [
    standingLine(copy),
    `文本版本:第 ${copy.templateVersion} 版;存档文本${check}`,
    `SHA-256:${copy.contentHash}`,
    `有效期：${copy.validFrom ?? '—'} 至 ${copy.validUntil ?? '—'}`,
    ...signatureLines(copy),
  ];
}

/** The copy, or the paper to sign, in the layout of GB/T 9704. */
export function pledgeDocument(copy: PledgeCopyFacts): OfficialDocument {
  const paragraphs = copy.preamble.split('\n').map((text): DocumentBlock => ({ kind: 'PARAGRAPH', text }));
  const clauses = copy.clauses.map(({ number, text }): DocumentBlock => ({ kind: 'PARAGRAPH', text: `${number}. ${text}` }));
  const proof = proofLines(copy).map((text): DocumentBlock => ({ kind: 'NOTE', text }));
  const hands = handwritten(copy).flatMap(({ head, blanks }): DocumentBlock[] => [
    {
      kind: 'SIGNATURE',
      signers: [head, ...blanks.map((blank): Line => [blank, { blankCharacters: 8 }])],
      day: ['日期：', { blankCharacters: 6 }],
    },
    { kind: 'EMPTY_LINE' },
  ]);
  return {
    title: copy.name,
    subtitle: copy.parkName,
    blocks: [
      ...(IN_FORCE_STATUSES.includes(copy.status) ? [] : [{ kind: 'NOTE' as const, text: standingLine(copy) }]),
      ...paragraphs,
      ...clauses,
      { kind: 'EMPTY_LINE' },
      ...hands,
      ...proof,
    ],
  };
}

const STYLE = `
@page{size:A4;margin:37mm 26mm 35mm 28mm}
body{margin:0 auto;max-width:156mm;color:#000;font:16pt/28pt "FangSong_GB2312","仿宋_GB2312","FangSong","仿宋",serif}
h1{font:22pt/32pt "FZXiaoBiaoSong-B05S","方正小标宋简体","SimSun",serif;text-align:center;font-weight:normal}
.park{text-align:center;font-family:"KaiTi_GB2312","KaiTi","楷体",serif}
p{margin:0;text-indent:2em;overflow-wrap:anywhere}ol{margin:0;padding-left:3em}
.sign{margin:28pt 0;text-align:right}.sign p{text-indent:0}.line{display:inline-block;width:8em;border-bottom:1px solid #000}
.standing{border:1px solid #000;text-indent:0;padding:0 .5em;margin:0 0 14pt}
.proof{border-top:1px solid #000;margin-top:14pt;padding-top:6pt;font-size:10.5pt;line-height:16pt}.proof p{text-indent:0}
`;

/** The copy as a page of its own that a browser prints on A4; it asks no other address and has no script. */
export function pledgePage(copy: PledgeCopyFacts): string {
  const paragraphs = copy.preamble.split('\n').map((text) => `<p>${escaped(text)}</p>`);
  const clauses = copy.clauses.map(({ text }) => `<li>${escaped(text)}</li>`);
  const proof = proofLines(copy).map((text) => `<p>${escaped(text)}</p>`);
  const standing = IN_FORCE_STATUSES.includes(copy.status) ? '' : `<p class="standing">${escaped(standingLine(copy))}</p>`;
  const line = (label: string) => `<p>${label}<span class="line"></span></p>`;
  const hands = handwritten(copy).map(
    ({ head, blanks }) => `<div class="sign"><p>${escaped(head)}</p>${[...blanks, '日期：'].map(line).join('')}</div>`,
  );
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(copy.name)} · ${escaped(copy.signatoryName)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(copy.name)}</h1><p class="park">${escaped(copy.parkName)}</p>${standing}${paragraphs.join('')}<ol>${clauses.join('')}</ol>
${hands.join('')}
<div class="proof">${proof.join('')}</div></main></body></html>
`;
}
