import { HTTP_STATUS } from '../platform/errors/error.filter.js';
import { TAKEOVER_FINDING_TEXTS } from '../development/takeover/takeover-findings.js';
import { type Bilingual, FAULT_MESSAGES, type FaultCode } from '../platform/errors/faults.js';
import { FINDING_TEXTS } from '../sales/intake/findings.js';
import { areaOfFile, DOMAIN_AREAS, table } from './markdown.js';
import { fieldProblemSheets, type RefusalSheet, refusalSheets } from './declared-texts.js';

type Language = keyof Bilingual;

const WORDS = {
  title: { zh: '# 错误代码\n\n[English below](#error-codes)', en: '# Error codes' },
  intro: {
    zh: [
      '本文件由程序生成(`npm run docs`),请勿手工修改。代码是接口的一部分,不会改名;说明的文字可以改进,程序请只按代码判断。',
      '',
      '- **故障**是顶层错误:GraphQL 的 `errors[].extensions.code`,HTTP 的 `error.code`。换一种决定也解决不了。',
      '- 表里的状态码是 REST 地址(`/uploads`、`/verify`、`/health` 等)的。`/graphql` 执行了的操作,故障也回答 200,请看 `extensions.code`;没有执行的回答 400:`GRAPHQL_…`、`OPERATION_RESOLUTION_FAILURE`、`BAD_REQUEST`、`QUERY_TOO_COMPLEX`,以及变量类型不对的 `BAD_USER_INPUT`(其余的 `BAD_USER_INPUT` 是 200)。请求在读成 GraphQL 之前就失败的(过大、超时、内容类型不对、不是 JSON),与 REST 相同。',
      '- **拒绝**在操作结果的 `userErrors` 里,一次列出全部原因,什么都没有写入。每条有 `code`、`field`、`message`、`cure` 和所依据的 `rule`。',
      '- **字段问题**在 `BAD_USER_INPUT` 的 `extensions.fields` 里,说明哪个字段不合要求。',
      '- 大括号是空格,由系统填入;` / ` 分开同一代码的不同说法;`(甲|乙)` 取其一,`[甲]` 可有可无。语言按 `Accept-Language`。',
    ].join('\n'),
    en: [
      'Written from the program by `npm run docs`; do not edit. Codes are part of the API and keep their names; wording may improve, so programs look at codes only.',
      '',
      '- **Faults** are top-level errors: `errors[].extensions.code` in GraphQL, `error.code` in HTTP. No other decision of the caller mends them.',
      '- The status in the table is that of the REST addresses (`/uploads`, `/verify`, `/health` and so on). An operation that `/graphql` runs answers 200 also with a fault: look at `extensions.code`. What it does not run answers 400: `GRAPHQL_…`, `OPERATION_RESOLUTION_FAILURE`, `BAD_REQUEST`, `QUERY_TOO_COMPLEX`, and `BAD_USER_INPUT` for a variable of a wrong type (every other `BAD_USER_INPUT` is 200). A request that fails before it is read as GraphQL (too large, too slow, a wrong content type, no JSON) answers as REST does.',
      '- **Refusals** are in `userErrors` of the payload, all reasons at once, and nothing was written. Each has `code`, `field`, `message`, `cure` and the `rule` it cites.',
      '- **Field problems** are in `extensions.fields` of `BAD_USER_INPUT` and tell which field is wrong.',
      '- Braces are blanks that the program fills; ` / ` divides forms of one code; `(a|b)` is either, `[a]` may be absent. The language follows `Accept-Language`.',
    ].join('\n'),
  },
  faults: { zh: '## 故障', en: '## Faults' },
  refusals: { zh: '## 拒绝', en: '## Refusals' },
  fields: { zh: '## 字段问题', en: '## Field problems' },
  findings: { zh: '## 表格里的问题', en: '## Findings in sheets' },
  sales: { zh: '### 销售表(`importPreview`、`importBatch`)', en: '### Sales exports (`importPreview`, `importBatch`)' },
  takeover: { zh: '### 接管台账(`developmentTakeover`)', en: '### Sheets of existing cases (`developmentTakeover`)' },
  columns: {
    zh: { code: '代码', status: 'REST 状态码', meaning: '含义', cure: '办法', rule: '规则', type: '类型' },
    en: { code: 'Code', status: 'REST status', meaning: 'Meaning', cure: 'Cure', rule: 'Rule', type: 'Type' },
  },
  declared: { zh: '声明于', en: 'Declared in' },
} as const;

