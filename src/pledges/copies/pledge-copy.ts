import { BUSINESS_ZONE, type LocalDate, localTextOf } from '../../platform/clock/local-date.js';
import type { DocumentBlock, OfficialDocument } from '../../platform/documents/document-blocks.js';
import { escaped } from '../plates/plate-page.js';
import type { SignerKind, SigningChannel } from '../pledge-states.js';
import type { PledgeClause } from '../template-content.js';

/** What a signed copy shows: the text as it was signed, by whom, how and when, and what proves it. */
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
  signatures: readonly { signer: SignerKind; channel: SigningChannel; signedAt: Date; reference: string | null }[];
}

const SIGNER: Readonly<Record<SignerKind, string>> = { SIGNATORY: '承诺人', GUARDIAN: '监护人' };
const CHANNEL: Readonly<Record<SigningChannel, string>> = { SELF: '本人在线签署', ON_SITE: '现场签署，由工作人员登记' };

function signatureLines({ signatures }: PledgeCopyFacts): string[] {
  return signatures.map(({ signer, channel, signedAt, reference }) => {
    const paper = reference === null ? '' : `,纸质件编号 ${reference}`;
    return `${SIGNER[signer]}:${CHANNEL[channel]},${localTextOf(signedAt)}(${BUSINESS_ZONE})${paper}`;
  });
}

function proofLines(copy: PledgeCopyFacts): string[] {
  const check = copy.isIntact ? '与签署时一致' : '与签署时不一致，请勿采用';
  return [
    `文本版本:第 ${copy.templateVersion} 版;存档文本${check}`,
    `SHA-256:${copy.contentHash}`,
    `有效期：${copy.validFrom ?? '—'} 至 ${copy.validUntil ?? '—'}`,
    ...signatureLines(copy),
  ];
}

/** The copy as a paper in the layout of GB/T 9704. */
export function pledgeDocument(copy: PledgeCopyFacts): OfficialDocument {
  const paragraphs = copy.preamble.split('\n').map((text): DocumentBlock => ({ kind: 'PARAGRAPH', text }));
  const clauses = copy.clauses.map(({ number, text }): DocumentBlock => ({ kind: 'PARAGRAPH', text: `${number}. ${text}` }));
  const proof = proofLines(copy).map((text): DocumentBlock => ({ kind: 'NOTE', text }));
  const hand = ['签名：', { blankCharacters: 8 }] as const;
  return {
    title: copy.name,
    subtitle: copy.parkName,
    blocks: [
      ...paragraphs,
      ...clauses,
      { kind: 'EMPTY_LINE' },
      { kind: 'SIGNATURE', signers: [`承诺人：${copy.signatoryName}`, hand], day: ['日期：', { blankCharacters: 6 }] },
      { kind: 'EMPTY_LINE' },
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
.proof{border-top:1px solid #000;margin-top:14pt;padding-top:6pt;font-size:10.5pt;line-height:16pt}.proof p{text-indent:0}
`;

/** The copy as a page of its own that a browser prints on A4; it asks no other address and has no script. */
export function pledgePage(copy: PledgeCopyFacts): string {
  const paragraphs = copy.preamble.split('\n').map((text) => `<p>${escaped(text)}</p>`);
  const clauses = copy.clauses.map(({ text }) => `<li>${escaped(text)}</li>`);
  const proof = proofLines(copy).map((text) => `<p>${escaped(text)}</p>`);
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(copy.name)} · ${escaped(copy.signatoryName)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(copy.name)}</h1><p class="park">${escaped(copy.parkName)}</p>${paragraphs.join('')}<ol>${clauses.join('')}</ol>
<div class="sign"><p>承诺人：${escaped(copy.signatoryName)}</p><p>签名：<span class="line"></span></p><p>日期：<span class="line"></span></p></div>
<div class="proof">${proof.join('')}</div></main></body></html>
`;
}
