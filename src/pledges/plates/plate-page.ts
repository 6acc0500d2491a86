import { createHash } from 'node:crypto';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { PlateVerdict } from './plate.rules.js';

/** What the public page may show of a plate: of the shop the name over its door while the plate is valid, and nothing else; nothing of a person. */
export interface PlateFacts {
  serialNumber: string;
  /** The storefront's name as it hangs over the door, so that a copied code in another shop gives itself away. */
  storefrontName: string;
  issuerName: string;
  pledgeName: string;
  pledgeNameEn: string;
  issuedOn: LocalDate;
  validUntil: LocalDate;
  fulfilledCount: number;
}

interface Words {
  zh: string;
  en: string;
}

/** Strokes of the marks in a square of 48: drawn, because not every phone has the signs in its fonts. */
const MARKS = {
  tick: 'M14 25l7 7 14-15',
  cross: 'M16 16l16 16M32 16l-16 16',
  question: 'M18 19a6 6 0 1 1 9 5c-2 1.3-3 2.5-3 5M24 35v.01',
  dots: 'M14 24v.01M24 24v.01M34 24v.01',
} as const;

const HEADLINES: Readonly<Record<PlateVerdict, Words & { note: Words; mark: keyof typeof MARKS }>> = {
  VALID: {
    zh: '有效',
    en: 'Valid',
    mark: 'tick',
    note: { zh: '这块诚信牌由园区发放，承诺在有效期内。', en: 'This plate was issued by the park, and its pledge is in force.' },
  },
  RECALLED: {
    zh: '已收回或失效',
    en: 'Recalled',
    mark: 'cross',
    note: {
      zh: '这块诚信牌已经收回、作废或到期，不再代表有效的承诺。',
      en: 'This plate was recalled, voided or has ended. It no longer stands for a pledge in force.',
    },
  },
  UNKNOWN: {
    zh: '查无此牌',
    en: 'Unknown',
    mark: 'question',
    note: { zh: '没有这样一块诚信牌。请核对二维码是否完整。', en: 'There is no such plate. Check whether the whole code was scanned.' },
  },
};

/* Colors with a contrast of at least 7:1 on white. */
const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f3f4f6;color:#1f2937;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.25rem 1rem 2rem}
.card{background:#fff;border-radius:12px;border-top:8px solid #4b5563;padding:1.25rem 1.25rem .5rem;box-shadow:0 1px 3px rgba(0,0,0,.12)}
.VALID{border-color:#14532d}.RECALLED{border-color:#7f1d1d}
h1{display:flex;align-items:center;gap:.75rem;margin:0 0 .25rem;font-size:1.75rem;line-height:1.3}
.mark{flex:none;width:3rem;height:3rem;fill:none;stroke:#fff;stroke-width:4.5;stroke-linecap:round;stroke-linejoin:round}
.mark circle{fill:#4b5563;stroke:none}.VALID .mark circle{fill:#14532d}.RECALLED .mark circle{fill:#7f1d1d}
[lang=en]{color:#374151;font-size:.9375rem}
h1 [lang=en]{display:block;font-weight:600;font-size:1rem}
dl{margin:1rem 0 0}dl div{border-top:1px solid #e5e7eb;padding:.6rem 0}
dt{color:#374151;font-size:.875rem}dd{margin:0;font-size:1.0625rem;overflow-wrap:anywhere}
dd [lang=en]{display:block}
.kind{margin:0 .25rem .75rem;font-weight:600}
p{margin:.5rem 0}footer{color:#374151;font-size:.875rem;padding:1rem .25rem 0}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** No script, no image, no form, nothing from anywhere; only the style that stands in the page. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it stands in HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

const markHtml = (mark: keyof typeof MARKS) =>
  `<svg class="mark" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="24"/><path d="${MARKS[mark]}"/></svg>`;
const headHtml = (mark: keyof typeof MARKS, { zh, en }: Words) =>
  `<h1>${markHtml(mark)}<span>${escaped(zh)}<span lang="en">${escaped(en)}</span></span></h1>`;
/* A pledge may have no English name. */
const both = ({ zh, en }: Words) => (en === '' ? escaped(zh) : `${escaped(zh)} <span lang="en">${escaped(en)}</span>`);
const fact = (zh: string, en: string, value: string) => `<div><dt>${both({ zh, en })}</dt><dd>${value}</dd></div>`;

function factsHtml(verdict: PlateVerdict, plate: PlateFacts): string {
  const rows = [
    fact('编号', 'Serial number', escaped(plate.serialNumber)),
    fact('发放单位', 'Issued by', escaped(plate.issuerName)),
    fact('承诺', 'Pledge', both({ zh: plate.pledgeName, en: plate.pledgeNameEn })),
    fact('发放日期', 'Issued on', `<time datetime="${plate.issuedOn}">${plate.issuedOn}</time>`),
  ];
  if (verdict === 'VALID') {
    rows.unshift(fact('门店', 'Shop', escaped(plate.storefrontName)));
    rows.push(fact('有效期至', 'Valid until', `<time datetime="${plate.validUntil}">${plate.validUntil}</time>`));
    rows.push(fact('已兑现的公开承诺', 'Public commitments kept', String(plate.fulfilledCount)));
  }
  return `<dl>${rows.join('')}</dl>`;
}

const KIND: Words = { zh: '诚信经营店牌核验', en: 'Plate of integrity' };
const COMPARE: Readonly<Record<Exclude<PlateVerdict, 'UNKNOWN'>, Words>> = {
  VALID: {
    zh: '请核对店名与您所在的门店、编号与店内的牌是否一致；店名不符的，这块牌不属于这家店。',
    en: 'Compare the name with the shop you are in and the number with the plate. Under another name the plate is not of this shop.',
  },
  RECALLED: { zh: '请与店内牌上的编号核对。', en: 'Compare the serial number with the one on the plate.' },
};

function page(title: Words, body: string, footer: Words | null): string {
  const foot = footer === null ? '' : `<footer>${both(footer)}</footer>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><title>${escaped(`${KIND.zh}：${title.zh} · ${KIND.en}: ${title.en}`)}</title><style>${STYLE}</style></head>
<body><main><p class="kind">${both(KIND)}</p>${body}${foot}</main></body></html>
`;
}

/** The public page about one code. For an unknown code it is always the same. */
export function verdictPage(verdict: PlateVerdict, plate: PlateFacts | null): string {
  const { note, mark, zh, en } = HEADLINES[verdict];
  const head = headHtml(mark, { zh, en });
  const notes = `<p>${escaped(note.zh)}</p><p lang="en">${escaped(note.en)}</p>`;
  const facts = plate === null ? '' : factsHtml(verdict, plate);
  return page(
    { zh, en },
    `<section class="card ${verdict}">${head}${notes}${facts}</section>`,
    plate === null || verdict === 'UNKNOWN' ? null : COMPARE[verdict],
  );
}

/** What is shown to an address that asks too often. */
export function tooOftenPage(): string {
  const title: Words = { zh: '请稍后再试', en: 'Try again later' };
  const notes = `<p>查询太频繁，请过一分钟再扫码。</p><p lang="en">Too many requests. Scan the code again in a minute.</p>`;
  return page(title, `<section class="card">${headHtml('dots', title)}${notes}</section>`, null);
}