/** Codes that GraphQL itself gives to documents that it cannot run; no REST address gives them. */
const GRAPHQL_FAULTS: Readonly<Record<string, Bilingual>> = {
  GRAPHQL_PARSE_FAILED: { zh: '操作的语法有误。', en: 'The document cannot be parsed.' },
  GRAPHQL_VALIDATION_FAILED: {
    zh: '操作与接口结构不符,例如没有这个字段。',
    en: 'The document does not fit the schema, for example it names an unknown field.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    zh: '文档里有几个操作,没有指明执行哪一个。',
    en: 'The document has several operations and none was named.',
  },
  BAD_REQUEST: {
    zh: '请求不是 GraphQL 请求,或使用了批量、订阅。',
    en: 'The request is no GraphQL request, or asks for a batch or a subscription.',
  },
};

function faultsTable(language: Language): string {
  const { code, status, meaning } = WORDS.columns[language];
  const own = Object.entries(FAULT_MESSAGES).map(([name, text]) => [`\`${name}\``, String(HTTP_STATUS[name as FaultCode]), text[language]]);
  const others = Object.entries(GRAPHQL_FAULTS).map(([name, text]) => [`\`${name}\``, '–', text[language]]);
  return table([code, status, meaning], [...own, ...others]);
}

function refusalsTable(sheets: readonly RefusalSheet[], language: Language): string {
  const { code, meaning, cure, rule, type } = WORDS.columns[language];
  const rows = sheets.map((sheet) => [
    `\`${sheet.code}\``,
    sheet.message[language],
    sheet.cure[language],
    sheet.rule ?? '',
    `\`${sheet.graphqlType}\``,
  ]);
  return table([code, meaning, cure, rule, type], rows);
}

function areaPart(area: string, sheets: readonly RefusalSheet[], language: Language): string {
  const files = [...new Set(sheets.map(({ file }) => file))].map((file) => `[\`src/${file}\`](../src/${file})`);
  const declared = `${WORDS.declared[language]} ${files.join(language === 'zh' ? '、' : ', ')}`;
  return [`### ${DOMAIN_AREAS[area]![language]}`, declared, refusalsTable(sheets, language)].join('\n\n');
}

function fieldsTable(language: Language): string {
  const { code, meaning } = WORDS.columns[language];
  return table(
    [code, meaning],
    fieldProblemSheets().map((sheet) => [`\`${sheet.code}\``, sheet.messages.map((message) => message[language]).join(' / ')]),
  );
}

function findingsPart(language: Language): string {
  const { code, meaning, cure } = WORDS.columns[language];
  const sales = Object.entries(FINDING_TEXTS).map(([name, text]) => [`\`${name}\` ${text.severity}`, text[language]]);
  const takeover = Object.entries(TAKEOVER_FINDING_TEXTS).map(([name, text]) => [
    `\`${name}\``,
    text[language],
    language === 'zh' ? text.cureZh : text.cureEn,
  ]);
  const { findings, sales: salesTitle, takeover: takeoverTitle } = WORDS;
  const tables = [salesTitle[language], table([code, meaning], sales), takeoverTitle[language], table([code, meaning, cure], takeover)];
  return [findings[language], ...tables].join('\n\n');
}

function half(sheets: readonly RefusalSheet[], language: Language): string {
  const parts = Object.keys(DOMAIN_AREAS).map((area) => [area, sheets.filter(({ file }) => areaOfFile(file) === area)] as const);
  const { title, intro, faults, refusals, fields } = WORDS;
  return [
    ...[title[language], intro[language], faults[language], faultsTable(language), refusals[language]],
    ...parts.filter(([, own]) => own.length > 0).map(([area, own]) => areaPart(area, own, language)),
    ...[fields[language], fieldsTable(language), findingsPart(language)],
  ].join('\n\n');
}

/** Every code that a client may meet, with meaning, cure and rule; Chinese, then English. */
export function errorsDocument(): string {
  const sheets = refusalSheets();
  return `${half(sheets, 'zh')}\n\n---\n\n${half(sheets, 'en')}\n`;
}
